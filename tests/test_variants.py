"""One line that orders one thing in several kinds, and lists whose amounts stand where others have sizes."""

import pytest
from test_line_forms import rows


def named(text: str) -> list[tuple[str | None, float, str]]:
    """Name, amount and unit of each line."""
    return [(name, amount, unit) for _, name, _, amount, unit in rows("Please supply:\n\n" + text)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "- aprons, waxed: S 4 pcs, M 9 pcs, XL 6 pcs",
            [("aprons, waxed, S", 4, "ea"), ("aprons, waxed, M", 9, "ea"), ("aprons, waxed, XL", 6, "ea")],
        ),
        (
            "- Dye: indigo 500g x2, madder 1kg x 7",
            [("Dye, indigo 500g", 2, "ea"), ("Dye, madder 1kg", 7, "ea")],
        ),
        (
            "- Webbing 25mm: olive 60m / black 140m",
            [("Webbing 25mm, olive", 60, "m"), ("Webbing 25mm, black", 140, "m")],
        ),
        (
            "- 300 bowls: 120 white, 180 slate",
            [("bowls, white", 120, "ea"), ("bowls, slate", 180, "ea")],
        ),
        (
            "- 18 deckchairs (10 striped, 8 plain), beech",
            [("deckchairs, striped", 10, "ea"), ("deckchairs, plain", 8, "ea")],
        ),
        ("- boiler suits navy M 6, L 11", [("boiler suits navy, M", 6, "ea"), ("boiler suits navy, L", 11, "ea")]),
        (
            "- pump clips, oak, Bitter + Porter: 15 of each",
            [("pump clips, oak, Bitter", 15, "ea"), ("pump clips, oak, Porter", 15, "ea")],
        ),
    ],
)
def test_each_kind_of_a_thing_is_a_line(text: str, wanted: list[tuple[str, float, str]]) -> None:
    assert named(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "- 60 latches: 20 now, 40 later",
        "- 60 latches (20 in stock, 40 short)",
        "- 60 latches (about 20 brass, 30 steel)",
        "- 60 latches: width 20, height 40",
        "- 60 latches: box 5, room 12",
    ],
)
def test_what_is_no_kind_makes_no_line(text: str) -> None:
    assert len(named(text)) <= 1


def test_an_address_orders_nothing() -> None:
    assert named("- 60 latches\n\nDeliver to: Hall 4, 12 Quay Street, 2671 Westport")[0] == ("latches", 60, "ea")
    assert len(named("- 60 latches\n\nDeliver to: Hall 4, 12 Quay Street, 2671 Westport")) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Grease 5kg x 3\nWax 2.5kg x 8", [("Grease 5kg", 3, "ea"), ("Wax 2.5kg", 8, "ea")]),
        ("Studs M8x30 x 200\nPads 40x60 x 12", [("Studs", 200, "ea"), ("Pads 40x60", 12, "ea")]),
        ("Battens 4.8m x45\ncleats x6", [("Battens 4.8m", 45, "ea"), ("cleats", 6, "ea")]),
        ("Calico, unbleached, 60m\nTicking, blue, 25m", [("Calico", 60, "m"), ("Ticking", 25, "m")]),
        (
            "lead line 10mm, 4 coils; bow shackles, 12 pcs; scrapers 24; brushes 3 dozen.",
            [("lead line 10mm", 4, "coil"), ("bow shackles", 12, "ea"), ("scrapers", 24, "ea"), ("brushes", 36, "ea")],
        ),
        (
            '• 6no. planter "Usk", oak\n• 4no. dog bin 90 L, green',
            [('planter "Usk"', 6, "ea"), ("dog bin 90 L", 4, "ea")],
        ),
        (
            "- tumblers, 2-colour: 10 cases (48/cs), was 8\n- mats: 72, trays we'll skip for now",
            [("tumblers", 10, "case"), ("mats", 72, "ea")],
        ),
        (
            "floor paint grey, 160 ltr in 20 l pails\nfillers 12",
            [("floor paint grey", 160, "l"), ("fillers", 12, "ea")],
        ),
    ],
)
def test_a_row_has_its_amount_behind_its_size(text: str, wanted: list[tuple[str, float, str]]) -> None:
    assert named(text) == wanted


def test_a_size_of_a_row_stays_a_size() -> None:
    assert named("- Angle 40 x 60 x 12, 3 pcs") == [("Angle 40 x 60 x 12", 3, "ea")]
    assert named("- Screw M8 x 30, 3 pcs") == [("Screw", 3, "ea")]


def test_the_total_of_a_row_of_sizes_is_its_amount() -> None:
    sizes = "           XS    S    M    Total\nTabard     10    25   30   65\nApron      4     6    8    18"
    assert [(name, amount) for name, amount, _ in named(sizes)] == [("Tabard", 65), ("Apron", 18)]


def test_a_tolerance_and_a_limit_order_nothing() -> None:
    assert named("Hold the colour tolerance to 3 SDCM. Mind the 13 ton limit. We need 20 lamps.") == [
        ("lamps", 20, "ea")
    ]
