"""Numbers that stand beside an order and order nothing: one email each, with 36 hooks that are ordered."""

from datetime import date

import pytest

from clarifier import clarify, read


def amounts(text: str) -> list[float | None]:
    lines = clarify(read(f"Hello,\n\n{text}\n\nThanks\nMona Vale"), sent=date(2026, 3, 2)).request.lines
    return [line.quantity.value if line.quantity else None for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "They sit in the 180 press, not the 120.",
        "It fits our 750 mixer.",
        "Bill to: PO Box 3310 Salalah.",
        "ETD 9/4 1630 lt. She will not wait.",
        "ETA Tilbury 3 May 0900.",
        "On the 7th we roast 12,000 nuts for the fair or we roast none.",
        "Our canteen feeds 640 pupils.",
        "The kitchen serves 220 plates at noon.",
        "We need them at three spots.",
        "Please deliver to two addresses.",
        "That is the price of the Mk 2 list, not the Mk 3.",
        "The belt has to be one piece of course.",
        "The rods should be one length.",
        "Please send it all in one lot.",
        "We're going from 30 pupils to 44 in May.",
    ],
)
def test_a_number_beside_the_order_orders_nothing(text: str) -> None:
    assert amounts(f"Please send 36 hooks HK-9 by 30 May. {text}") == [36]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please fit out the kit with the 24 hinges, we need 24 hinges.", [24]),
        ("We want to sell 40 lamps, please send them.", [40]),
        ("Can you handle 40 lamps?", [40]),
        ("It should be 40 lamps in one box.", [40]),
        ("We need one piece of the HK-9.", [1]),
        ("Please send one length of HK-9 rail.", [1]),
        ("Please move us from 30 to 44 hooks.", [44]),
    ],
)
def test_what_is_ordered_in_such_words_stays_ordered(text: str, wanted: list[float]) -> None:
    assert amounts(text) == wanted
