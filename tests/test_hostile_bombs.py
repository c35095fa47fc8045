"""Mails built to break a reader, each in a process of its own: read, or refused in one sentence, in bounded time and memory."""

from pathlib import Path

import pytest
from children import printed

MOST_SECONDS, MOST_MB = 15, 500  # of processor time: a few seconds on a machine at rest
HEADER = b"From: Joe <joe@x.com>\nTo: kim@y.com\nSubject: order\nMIME-Version: 1.0\n"
HTML = HEADER + b"Content-Type: text/html; charset=utf-8\n\n"
CODE = """
import json, re, sys, time
from datetime import date
from pathlib import Path
from clarifier import as_json, clarify, read
from clarifier.errors import ClarifierError
began = time.process_time()
try:
    body = json.dumps(as_json(clarify(read(Path(sys.argv[1]).read_bytes(), name="bomb.eml"), today=date(2026, 11, 3))))
    ended = "read"
except ClarifierError as error:
    ended = "refused" if len(str(error)) < 300 else "long"
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]  # getrusage would count the process that started this one
print(ended, time.process_time() - began, int(peak) / 1024)
"""
BOMBS = {
    "20,000 parts": (HEADER + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n5\n" * 20_000, "refused"),
    "5,000 levels": (HEADER + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(5000)), "refused"),
    "5,000 mails in mails": (HEADER + b"Content-Type: message/rfc822\n\n" * 5000 + b"hi", "refused"),
    "100,000 addresses": (HEADER.replace(b"kim@y.com", b", ".join(b"Kim <kim%d@y.com>" % n for n in range(100_000))) + b"\nNeed 50", "read"),
    "10 MB in one line": (HEADER + b"\n" + b"Need 50 pcs by Friday " * 450_000, "refused"),
    "100,000 tables": (HTML + b"<table><tr><td>" * 100_000, "refused"),
    "10 MB of attributes": (HTML + b"<p style='" + b"color:red;" * 1_000_000 + b"'>Need 50</p>", "read"),
    "200,000 rules": (HTML + b"<style>" + b"".join(b".c%d{color:#fff}" % n for n in range(200_000)) + b"</style><p>Need 50</p>", "read"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    data, wanted = BOMBS[name]
    path = tmp_path / "bomb"
    path.write_bytes(data)
    ended, seconds, megabytes = printed(CODE, path).split()
    assert ended == wanted
    assert float(seconds) < MOST_SECONDS and float(megabytes) < MOST_MB
