"""Changes of lines that are called by their place in an earlier mail's order."""

import pytest
from spoken import items

NUMBERED = "PO 4417:\n\n10  AB-100  hinge    24\n20  AB-200  latch    48\n30  AB-300  strike   12\n"
LISTED = "Please send:\n- 24 hinges\n- 48 latches\n- 12 strikes\n"
Amounts = list[tuple[float | None, str | None]]


def lines(*bodies: str) -> Amounts:
    return [
        (draft.quantity.value if draft.quantity else None, draft.revision.value if draft.revision else None)
        for draft in items(*bodies).drafts
    ]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Line 20 goes up to 84.", [(24, None), (84, None), (12, None)]),
        ("Line 20 should read 84, line 30 is rev C.", [(24, None), (84, None), (12, "C")]),
        ("Pos 20 now 84 pcs", [(24, None), (84, None), (12, None)]),
        ("Line 10 can come off, line 30 to 20 pcs.", [(48, None), (20, None)]),
        ("Pos. 30: bitte streichen", [(24, None), (48, None)]),
        ("Please cancel lines 10 and 30.", [(48, None)]),
        ("Item 20: from 48 to 60, the rest stays.", [(24, None), (60, None), (12, None)]),
    ],
)
def test_a_row_that_bears_a_number_is_called_by_it(later: str, expected: Amounts) -> None:
    assert lines(NUMBERED, later) == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Item 2 wants to be 84, not 48.", [(24, None), (84, None), (12, None)]),
        ("Skip item 3 altogether, we found a bin.", [(24, None), (48, None)]),
        ("- Item 3: cancelled", [(24, None), (48, None)]),
        ("Item 3 is rev K now.", [(24, None), (48, None), (12, "K")]),
        ("84 for item 2 please.", [(24, None), (84, None), (12, None)]),
        ("Please change item 2 to 84.", [(24, None), (84, None), (12, None)]),
        ("Items 1 and 3: 20 more each", [(44, None), (48, None), (32, None)]),
    ],
)
def test_a_row_without_a_number_is_called_by_its_place(later: str, expected: Amounts) -> None:
    assert lines(LISTED, later) == expected


@pytest.mark.parametrize(
    "later",
    [
        "Please don't cancel item 3.",
        "Item 2 is urgent, line 1 stops on Monday.",
        "Is item 2 in stock?",
        "We paid for item 2 on May 3.",
        "Thanks, item 1 has arrived.",
    ],
)
def test_what_is_only_said_of_a_row_changes_nothing(later: str) -> None:
    assert lines(LISTED, later) == lines(LISTED)
