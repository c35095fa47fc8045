"""An Outlook .msg file with a plain, an HTML, or only an RTF body; attachments and mails inside."""

from typing import Any

import compressed_rtf
import outlook
import pytest

from clarifier.errors import UnreadableInput
from clarifier.mail.read import read

PERSON = ("Joe Doe", "joe@x.com")
SENT = 134_200_000_000_000_000  # in April 2026
WRAPPED = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag18 <html>}"
    rb"\htmlrtf \pard\htmlrtf0 {\*\htmltag64 <p>}Need \htmlrtf{\b\htmlrtf0 50\htmlrtf\b0}\htmlrtf0  St\'fcck \u8364?5"
    rb"{\*\htmltag72 </p>}{\*\htmltag <table><tr><td>}A{\*\htmltag </td><td>}7{\*\htmltag </td></tr></table>}}"
)


def msg(**content: Any) -> bytes:
    return outlook.write(
        outlook.message(subject="order", sender=PERSON, to=(("Kim", "kim@y.com"),), sent=SENT, **content)
    )


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ({"body": "Need 50 pcs\r\n\r\nJoe"}, "Need 50 pcs\n\nJoe"),
        ({"html": "<p>Need 50 Stück</p>".encode()}, "Need 50 Stück"),
        ({"rtf": compressed_rtf.compress(rb"{\rtf1\ansi\ansicpg1252 Need 50\par St\'fcck\par}")}, "Need 50\nStück"),
        ({"rtf": compressed_rtf.compress(WRAPPED)}, "Need 50 Stück €5\n\nA\t7"),
        ({"body": "Need 50 pcs\r\n" * 900}, ("Need 50 pcs\n" * 900).strip()),
    ],
    ids=["plain", "html", "rtf", "html in rtf", "long"],
)
def test_every_form_of_body_is_read(content: dict[str, bytes | str], body: str) -> None:
    message = read(msg(**content), name="order.msg").messages[0]
    assert message.body == body
    assert message.sender is not None
    assert (message.sender.name, message.sender.email) == PERSON
    assert [to.email for to in message.to] == ["kim@y.com"]
    assert message.subject == "order"
    assert message.sent is not None
    assert (message.sent.year, message.sent.utcoffset()) == (2026, message.sent.utcoffset())


def test_attachments_are_named_and_attached_mails_are_messages() -> None:
    inner = outlook.message(subject="beams", sender=("Ann", "ann@z.com"), body="12 beams", embedded=True)
    thread = read(msg(body="see below", files=(("po.pdf", b"x" * 5000),), mails=(inner,)))
    assert [(file.name, file.size) for file in thread.attachments] == [("po.pdf", 5000)]
    assert [message.body for message in thread.messages] == ["see below", "12 beams"]


def test_transport_headers_win_over_properties() -> None:
    message = read(msg(body="hi", headers="From: Al <al@z.com>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n")).messages[
        0
    ]
    assert message.sender is not None
    assert message.sender.email == "al@z.com"


def test_a_broken_stream_is_said_in_one_sentence() -> None:
    with pytest.raises(UnreadableInput, match=r"damaged.*paste"):
        read(msg(rtf=b"no compressed text at all"))


def test_an_office_document_is_no_mail() -> None:
    folder = outlook.Folder(streams={"WordDocument": b"x" * 100})
    with pytest.raises(UnreadableInput, match="Office"):
        read(outlook.write(folder), name="order.msg")
