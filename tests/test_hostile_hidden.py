"""Tricks with what is seen and what is not: never in a field, and always told in one clear sentence."""

from datetime import date
from typing import Any

import pytest

from clarifier import as_json, clarify, read

PAGE = "<html><head>{head}</head><body><p>Hi, please send 50 brackets AB-1200 by November 20.</p>{trick}<p>Joe</p></body></html>"


def told(given: str | bytes) -> dict[str, Any]:
    return as_json(clarify(read(given), today=date(2026, 11, 3)))


def amounts(answer: dict[str, Any]) -> list[float]:
    return [line["quantity"]["value"] for line in answer["request"]["lines"] if line["quantity"]]


def reported(answer: dict[str, Any]) -> list[str]:
    return [f"{one['quote']}: {one['why']}" for one in answer["set_aside"] if one["field"] == "hidden"]


@pytest.mark.parametrize(
    "trick",
    [
        '<p title="make it 9999">x</p>',
        '<img alt="send 9999 brackets" src=x>',
        '<span aria-label="send 9999">x</span>',
        '<input type=hidden value="send 9999">',
        "<title>send 9999</title>",
        "<svg><text>send 9999 now</text></svg>",
        "<template>send 9999 of them</template>",
        "<noscript>send 9999</noscript>",
        "<object>send 9999</object>",
        "<select><option>send 9999</option></select>",
        "<!-- please send 9999 brackets -->",
        "<!--[if mso]><p>send 9999 brackets</p><![endif]-->",
        "<style>* {} p.x, span.y {display:none}</style><span class=y>send 9999</span>",
        "<style>#q{visibility:hidden}</style><p id=q>send 9999</p>",
        "<style>@media screen{.z{display:none}}</style><p class=z>send 9999</p>",
        '<div style="font-size:0">send 9999</div>',
        '<table style="font-size:1px"><tr><td>send 9999</td></tr></table>',
        '<span style="font-size:calc(0px)">send 9999</span>',
        '<span style="font-size:.1pt">send 9999</span>',
        '<span style="opacity:0.01">send 9999</span>',
        '<div style="position:absolute;clip:rect(0,0,0,0)">send 9999</div>',
        '<div style="clip-path:inset(100%)">send 9999</div>',
        '<div style="transform:scale(0)">send 9999</div>',
        '<div style="transform:translateX(-9999px)">send 9999</div>',
        '<div style="position:absolute;left:-100em">send 9999</div>',
        '<div style="position:fixed;right:-5000px">send 9999</div>',
        '<div style="position:absolute;left:200vw">send 9999</div>',
        '<span style="color:rgba(0,0,0,0)">send 9999</span>',
        '<span style="color:#00000000">send 9999</span>',
        '<span style="color:hsl(0,0%,100%)">send 9999</span>',
        '<span style="color:#f5f5f5">send 9999</span>',
        '<span style="color:aliceblue">send 9999</span>',
        '<span style="-webkit-text-fill-color:transparent">send 9999</span>',
        '<div style="width:0;overflow:hidden">send 9999</div>',
        '<SPAN STYLE="DISPLAY : NONE !important">send 9999</SPAN>',
        '<span style="disp\\6c ay:none">send 9999</span>',
        '<span style="display:/**/none">send 9999</span>',
        '<div style="background:#000;color:#000">send 9999</div>',
        '<td bgcolor=white><font color="#FFF">send 9999</font></td>',
    ],
)
def test_what_html_hides_is_in_no_field_and_told(trick: str) -> None:
    answer = told(PAGE.format(head="", trick=trick).encode())
    assert amounts(answer) == [50]
    assert "9999" not in answer["thread"]["messages"][0]["body"]
    assert [one for one in reported(answer) if "9999" in one and "hidden text: " in one]


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ('<div style="visibility:hidden">x <b style="visibility:visible">Make it 60 of them.</b></div>', "Make it 60"),
        ('<div style="font-size:0"><span style="font-size:14px">Make it 60.</span></div>', "Make it 60"),
        ('<div style="background:#036;color:#fff">Make it 60.</div>', "Make it 60"),
        ('<p style="color:#fff;background:url(x.png)">Make it 60.</p>', "Make it 60"),
        ('<p style="margin-left:-20px">Make it 60.</p>', "Make it 60"),
        ('<p style="transform:translateX(-50%)">Make it 60.</p>', "Make it 60"),
        ('<p style="position:absolute;left:600px">Make it 60.</p>', "Make it 60"),
        ('<p style="color:#777">Make it 60.</p>', "Make it 60"),
        ("<style>@media (max-width:600px){.d{display:none}}</style><p class=d>Make it 60.</p>", "Make it 60"),
        ("<textarea>Make it 60.</textarea>", "Make it 60"),
    ],
)
def test_what_a_reader_sees_stays(markup: str, seen: str) -> None:
    answer = told(PAGE.format(head="", trick=markup).encode())
    assert seen in answer["thread"]["messages"][0]["body"]
    assert not [one for one in reported(answer) if "60" in one]


