"""The customer's later answer on top of a thread."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_layers import PIECES, every_character_has_one_home

from clarifier.errors import UnreadableInput
from clarifier.mail.read import add_answer, read

ASKED = read(
    "pls check - Bo\n\n---------- Forwarded message ---------\nFrom: Ida Storm <ida@stormsails.com>\nDate: Mon, Mar 2, 2026 at 9:00 AM\n"
    "Subject: battens\nTo: Bo Lind <bo@battenco.se>\n\nWe need 40 battens, 2.4 m, in three weeks, for the club boats.\n\nIda"
)


def test_an_unsigned_answer_is_the_customers() -> None:
    thread = add_answer(ASKED, "Yes, half of them first is fine.")
    assert [message.author for message in thread.messages] == ["customer", "ours", "customer"]
    assert [message.index for message in thread.messages] == [0, 1, 2]
    assert thread.customer_message == 0
    assert thread.messages[0].sender == ASKED.messages[1].sender
    assert thread.source == f"Yes, half of them first is fine.\n{ASKED.source}"
    every_character_has_one_home(thread)


def test_repeated_history_is_not_read_twice() -> None:
    answer = (
        "From: Ida Storm <ida@stormsails.com>\nSent: Tuesday, March 3, 2026 8:00 AM\nTo: Bo Lind <bo@battenco.se>\nSubject: RE: battens\n\n"
        "Make it 44.\n\nFrom: Bo Lind <bo@battenco.se>\nSent: Monday, March 2, 2026 4:00 PM\nTo: Ida Storm <ida@stormsails.com>\nSubject: RE: battens\n\n"
        "Is 40 firm?\n\nOn Mon, Mar 2, 2026 at 9:00 AM Ida Storm <ida@stormsails.com> wrote:\n"
        "> We need 40 battens, 2.4 m, in three weeks,\n> for the club boats.\n>\n> Ida\n"
    )
    thread = add_answer(ASKED, answer)
    assert [message.body.split("\n")[0] for message in thread.messages[:2]] == ["Make it 44.", "Is 40 firm?"]
    assert [message.author for message in thread.messages] == ["customer", "ours", "ours", "customer"]
    assert sum("40 battens" in message.body for message in thread.messages) == 1
    every_character_has_one_home(thread)


def test_a_note_over_a_forwarded_answer_stays_ours() -> None:
    answer = "here it is, Bo\n\n---------- Forwarded message ---------\nFrom: Ida Storm <ida@stormsails.com>\nDate: Tue, Mar 3, 2026 at 8:00 AM\nSubject: Re: battens\nTo: Bo Lind <bo@battenco.se>\n\n44 please"
    thread = add_answer(ASKED, answer)
    assert [message.author for message in thread.messages] == ["ours", "customer", "ours", "customer"]
    assert thread.customer_message == 1


def test_two_answers_stand_newest_first() -> None:
    thread = add_answer(add_answer(ASKED, "Half first is fine."), "On second thought, all at once.")
    assert [message.body[:4] for message in thread.messages] == ["On s", "Half", "pls ", "We n"]
    every_character_has_one_home(thread)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=15).map("".join))
def test_no_answer_loses_a_character(text: str) -> None:
    try:
        thread = add_answer(ASKED, text)
    except UnreadableInput:
        return
    every_character_has_one_home(thread)
