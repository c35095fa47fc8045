"""Mails and files built to break a reader, each in a process of its own: read, or refused in one sentence, in bounded time and memory.

All of them are benchmarks/bombs.py, beside how their time grows: python -m benchmarks bombs. Here is one of each kind, those that were worst.
"""

import pytest

from benchmarks.bombs import BOMBS, MOST_MB, exploded

MOST_SECONDS = 15  # of processor time: at most five on a machine at rest
WORST = {
    "amounts in a row": "read",
    "empty lines": "read",
    "deep quote marks": "read",
    "forwards in forwards": "read",
    "zero-width letters": "read",
    "half letters": "read",
    "parts": "refused",
    "levels of parts": "refused",
    "mails in mails": "refused",
    "receivers": "read",
    "encoded words": "read",
    "10 MB in one line": "refused",
    "UTF-7": "read",
    "broken UTF-16": "refused",
    "closed elements": "read",
    "tables in tables": "refused",
    "cells": "read",
    "cells that span a thousand": "refused",
    "attributes": "read",
    "rules": "read",
    "numbers of a list": "read",
    "entities of entities": "read",
    "groups of RTF": "read",
    "archives in archives": "read",
    "a workbook of nothing": "refused",
    "a document of nothing": "refused",
    "packed streams of a PDF": "refused",
    "rows of a CSV": "refused",
    "columns of a CSV": "read",
    "a message without end": "refused",
    "a question without end": "refused",
}


@pytest.mark.parametrize("name", WORST)
def test_a_bomb_is_read_or_refused_in_bounded_time_and_memory(name: str) -> None:
    bomb = BOMBS[name]
    found = exploded(bomb, bomb.size)
    assert found.ended == WORST[name]
    assert found.seconds < MOST_SECONDS and found.megabytes < MOST_MB


def test_a_mail_as_small_as_its_bomb_is_large_is_read() -> None:
    assert all(exploded(BOMBS[name], 1).ended == "read" for name in ("mails in mails", "rows", "words of RTF"))
