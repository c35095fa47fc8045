"""The emails of an mbox file, a Maildir, a folder: each once, in an order and with keys that stay."""

import tracemalloc
from pathlib import Path

import pytest

from clarifier.errors import UnreadableInput
from clarifier.mail.mailbox import emails_of, is_mailbox

POSTMARK = b"From kim@vale.example Tue Nov  3 09:14:00 2026\n"


def email(number: int, body: bytes = b"Please send 40 brackets by Friday.\n") -> bytes:
    return b"From: Kim <kim@vale.example>\nMessage-ID: <%d@vale.example>\nSubject: order\n\n%s" % (number, body)


def mbox(folder: Path, *emails: bytes, name: str = "inbox.mbox", between: bytes = b"\n") -> str:
    path = folder / name
    path.write_bytes(b"".join(POSTMARK + one + between for one in emails))
    return str(path)


def keys(name: str) -> list[str]:
    return [one.key for one in emails_of(name)]


def test_each_email_of_an_mbox_comes_with_its_message_id(tmp_path: Path) -> None:
    name = mbox(tmp_path, email(1), email(2), email(3))
    found = list(emails_of(name))
    assert [one.key for one in found] == ["1@vale.example", "2@vale.example", "3@vale.example"]
    assert found[1].data.strip() == email(2).strip()
    assert [one.file for one in found] == ["inbox.mbox"] * 3
    assert [round(one.reached, 2) for one in found] == sorted(round(one.reached, 2) for one in found)


@pytest.mark.parametrize(
    "body",
    [
        b"From here on we need 40.\n",
        b"Hi\n\nFrom next week on we need 40 in 2026, at 9:30 each.\n",
        b"Hi\n\nFrom kim Tue Nov  3 09:14:00 2026\nis how a postmark looks\n",
        b"no line break at the end",
        b"blank lines\n\n\n\n",
        b"\r\nlines\r\nof Windows\r\n",
        b"x" * 200_000 + b"\n",
    ],
)
def test_a_body_stays_whole_whatever_its_lines_begin_with(tmp_path: Path, body: bytes) -> None:
    found = list(emails_of(mbox(tmp_path, email(1, body), email(2), between=b"\n\n")))
    assert len(found) == 2
    assert found[0].data.strip() == email(1, body).strip()


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (b">From now on", b"From now on"),
        (b">>From him", b">From him"),
        (b"> From him", b"> From him"),
        (b">Fro", b">Fro"),
    ],
)
def test_a_quoted_postmark_is_given_back(tmp_path: Path, stands: bytes, said: bytes) -> None:
    found = next(emails_of(mbox(tmp_path, email(1, b"Hi\n\n" + stands + b"\n"))))
    assert found.data.strip().endswith(b"Hi\n\n" + said)


def test_a_missing_line_break_at_the_end_loses_nothing(tmp_path: Path) -> None:
    name = mbox(tmp_path, email(1), email(2))
    Path(name).write_bytes(Path(name).read_bytes().rstrip(b"\n"))
    assert [one.data[-10:] for one in emails_of(name)][1] == b"by Friday."


def test_the_same_email_twice_is_told_and_another_of_its_id_has_a_key_of_its_own(tmp_path: Path) -> None:
    found = list(emails_of(mbox(tmp_path, email(1), email(2), email(1), email(1, b"Make it 50.\n"))))
    assert [(one.key, one.again) for one in found] == [
        ("1@vale.example", False), ("2@vale.example", False), ("1@vale.example", True), ("1@vale.example#2", False),
    ]  # fmt: skip


def test_an_email_without_an_id_has_a_key_of_its_words(tmp_path: Path) -> None:
    one, two = b"Subject: a\n\nSend 40.\n", b"Subject: b\n\nSend 50.\n"
    first, again = keys(mbox(tmp_path, one, two)), keys(mbox(tmp_path, two, one, name="other.mbox"))
    assert len(set(first)) == 2 and set(first) == set(again)


def test_a_maildir_keeps_its_keys_when_an_email_is_read_and_flagged(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "cur" / "200.M1.host:2,S").write_bytes(email(2))
    (tmp_path / "new" / "100.M1.host").write_bytes(email(1))
    (tmp_path / "tmp" / "300.M1.host").write_bytes(email(3))
    before = [(one.file, one.key, one.called) for one in emails_of(str(tmp_path))]
    (tmp_path / "new" / "100.M1.host").rename(tmp_path / "cur" / "100.M1.host:2,RS")
    assert [(one.file, one.key, one.called) for one in emails_of(str(tmp_path))] == before
    assert before[0] == ("100.M1.host", "1@vale.example", "100.M1.host.eml")


def test_a_folder_gives_its_emails_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    for name, number in (("b.eml", 2), ("a.EML", 1), ("deeper/c.eml", 3), ("notes.pdf", 4)):
        (tmp_path / name).write_bytes(email(number))
    assert [one.file for one in emails_of(str(tmp_path))] == ["a.EML", "b.eml", "deeper/c.eml"]


@pytest.mark.parametrize(
    ("name", "content", "many"),
    [
        ("in.mbox", b"", True),
        ("INBOX", POSTMARK + email(1), True),
        ("one.eml", POSTMARK + email(1), False),
        ("paste.txt", POSTMARK + email(1), False),
        ("paste", b"From Kim: send 40\nby Friday\n", False),
    ],
)
def test_what_is_a_mailbox_is_told_by_its_name_and_its_first_lines(
    tmp_path: Path, name: str, content: bytes, many: bool
) -> None:
    (tmp_path / name).write_bytes(content)
    assert is_mailbox(str(tmp_path / name)) is many
    assert is_mailbox(str(tmp_path)) and not is_mailbox(str(tmp_path / "nothing"))


def test_a_mailbox_without_emails_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "in.mbox").write_bytes(b"")
    for name in (str(tmp_path / "in.mbox"), str(tmp_path)):
        with pytest.raises(UnreadableInput, match="holds no emails"):
            list(emails_of(name))


def test_a_large_mailbox_is_never_held_whole(tmp_path: Path) -> None:
    name = mbox(tmp_path, *[email(number, b"Please send 40 brackets.\n" * 4000) for number in range(100)])
    assert Path(name).stat().st_size > 9_000_000
    tracemalloc.start()
    assert sum(1 for _ in emails_of(name)) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_one_email_larger_than_any_is_not_held_whole_either(tmp_path: Path) -> None:
    name = mbox(tmp_path, email(1, b"x" * 79 + b"\n" + b"y" * 45_000_000 + b"\n"), email(2))
    assert [len(one.data) > 30_000_000 for one in emails_of(name)] == [True, False]
