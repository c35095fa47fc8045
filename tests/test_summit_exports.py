"""Agendas and minutes as one hands them out: other programs read them back, and a hostile title is a title."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import docx
import pytest
import vobject
from agendas import BEGAN, BERLIN, CAPS, CLOSE, CRANE, agenda, with_title

from clarifier.team.agenda import Action, Agenda, as_json, from_json
from clarifier.team.summit_exports import as_markdown, as_text, exported
from clarifier.team.summit_page import plain

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
HOSTILE = {
    "a second event": "Summit\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Free beer",
    "semicolons, commas, colons": 'a;b,c:d\\n e\\;f "g" TZID=UTC;X=1:2',
    "emoji": "🎉 caps 👩‍🏭 für Zoë 日本 " + "é" * 80,
    "5,000 characters": "caps 😀" * 714 + "xx",
    "controls": "a\x00b\x07c\x1b[31md\x85e\u2028f",
    "turned round": "invoice\u202egpj.exe",
    "half of a character": "half \ud83d of it",
    "markup": "<script>alert(1)</script> & <b>bold</b> [x](javascript:1) **no** `code` # h | cell ~~s~~ $m$",
    "a formula": '=HYPERLINK("http://x","y")',
    "a list": "1. - + * first",
}


def minutes() -> Agenda:
    """What was agreed in the hour."""
    return agenda(
        decisions=("A for rev D; from 1 January", "2. Call the plater"),
        actions=(
            Action("A-0001", "Confirm the plater’s slot", "Lena", date(2026, 12, 5), "done", since=date(2026, 12, 3)),
            Action("A-0002", "Ask | the *customer*"),
        ),
        rating=7.7, next_facilitator="Marcus", note="Bring the three promises",
    )  # fmt: skip


def event(data: bytes) -> Any:
    """The one event, as another parser reads it."""
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two by the folding
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    (calendar,) = vobject.readComponents(data.decode())
    assert calendar.method.value == "PUBLISH" and calendar.version.value == "2.0"
    (found,) = calendar.vevent_list
    return found


def words_of(data: bytes) -> list[str]:
    """Every paragraph of a Word document, those of its tables too, in order."""
    document = docx.Document(io.BytesIO(data))
    return [
        text
        for block in document.iter_inner_content()
        for text in (
            [paragraph.text for row in block.rows for cell in row.cells for paragraph in cell.paragraphs]
            if hasattr(block, "rows")
            else [block.text]
        )
    ]


def test_text_reads_well_in_a_chat() -> None:
    assert as_text(minutes()).splitlines() == [
        "Summit of December",
        "When: Thursday 3 December 2026, 10:00 to 11:00 CET (60 minutes)",
        "With: Priya (sales), Marcus (production)",
        "Facilitator: Lena",
        "Next time: Marcus",
        "Rating: 7.7 of 10",
        "Note: Bring the three promises",
        "",
        "1. Thanks: Lena’s team, the Kolb rush (5 min, Priya, to know)",
        "   Ran on a Saturday.",
        "2. Tidewater waited through three dates for the same caps (25 min, Priya, to decide)",
        "   Told 8, 15 and 22 November, delivered on the 26th.",
        "   A: 200 first, the rest on a kept date",
        "   B: A standing stock of 150",
        "   Requests: R-0142 “we’ll be out before the rebuild program kicks off”, R-0151",
        "   Read before: The three promises",
        "3. Halvorsen: crane on the 27th (20 min, to solve)",
        "   A crane is booked.",
        "4. Decisions, next facilitator, rating (5 min, to agree)",
        "   What was agreed.",
        "",
        "Decisions:",
        "- A for rev D; from 1 January",
        "- 2. Call the plater",
        "",
        "Parking lot:",
        "- The powder line",
        "",
        "Actions:",
        "- Confirm the plater’s slot (Lena, 5 December 2026, done)",
        "- Ask | the *customer* (no owner yet, no day yet, open)",
    ]


def test_markdown_is_a_page_whose_marks_are_ours() -> None:
    lines = as_markdown(minutes()).splitlines()
    assert lines[0] == "# Summit of December"
    assert "2. **Tidewater waited through three dates for the same caps** (25 min · Priya · to decide)" in lines
    assert "   - A: 200 first, the rest on a kept date" in lines
    assert "- 2\\. Call the plater" in lines
    assert lines[-1] == "| Ask \\| the \\*customer\\* | no owner yet | no day yet | open |"
    assert [line for line in lines if line.startswith("#")] == [
        "# Summit of December", "## Agenda", "## Decisions", "## Parking lot", "## Actions",
    ]  # fmt: skip


def test_a_draft_has_no_empty_headings() -> None:
    draft = replace(agenda(), parking_lot=(), attendees=(), facilitator=None)
    for text in (as_text(draft), as_markdown(draft), "\n".join(words_of(exported(draft, "docx", NOW)))):
        assert not re.search(r"Decisions\b(?!, next)|Actions|Parking|With|Facilitator|Rating", text)


def test_json_is_the_contract_and_comes_back_as_it_was() -> None:
    data = json.loads(exported(minutes(), "json", NOW))
    assert data == as_json(minutes()) and data["schema"] == "clarifier.agenda/1"
    assert as_json(from_json(data)) == data


def test_the_customer_stands_before_an_item_that_does_not_name_them() -> None:
    shown = replace(agenda(), items=(replace(CAPS, title="Three dates"), CRANE, CLOSE))
    assert "1. Tidewater: Three dates (25 min" in as_text(shown) and "2. Halvorsen: crane" in as_text(shown)


def test_another_parser_reads_the_event_in_a_calendar() -> None:
    found = event(exported(minutes(), "ics", NOW, uid="0b6d", version=7))
    assert (found.uid.value, found.sequence.value, found.summary.value) == ("0b6d@clarifier", "7", "Summit of December")
    assert found.dtstart.value == BEGAN and found.dtend.value - found.dtstart.value == timedelta(hours=1)
    assert found.dtstamp.value == NOW
    assert found.description.value == as_text(minutes()).rstrip("\n")
    assert not hasattr(found, "attendee") and not hasattr(found, "rrule")


def test_a_draft_has_the_same_uid_each_time_and_another_hour_has_another() -> None:
    one, again = (event(exported(each, "ics", NOW)).uid.value for each in (agenda(), replace(agenda(), title="Else")))
    later = event(exported(replace(agenda(), starts=agenda().starts + timedelta(days=1)), "ics", NOW)).uid.value
    assert one == again != later


def test_an_event_over_the_night_when_clocks_change_takes_its_minutes() -> None:
    for zone, day in (
        (BERLIN, "2026-10-25T02:30"),
        (BERLIN, "2027-03-28T01:30"),
        (timezone(timedelta(hours=-7)), "2026-11-01T01:30"),
    ):
        starts = datetime.fromisoformat(day).replace(tzinfo=zone)
        found = event(exported(replace(agenda(), starts=starts, minutes=90), "ics", NOW))
        assert found.dtstart.value == starts.astimezone(UTC)
        assert found.dtend.value - found.dtstart.value == timedelta(minutes=90)
    autumn = replace(agenda(), starts=datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), minutes=90)
    assert "02:30 CEST to 03:00 CET (90 minutes)" in as_text(autumn)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_title_is_a_title_in_every_form(name: str) -> None:
    title, shown = HOSTILE[name], with_title(HOSTILE[name])
    clean = plain(title)
    found = event(exported(shown, "ics", NOW))
    assert found.summary.value == clean
    assert found.description.value.splitlines()[0] == clean
    assert len(found.description.value.splitlines()) == len(as_text(with_title("x")).splitlines())
    words = words_of(exported(shown, "docx", NOW))
    assert (
        words[0] == clean
        and f"{clean}  to know" in words
        and len(words) == len(words_of(exported(with_title("x"), "docx", NOW)))
    )
    assert len(as_text(shown).splitlines()) == len(as_text(with_title("x")).splitlines())
    marked = as_markdown(shown)
    assert len(marked.splitlines()) == len(as_markdown(with_title("x")).splitlines())
    assert re.sub(r"\\(.)", r"\1", marked.splitlines()[0]) == f"# {clean}"
    assert not re.search(r"(?<!\\)[<|`\[]", "".join(line for line in marked.splitlines() if "---" not in line))
    assert json.loads(exported(shown, "json", NOW))["minutes"] == 60


def test_the_word_document_is_a_page_to_hand_out() -> None:
    data = exported(minutes(), "docx", NOW)
    document = docx.Document(io.BytesIO(data))
    items, actions = document.tables
    assert [[cell.text for cell in row.cells][::2] for row in items.rows][:2] == [["", "Minutes"], ["1", "5 min"]]
    assert [cell.text for cell in items.rows[2].cells][3] == "Priya"
    assert "A  200 first, the rest on a kept date" in items.rows[2].cells[1].text
    assert [[cell.text for cell in row.cells] for row in actions.rows] == [
        ["What", "Who", "By when", "State"],
        ["Confirm the plater’s slot", "Lena", "5 December 2026", "done"],
        ["Ask | the *customer*", "no owner yet", "no day yet", "open"],
    ]
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "Summit of December" and [each.style.name for each in document.paragraphs[:1] if each.style] == [
        "Heading 1"
    ]
    assert [each for each in words if each in ("Agenda", "Decisions", "Parking lot", "Actions")] == [
        "Agenda", "Decisions", "Parking lot", "Actions",
    ]  # fmt: skip
    assert document.core_properties.title == "Summit of December" and document.core_properties.author == "Lena"
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert body.count("<w:tblHeader") == 2 and body.count("<w:cantSplit") == 6
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width and height and (round(width.cm, 1), round(height.cm, 1)) == (21.0, 29.7)
