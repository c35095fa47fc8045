"""Revisions: before and behind their label, changed, short behind a part number; and what only looks like one."""

import pytest

from clarifier.request.revisions import find_revisions


def revisions(text: str) -> list[str]:
    found = list(find_revisions(text))
    assert all(text[each.value_start :].startswith(each.value) for each in found)
    return [each.value for each in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("40 goblets ZK-4410 rev D", "D"),
        ("40 goblets to drawing ZK-4410 Rev-B", "B"),
        ("ZK-4410 revC, 40 goblets", "C"),
        ("goblets to issue 04", "04"),
        ("goblets ZK-4410, edition 3", "3"),
        ("40 goblets ZK-4410 mod B", "B"),
        ("40 labels, artwork v4", "4"),
        ("the C revision of the goblet", "C"),
        ("40 goblets (D revision)", "D"),
        ("the goblet, 3rd revision", "3"),
        ("The revision has changed to E.", "E"),
        ("drawing is now up to revision G", "G"),
        ("40 of ZK-4410 r3", "3"),
        ("40 of ZK-4410 (r.C)", "C"),
        ("board rev 1.3", "1.3"),
    ],
)
def test_a_revision_is_known_by_its_label(text: str, wanted: str) -> None:
    assert revisions(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Please see the revised drawing, 40 pieces.",
        "The 2nd issue is the lead time.",
        "We have an issue with 3 of them.",
        "The revision is late.",
        "40 mod kits",
        "the L version, 40 of them",
        "size 40 R 20 tyres",
        "the 40 rev counters",
        "a new edition of the catalogue",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert revisions(text) == []


def test_many_labels_take_time_in_step() -> None:
    assert len(list(find_revisions("rev has been " * 20_000 + "rev D"))) == 1


def test_a_label_with_nothing_behind_it_for_long_takes_time_in_step() -> None:
    assert not list(find_revisions("rev" + " " * 20_000 + "D"))