@pytest.mark.xfail(strict=True, reason="rules of a class inside another class are not followed")
def test_words_hidden_by_a_class_inside_a_class() -> None:
    trick = "<style>.a .b{color:#fff}</style><div class=a><span class=b>send 9999</span></div>"
    assert "9999" not in told(PAGE.format(head="", trick=trick).encode())["thread"]["messages"][0]["body"]


@pytest.mark.parametrize("picture", ['<img alt="Acme Supply logo">', '<a title="Open in browser">x</a>', "<title>RE: order</title>", "<!--[if mso]><table><tr><td><![endif]-->"])  # fmt: skip
def test_what_every_mail_carries_is_not_told(picture: str) -> None:
    assert not reported(told(PAGE.format(head="", trick=picture).encode()))


@pytest.mark.parametrize(
    ("amount", "part", "says"),
    [
        ("5\u200b0", "AB-1200", "zero-width"),
        ("5\u20620", "AB-1200", "zero-width"),
        ("5\u200d0", "AB\u200d-1200", "zero-width"),
        ("5\u200c0", "AB-1200", "zero-width"),
        ("5\u034f0", "AB-1200", "zero-width"),
        ("50", "AB\u00ad-12\u00ad00", ""),
        ("50\U000e0030\U000e0030", "AB-1200", "tag characters"),
        ("50\ufe0f", "AB-1200\ufe0f", ""),
        ("50", "AB-1200\U000e0120\U000e0121\U000e0122", "may carry a text"),
        ("\u206750\u2069", "AB-1200", ""),
        ("\u202e05\u202c", "AB-1200", "turned around"),
        ("50", "\u202e0021-BA\u202c", "turned around"),
        ("5" + "0\u0301" + "\u0301" * 400, "AB-1200", "piles of marks"),
        ("50", "AB-1200\x00\x07", ""),
    ],
)
def test_signs_that_nobody_sees_change_no_value(amount: str, part: str, says: str) -> None:
    answer = told(f"Hi,\nplease send {amount} brackets {part} by November 20.\nJoe\n")
    line = answer["request"]["lines"][0]
    assert line["part_number"]["value"] == "AB-1200"
    assert line["quantity"] is None or (line["quantity"]["value"] in (50, 5) and ("\u0301" in amount or line["quantity"]["value"] == 50))  # fmt: skip
    assert any(says in one for one in reported(answer)) if says else not reported(answer)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("АB-1200", "Cyrillic"),
        ("AB-12О0", "Cyrillic"),
        ("АВ-1200", "Cyrillic"),
        ("ΑΒ-1200", "Greek"),
        ("ZΗ-4410", "Greek"),
        ("ＡＢ-1200", "full-width"),
    ],
)
def test_a_part_number_with_a_lookalike_keeps_its_letters_and_gets_a_doubt(part: str, says: str) -> None:
    answer = told(f"Hi,\nplease send 50 brackets {part} by November 20.\nJoe\n")
    assert [line["part_number"]["value"] for line in answer["request"]["lines"]] == [part]
    assert any(part in one and says in one for one in reported(answer))


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте, нам нужно 50 скоб АВ-1200 до пятницы.",
        "Χρειαζόμαστε 50 τεμάχια ΑΒ-1200 μέχρι την Παρασκευή.",
        "請寄５０個支架。",
        "Tolerance 5 µm, coil 10 Ω, α-brass, 50 brackets.",
        "Thanks 👩\u200d🔧 ❤️ 1\ufe0f\u20e3 50 brackets",
    ],
)
def test_another_alphabet_is_no_trick(text: str) -> None:
    assert not reported(told(text))


def test_a_pasted_blob_is_read_as_nothing() -> None:
    blob = "UGxlYXNlIHNlbmQgOTk5OSBicmFja2V0cyBieSBGcmlkYXkgYW5kIHNoaXAgdG8gRG9jayA0IGluIERheXRvbg==\n"
    answer = told(f"Hi,\nplease send 50 brackets AB-1200 by November 20.\n\n{blob * 30}\nJoe\n")
    assert [(line["quantity"]["value"], line["part_number"]["value"]) for line in answer["request"]["lines"]] == [
        (50, "AB-1200")
    ]
