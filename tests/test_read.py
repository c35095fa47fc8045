"""The door of the mail room: what it takes, what it refuses with one sentence, and how fast it stays on bad input."""

import io
import random
import time
import zipfile
from pathlib import Path

import outlook
import pytest

from benchmarks.bait import growth
from clarifier.errors import UnreadableInput
from clarifier.mail.read import read

HEADER = (
    b"From: Joe <joe@x.com>\nTo: kim@y.com\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nSubject: order\nMIME-Version: 1.0\n"
)
MIXED = HEADER + b'Content-Type: multipart/mixed; boundary="b"\n\n'


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("order.txt", "50 pcs")
    return content.getvalue()


def nested(levels: int) -> bytes:
    return HEADER + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(levels)
    )


def broken_msg() -> bytes:
    whole = outlook.write(outlook.message(subject="order", sender=("Joe", "joe@x.com"), body="Need 50 pcs\r\n" * 900))
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("given", "name", "says"),
    [
        (b"", None, "nothing to read"),
        (" \n\t", None, "nothing to read"),
        (b"\0" * 500, None, "nothing to read"),
        (bytes(range(256)) * 200, None, "binary"),
        (b"word " * 10_000_000, None, "MB"),
        ("word\n" * 10_000_000, None, "MB"),
        ("a line of text\n" * 200_000, None, "million"),
        (zipped(), "order.eml", "ZIP"),
        (b"%PDF-1.7\n\x00", "order.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", None, "picture"),
        (broken_msg(), "order.msg", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "order.msg", "damaged"),
        (MIXED + b"--b\nContent-Type: text/plain\n\nx\n" * 20_000, "order.eml", "parts"),
        (MIXED + b"--b\n\nx\n" * 20_000, "order.eml", "parts"),
        (nested(5000) + b"\nhi", "order.eml", "parts"),
        (HEADER + b"Content-Type: message/rfc822\n\n" * 5000 + b"\nhi", "order.eml", "parts"),
        ("<div>" * 5000 + "Need 50" + "</div>" * 5000, None, "nested"),
        ("<p><!-- --></p><br>", None, "no text"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(given: bytes | str, name: str | None, says: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableInput) as refusal:
        read(given, name=name)
    sentence = str(refusal.value)
    assert says in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ("Need\0 50 pcs", "Need 50 pcs"),
        ("Größe 50".encode("cp1252"), "Größe 50"),
        ("Need 50 pcs".encode("utf-16"), "Need 50 pcs"),
        (HEADER + b"Content-Type: text/plain; charset=x-unheard-of\n\n50 St\xfcck", "50 Stück"),
        (HEADER + b"Content-Type: text/plain; charset=utf-7\n\n50 +AOkA", "50 +AOkA"),
        (HEADER.replace(b"2026", b"0000") + b"\n50 pcs", "50 pcs"),
        (HEADER, ""),
        (MIXED + b"--b\nContent-Type: text/plain\n\n50 pcs", "50 pcs"),
        (nested(250) + b"\n50 pcs", ""),
        (rb"{\rtf1\ansi\ansicpg1252 50 St\'fcck\par}", "50 Stück"),
        ("Best regards,\nJoe Doe\nX Inc\n+1 555 555 0142", "Best regards,\nJoe Doe\nX Inc\n+1 555 555 0142"),
        ("lone \ud800 half", "lone \ufffd half"),
        (HEADER.decode("ascii") + "\nlone \ud800 half", "lone \ufffd half"),
    ],
)
def test_odd_input_still_reads(given: bytes | str, body: str) -> None:
    assert read(given).messages[0].body == body


def test_a_date_in_year_nought_is_no_date() -> None:
    assert read(HEADER.replace(b"2026", b"0000") + b"\nhi").messages[0].sent is None


@pytest.mark.parametrize(
    "line", ["To: x\n", "> \n", "a wrote:\n", "-----Original Message-----\n", "Regards,\nJoe\n", "[mailto:", "a@", "1 "]
)
def test_hostile_text_takes_linear_time(line: str) -> None:
    factor, seconds = growth(read, line, 40_000)
    assert factor < 12, seconds


def test_a_thread_of_two_thousand_messages_is_read() -> None:
    one = (
        "From: Joe <joe@x.com>\nSent: Monday, January 5, 2026 9:00 AM\nTo: Kim <kim@y.com>\nSubject: order\n\n"
        "We need 50 pcs of AB-12.\n\nRegards,\nJoe\n\n"
    )
    assert len(read(one * 2000).messages) == 2000


def test_damaged_files_never_give_a_traceback() -> None:
    chance = random.Random(7)
    whole = outlook.write(
        outlook.message(
            subject="order", sender=("Joe", "joe@x.com"), body="50 pcs", html=b"<p>50</p>", files=(("a.pdf", b"x"),)
        )
    )
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(12):
            damaged[chance.randrange(20, len(damaged))] = chance.randrange(256)
        try:
            read(bytes(damaged), name="order.msg")
        except UnreadableInput as refusal:
            assert str(refusal)


def test_the_room_imports_no_parser_before_it_is_needed() -> None:
    source = (Path(__file__).parent.parent / "clarifier" / "mail" / "read.py").read_text("utf-8")
    assert not any(line.startswith(("import lxml", "from lxml", "from oxmsg")) for line in source.splitlines())


def test_a_page_of_nothing_is_two_line_breaks() -> None:
    [message] = read("Please send 50 caps." + " \n" * 100_000 + "Joe").messages
    assert message.body == "Please send 50 caps.\n\nJoe"
