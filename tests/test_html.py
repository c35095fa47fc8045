"""HTML to the text its reader sees."""

import pytest

from clarifier.mail.html import from_html
from clarifier.mail.read import read
from clarifier.mail.remnants import from_remnants, is_remnant


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<table><tr><td>A-1</td><td>50</td></tr><tr><td>A-2</td><td><p>60</p></td></tr></table>", "A-1\t50\nA-2\t60"),
        ("<p>Now</p><blockquote>Then<blockquote>Before</blockquote></blockquote>", "Now\n\n> Then\n>\n>> Before"),
        ("<p><s>200</s> 150 pcs</p>", "~~200~~ 150 pcs"),
        ('<p>See <a href="http://x.com">the drawing</a></p>', "See the drawing"),
        ("<ul><li>50 caps</li><li>60 pins</li></ul>", "- 50 caps\n- 60 pins"),
        ("<ol><li>first</li><li>second</li></ol>", "1. first\n2. second"),
        ("<ol><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ol>", "1. a\n\n1. b\n2. c\n\n2. d"),
        ("<p>a&nbsp;b &lt;c&gt; &amp; d</p>", "a b <c> & d"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<p>wrapped\n   in the markup</p>", "wrapped in the markup"),
        ("<html><head><title>T</title><style>p{color:red}</style></head><body>Hi</body></html>", "Hi"),
    ],
)
def test_markup_becomes_lines(markup: str, text: str) -> None:
    assert from_html(markup)[0] == text


@pytest.mark.parametrize(
    "hiding",
    [
        '<span style="display:none">9999</span>',
        '<span style="visibility: hidden">9999</span>',
        '<span style="color:#ffffff">9999</span>',
        '<font color="white">9999</font>',
        '<span style="color:rgb(254,254,254)">9999</span>',
        '<span style="font-size:0">9999</span>',
        '<span style="font-size:1px">9999</span>',
        '<span style="opacity:0">9999</span>',
        '<div style="max-height:0;overflow:hidden">9999</div>',
        '<div style="position:absolute;left:-9999px">9999</div>',
        '<div style="background:#003366"><span style="color:#003366">9999</span></div>',
        "<style>.gone{display:none}</style><p class=gone>9999</p>",
        '<p style="mso-hide:all">9999</p>',
        "<p hidden>9999</p>",
        "<!-- order 9999 of them -->",
    ],
)
def test_what_nobody_sees_does_not_count_and_is_told(hiding: str) -> None:
    text, hidden = from_html(f"<p>Need 50</p>{hiding}<p>Joe</p>")
    assert text == "Need 50\n\nJoe"
    assert len(hidden) == 1
    assert "9999" in hidden[0].text
    assert hidden[0].why


def test_white_on_a_dark_ground_is_seen() -> None:
    text, hidden = from_html('<table><tr><td bgcolor="#003366"><font color="#ffffff">Need 50</font></td></tr></table>')
    assert (text, hidden) == ("Need 50", ())


def test_addresses_in_angle_brackets_are_no_tags() -> None:
    assert not is_remnant("From: Joe <joe@x.com>\nTo: Kim <kim@y.com>\n\nNeed <50 pcs> by <Friday>")
    text, _ = from_remnants("From: Joe <joe@x.com>\n\n<p>Ask Kim <kim@y.com> about it</p><br>")
    assert text == "From: Joe <joe@x.com>\n\nAsk Kim <kim@y.com> about it"


def test_pieces_of_html_in_a_paste_become_text() -> None:
    thread = read("From: Joe <joe@x.com>\nSubject: order\n\n<div><p>Need 50&nbsp;pcs</p><p>Joe</p></div>")
    assert thread.messages[0].body == "Need 50 pcs\n\nJoe"


@pytest.mark.parametrize(
    ("paste", "body", "hidden"),
    [
        ("Need 5\u200b0 pcs", "Need 50 pcs", "Need 50 pcs"),
        ("Need 50\U000e0039\U000e0039 pcs", "Need 50 pcs", "99"),
        ("Need \u202e05\u202c pcs", "Need 50 pcs", "05"),
    ],
)
def test_invisible_characters_are_told(paste: str, body: str, hidden: str) -> None:
    thread = read(paste)
    assert thread.messages[0].body == body
    assert [found.text for found in thread.hidden] == [hidden]


def test_cells_that_span_all_rows_push_those_below_no_farther_than_a_table_is_wide() -> None:
    text, _ = from_html("<table>" + "<tr><td colspan=50 rowspan=1000>5</td></tr>" * 100 + "</table>")
    assert max(map(len, text.split("\n"))) <= 250
