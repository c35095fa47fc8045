"""The command line as its users meet it: what it prints, and how it ends."""

import csv
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from commands import EXAMPLES, PROGRAM, clarifier, process, refused

TRAYS = str(EXAMPLES / "bakery-trays.txt")
PHONE_NOTE = str(EXAMPLES / "roof-crew-call.txt")
ABSENCE = str(EXAMPLES / "out-of-office.txt")


def test_an_email_is_told_for_reading_with_words_questions_and_drafts() -> None:
    run = process("clarify", TRAYS)
    assert (run.code, run.said) == (0, "")
    assert run.text.startswith("Juniper & Crumb Bakery needs 40 perforated baking trays")
    for words in ("“by next Friday”", "Questions worth asking", "Hi Ingrid,", "Can you make these", "from ready."):
        assert words in run.text


GERMAN = "Guten Tag,\n\nwir benötigen 400 Stück Kelche ZK-4410 bis Freitag, 9. April 2027.\n\nMit freundlichen Grüßen\nPia Quill"


def test_a_customer_is_asked_in_their_language_with_the_english_beneath() -> None:
    text, page = (clarifier("clarify", "--format", each, given=GERMAN.encode()).text for each in ("text", "md"))
    for shown in (text, page):
        assert "Wohin dürfen wir liefern?" in shown and "Where shall we deliver the ZK-4410 Kelche?" in shown
        assert "Guten Tag Pia Quill," in shown and "Can you make 400 Kelche" in shown


def test_the_language_of_the_reply_can_be_chosen() -> None:
    answer = clarifier("clarify", "--reply-in", "fr", "--format", "json", given=GERMAN.encode()).json
    asked = {each["field"]: (each["text"], each["text_en"]) for each in answer["questions"]}
    assert asked["ship_to"] == (
        "Où devons-nous livrer\N{NO-BREAK SPACE}?",
        "Where shall we deliver the ZK-4410 Kelche?",
    )
    assert (answer["reply_language"], answer["reply_note"]) == ("fr", None)
    assert "Cordialement" in answer["reply_to_customer"]


@pytest.mark.parametrize("form", ["text", "md"])
def test_a_reply_that_is_not_in_the_customers_language_says_so(form: str) -> None:
    swedish = "Hej,\n\nvi behöver 400 st bägare ZK-4410 senast 9 april 2027.\n\nVänliga hälsningar\nPia"
    said = "The email is in Swedish; the questions are in English: clarifier has no Swedish wording yet."
    assert said in clarifier("clarify", "--format", form, given=swedish.encode()).text


def test_a_language_that_there_is_no_wording_for_is_refused_in_one_line() -> None:
    assert "no wording for a reply in 'sv'" in refused(clarifier("clarify", "--reply-in", "sv", given=GERMAN.encode()))


def test_what_is_not_for_a_terminal_has_no_colours() -> None:
    assert b"\x1b" not in clarifier("clarify", TRAYS).out


@pytest.mark.parametrize("arguments", [("clarify",), ("clarify", "-")])
def test_standard_input_is_read_where_no_file_is_named(arguments: tuple[str, ...]) -> None:
    run = clarifier(*arguments, "--format", "json", given=Path(TRAYS).read_bytes())
    assert run.code == 0
    assert [line["quantity"]["value"] for line in run.json["request"]["lines"]] == [40, 6]


def test_several_files_come_as_one_json_a_line_in_their_order() -> None:
    run = clarifier("clarify", TRAYS, ABSENCE, PHONE_NOTE, "--format", "json")
    assert run.code == 0
    answers = [json.loads(line) for line in run.text.splitlines()]
    assert [answer["request"]["is_request"] for answer in answers] == [True, False, True]


def test_several_files_share_one_table() -> None:
    run = clarifier("clarify", TRAYS, PHONE_NOTE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.text)))
    assert [row["quantity"] for row in rows] == ["40", "6", "35"]


def test_a_file_that_cannot_be_read_leaves_the_others_done_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    run = clarifier("clarify", TRAYS, "empty.txt", PHONE_NOTE, "--format", "json", folder=tmp_path)
    assert run.code == 0
    assert [Path(json.loads(line)["file"]).name for line in run.text.splitlines()] == [
        Path(TRAYS).name,
        Path(PHONE_NOTE).name,
    ]
    assert "1 of 3 files could not be read" in run.said
    assert "empty.txt" in run.said and "Traceback" not in run.said


def test_the_day_it_was_sent_dates_an_email_without_a_date() -> None:
    run = clarifier("clarify", PHONE_NOTE, "--sent", "2027-04-16", "--format", "json")
    request = run.json["request"]
    assert (request["reference_date"], request["needed_by"]["latest"]) == ("2027-04-16", "2027-04-21")


def test_the_emails_own_date_wins_over_the_day_named() -> None:
    run = clarifier("clarify", TRAYS, "--sent", "2020-01-01", "--format", "json")
    assert run.json["request"]["reference_date"] == "2027-03-08"


