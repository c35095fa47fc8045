"""Who is ours and who is the customer, beyond the shapes in cases/threads.jsonl."""

import pytest

from clarifier.mail.read import read
from clarifier.settings import Settings

THREAD = (
    "From: {top} <{top_email}>\nSent: Tuesday, June 9, 2026 4:30 PM\nTo: {low} <{low_email}>\nSubject: RE: springs\n\nNoted.\n\n"
    "From: {low} <{low_email}>\nSent: Tuesday, June 9, 2026 2:10 PM\nTo: {top} <{top_email}>\nSubject: springs\n\n26 springs."
)


def authors(text: str, settings: Settings | None = None) -> list[str]:
    return [message.author for message in read(text, settings=settings).messages]


def test_domains_of_the_settings_decide() -> None:
    text = THREAD.format(top="Cass", top_email="cass@eu.yarrow.com", low="Lew", low_email="lew@hardin.com")
    assert authors(text, Settings(our_domains=("yarrow.com",))) == ["ours", "customer"]
    assert authors(text, Settings(our_domains=("hardin.com",))) == ["customer", "ours"]


def test_names_of_the_settings_decide() -> None:
    text = THREAD.format(top="Cass Low", top_email="cass@gmail.com", low="Lew Hart", low_email="lew@gmail.com")
    assert authors(text, Settings(our_names=("Cass Low",))) == ["ours", "customer"]


def test_the_newest_writer_is_the_customer_where_nothing_tells() -> None:
    text = THREAD.format(top="Cass", top_email="cass@yarrow.com", low="Lew", low_email="lew@hardin.com")
    assert authors(text) == ["customer", "ours"]


@pytest.mark.parametrize(("mailbox", "author"), [("sales", "ours"), ("purchasing", "customer")])
def test_mailboxes_tell_sellers_from_buyers(mailbox: str, author: str) -> None:
    text = THREAD.format(top="Cass", top_email=f"{mailbox}@yarrow.com", low="Lew", low_email="lew@hardin.com")
    assert authors(text)[0] == author


@pytest.mark.parametrize("note", ["What I told them is below.", "our answer to Lew, for the file", "For the file. CY"])
def test_a_note_may_say_that_the_mail_below_it_is_ours(note: str) -> None:
    text = THREAD.format(top="Cass Yates", top_email="cass@yarrow.com", low="Lew Hart", low_email="lew@hardin.com")
    assert authors(f"{note}\n\n{text}") == ["ours", "ours", "customer"]
    assert authors(f"Please enter. LH\n\n{text}") == ["ours", "customer", "ours"]


def test_two_people_at_an_open_provider_are_no_company() -> None:
    text = THREAD.format(top="Cass", top_email="cass@gmail.com", low="Lew", low_email="lew@gmail.com")
    assert sorted(authors(text)) == ["customer", "ours"]


def test_a_note_signed_by_the_sender_below_makes_both_ours() -> None:
    text = "my answer is below. Kip\n\n---------- Forwarded message ---------\nFrom: Kip Sorensen <kip@coats.com>\nDate: Mon, Mar 2, 2026 at 9:00 AM\nSubject: Re: gates\nTo: Jo Abel <jo@gates.com>\n\nWe can do 350.\n\nOn Sun, Mar 1, 2026 at 9:00 AM Jo Abel <jo@gates.com> wrote:\n> 200 please"
    assert authors(text) == ["ours", "ours", "customer"]
    assert read(text).customer_message == 2


def test_what_is_handed_to_a_desk_known_by_name_only_comes_from_one_of_ours() -> None:
    text = (
        "From: Cass Yates <cass@yarrow.com>\nSent: Tuesday, June 9, 2026 4:30 PM\nTo: Order Desk\nSubject: FW: springs\n\nPlease book.\n\n"
        "From: Lew Hart <lew@hardin.com>\nSent: Tuesday, June 9, 2026 2:10 PM\nTo: Cass Yates <cass@yarrow.com>\nSubject: springs\n\n26 springs."
    )
    assert authors(text) == ["ours", "customer"]
    assert authors(text.replace("To: Order Desk", "To: Lew Hart")) == ["customer", "ours"]
    assert authors(text.replace("FW: springs", "RE: springs")) == ["customer", "ours"]


NAMES = (
    "From: Cass Yates\nSent: Tuesday, June 9, 2026 4:30 PM\nTo: {to}\nSubject: RE: springs\n\n{words}\n\n"
    "From: Lew Hart\nSent: Tuesday, June 9, 2026 2:10 PM\nTo: Cass Yates\nSubject: springs\n\n{below}"
)


@pytest.mark.parametrize(
    ("to", "words", "below", "wanted"),
    [
        ("Lew Hart", "Make it 40 then.", "If you go to 90, they cost less.", ["customer", "ours"]),
        ("Lew Hart", "We can offer 40, our lead time is three weeks, order confirmation attached.", "26 springs, our PO 7.", ["ours", "customer"]),
        ("Order Desk", "Please book.", "26 springs, please.", ["ours", "customer"]),
    ],
)  # fmt: skip
def test_headers_of_names_alone_tell_the_sides_too(to: str, words: str, below: str, wanted: list[str]) -> None:
    assert authors(NAMES.format(to=to, words=words, below=below)) == wanted


def test_a_single_mail_between_two_names_is_the_customers() -> None:
    assert authors("From: Cass Yates\nTo: Lew Hart\nSubject: springs\n\n26 springs, please.") == ["customer"]
