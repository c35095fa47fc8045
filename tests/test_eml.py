"""An .eml file: its body in the right form, its header words, its attachments, the mails inside it."""

from clarifier.mail.read import read

HEADER = (
    "From: =?utf-8?Q?J=C3=B6rg_Mann?= <joerg@mann-bau.de>\r\nTo: Kim <kim@y.com>, Lou <lou@y.com>\r\nDate: Tue, 3 Mar 2026 10:00:00 +0100\r\n"
    "Subject: =?iso-8859-1?Q?Tr=E4ger?= 12 m\r\nMessage-ID: <1@mann-bau.de>\r\nMIME-Version: 1.0\r\n"
)
BOTH = 'Content-Type: multipart/alternative; boundary="a"\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--a--\r\n'


def test_header_words_are_decoded() -> None:
    message = read((HEADER + "\r\n12 Träger bitte").encode()).messages[0]
    assert message.sender is not None
    assert (message.sender.name, message.sender.email) == ("Jörg Mann", "joerg@mann-bau.de")
    assert [to.email for to in message.to] == ["kim@y.com", "lou@y.com"]
    assert message.subject == "Träger 12 m"
    assert message.sent is not None
    assert message.sent.isoformat() == "2026-03-03T10:00:00+01:00"
    assert message.body == "12 Träger bitte"
    assert message.author == "customer"


def test_plain_text_is_preferred_to_html() -> None:
    mail = HEADER + BOTH.format(plain="12 beams, plain", html="<p>12 beams, rich</p>")
    assert read(mail.encode()).messages[0].body == "12 beams, plain"


def test_a_stub_of_plain_text_gives_way_to_the_html() -> None:
    mail = HEADER + BOTH.format(plain="Your client does not support HTML.", html="<p>12 beams, rich</p>")
    assert read(mail.encode()).messages[0].body == "12 beams, rich"


def test_an_empty_plain_part_gives_way_to_the_html() -> None:
    mail = HEADER + BOTH.format(plain=" ", html="<p>12 beams, rich</p>")
    assert read(mail.encode()).messages[0].body == "12 beams, rich"


def test_attachments_are_named_and_not_read() -> None:
    mail = (
        HEADER
        + 'Content-Type: multipart/mixed; boundary="m"\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nsee attached\r\n--m\r\n'
        'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="PO 12.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJDREVG\r\n--m--\r\n'
    )
    thread = read(mail.encode())
    assert [(file.name, file.media_type, file.size) for file in thread.attachments] == [
        ("PO 12.pdf", "application/pdf", 6)
    ]
    assert thread.messages[0].body == "see attached"


def test_an_attached_mail_is_a_message_of_the_thread() -> None:
    mail = (
        "From: Kim <kim@y.com>\r\nTo: Plan <plan@y.com>\r\nDate: Wed, 4 Mar 2026 08:00:00 +0000\r\nSubject: FW: beams\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="m"\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\ncan we?\r\n--m\r\nContent-Type: message/rfc822\r\n\r\n'
        + HEADER
        + "\r\n12 beams please\r\n--m--\r\n"
    )
    thread = read(mail.encode())
    assert [message.body for message in thread.messages] == ["can we?", "12 beams please"]
    assert [message.author for message in thread.messages] == ["ours", "customer"]
    assert thread.customer_message == 1


def test_flowed_lines_are_joined() -> None:
    mail = HEADER + "Content-Type: text/plain; format=flowed\r\n\r\nWe need 12 \r\nbeams.\r\n> did you \r\n> ask?\r\n"
    assert read(mail.encode()).messages[0].body == "We need 12 beams.\n> did you ask?"


def test_headers_with_raw_bytes_are_read() -> None:
    mail = b"From: J\xf6rg <j@x.com>\nTo: k@y.com\nMessage-ID: <1>\nSubject: Gr\xfc\xdfe\n\n12 pcs\n"
    message = read(mail).messages[0]
    assert message.subject == "Grüße"
    assert message.sender is not None
    assert message.sender.name == "Jörg"


def test_an_answering_machine_says_so_in_its_header() -> None:
    mail = HEADER + "Auto-Submitted: auto-replied\r\n\r\nBack on Monday."
    assert read(mail.encode()).messages[0].automatic