def test_the_customers_answer_closes_its_questions(tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text(
        "Friday the 19th is right.\nSending half of it first is fine, and a few days later works too.\n", "utf-8"
    )
    before = clarifier("clarify", TRAYS, "--format", "json").json
    after = clarifier("clarify", TRAYS, "--answer", "answer.txt", "--format", "json", folder=tmp_path).json
    assert not before["readiness"]["ready"]
    assert after["readiness"] == {"ready": True, "missing": []}
    assert len(after["questions"]) < len(before["questions"])
    assert len(after["thread"]["messages"]) == len(before["thread"]["messages"]) + 1


def test_markdown_opens_with_the_outcome_as_its_title() -> None:
    run = clarifier("clarify", TRAYS, "--format", "md")
    assert run.code == 0
    assert run.text.startswith("# Juniper & Crumb Bakery needs")
    assert "\n| Needed by | " in run.text and "\n## Questions\n" in run.text


def test_a_workbook_can_be_sent_on_or_written_to_a_file(tmp_path: Path) -> None:
    sent_on = clarifier("clarify", TRAYS, "--format", "xlsx")
    written = clarifier("clarify", TRAYS, "--format", "xlsx", "--out", "trays.xlsx", folder=tmp_path)
    assert (sent_on.code, written.code, written.out) == (0, 0, b"")
    for data in (sent_on.out, (tmp_path / "trays.xlsx").read_bytes()):
        assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_output_may_go_to_a_file(tmp_path: Path, form: str) -> None:
    run = clarifier("clarify", TRAYS, "--format", form, "--out", "out.txt", folder=tmp_path)
    assert (run.code, run.out, run.said) == (0, b"", "")
    assert "Juniper & Crumb" in (tmp_path / "out.txt").read_text("utf-8")


def test_our_own_people_are_told_by_a_setting() -> None:
    message = (
        b"From: Jo Vale <jo@ours.example>\nSent: Tuesday, November 3, 2026 9:00 AM\nTo: Kim <kim@theirs.example>\n"
    )
    given = message + b"Subject: brackets\n\nKim, please send us 40 brackets by Friday.\n\nJo\n"
    ours = clarifier("clarify", "--format", "json", given=given, CLARIFIER_OUR_DOMAINS="ours.example").json
    theirs = clarifier("clarify", "--format", "json", given=given, CLARIFIER_OUR_DOMAINS="theirs.example").json
    assert ours["thread"]["messages"][0]["author"] == "ours" and not ours["request"]["is_request"]
    assert theirs["thread"]["messages"][0]["author"] == "customer" and theirs["request"]["is_request"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_missing_file_is_one_line_in_every_format(form: str) -> None:
    assert "no-such.eml" in refused(clarifier("clarify", "no-such.eml", "--format", form))


@pytest.mark.parametrize(
    "given", [b"", bytes(range(256)) * 40, b"PK\x03\x04" + bytes(500)], ids=["empty", "binary", "zip"]
)
def test_what_is_no_email_is_refused_in_one_line(given: bytes) -> None:
    refused(clarifier("clarify", given=given))


@pytest.mark.parametrize("day", ["2026-13-01", "03/04/2027"])
def test_a_day_that_is_none_is_refused_in_one_line(day: str) -> None:
    assert "--sent" in refused(clarifier("clarify", TRAYS, "--sent", day))


def test_an_answer_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("\n", "utf-8")
    assert "blank.txt" in refused(clarifier("clarify", TRAYS, "--answer", "blank.txt", folder=tmp_path))


def test_an_answer_that_is_not_there_is_refused_in_one_line() -> None:
    assert "no-answer.txt" in refused(clarifier("clarify", TRAYS, "--answer", "no-answer.txt"))


def test_a_folder_in_place_of_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    refused(clarifier("clarify", str(tmp_path)))
    refused(clarifier("clarify", TRAYS, "--format", "json", "--out", str(tmp_path)))


def test_a_setting_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path) -> None:
    assert "port" in refused(clarifier("clarify", TRAYS, CLARIFIER_PORT="many"))
    (tmp_path / "clarifier.toml").write_text("our_domain = ['a.example']\n", "utf-8")
    assert "our_domain" in refused(clarifier("clarify", TRAYS, folder=tmp_path))


@pytest.mark.parametrize(
    "arguments",
    [("clarify", "--format", "pdf", TRAYS), ("clarify", "--no-such", TRAYS), ("clear",), ("app", "--port", "0")],
)
def test_wrong_usage_ends_with_two_and_prints_nothing_on_standard_output(arguments: tuple[str, ...]) -> None:
    run = clarifier(*arguments)
    assert (run.code, run.out) == (2, b"")
    assert "Traceback" not in run.said


def test_a_reader_that_goes_away_early_is_told_nothing() -> None:
    early = subprocess.Popen([PROGRAM, "clarify", *[TRAYS] * 40], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert early.stdout and early.stderr
    early.stdout.read(10)
    early.stdout.close()
    assert early.stderr.read() == b""
    early.stderr.close()
    early.wait()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_narrow_terminal_encoding_loses_letters_not_the_answer(encoding: str) -> None:
    run = process("clarify", given="Send 40 brackets by Friday, 请 → “ok”".encode(), PYTHONIOENCODING=encoding)
    assert run.code == 0
    assert "40 brackets" in run.out.decode(encoding)
    assert "Traceback" not in run.said
