"""What the pulse's card asks and takes, as plain functions: no Gradio in them.

Comes in: a seat (who, when, which database), and what they answered or decided. Goes out: the card as markup. Whose an answer is is kept
nowhere; a manager opens a round, closes it and tags quick wins.
"""

from typing import Any

from clarifier.errors import PulseError
from clarifier.team import pulse, pulse_wins
from clarifier.team.people import people
from clarifier.team.pulse_box import LONGEST_GAP
from clarifier.team.rights import RUNS, may_read, may_run
from clarifier.web.cards import card
from clarifier.web.measure_words import words
from clarifier.web.office import Seat
from clarifier.web.pulse_view import PulseView, results_view, standing

LAST_ROUNDS = 24  # that the trend shows
Json = dict[str, Any]


def show(seat: Seat, round_id: int = 0) -> Json:
    """The card: the open round, and what a closed one says, the last one unless another is named."""
    may_read(seat.person, "pulse")
    now_open, points = pulse.current_round(seat.database), pulse.trend(seat.database)
    wanted = round_id or (points[-1].round if points else 0)
    found = pulse.results(seat.database, wanted) if wanted else None
    has_answered = now_open is not None and pulse.has_answered(seat.database, now_open.id, seat.person.login)
    state = "none" if now_open is None and not points else "closed"
    if now_open:
        state = "waiting" if has_answered else "asking"
    view = PulseView(
        state=state,
        round=now_open.id if now_open else 0,
        question=now_open.question if now_open else pulse.QUESTION,
        standing=standing(now_open) if now_open else "",
        results=results_view(found, points[-LAST_ROUNDS:], seat.zone) if found else None,
        wins=pulse_wins.quick_wins(seat.database),
        may_run="pulse" in RUNS[seat.person.role],
    )
    return {
        "pulse": card(
            "pulse.html", view=view, words=words()["pulse"], gap=pulse.GAP_QUESTION, asked=len(people(seat.database)) or "",
            most=LONGEST_GAP, is_named=bool(round_id),
        ),
        "state": state, "round": view.round, "standing": view.standing,
    }  # fmt: skip


def answer(seat: Seat, round_id: int, score: object, gap: str, key: str) -> Json:
    """Counts this person's one answer; the same `key` twice is one."""
    may_read(seat.person, "pulse")
    if not isinstance(score, int) or isinstance(score, bool):
        raise PulseError("Choose a number from 0 to 10 first.")
    pulse.answer(seat.database, round_id, seat.person.login, score, seat.now, gap, seat.person.team, key)
    return show(seat)


def open_round(seat: Seat, question: str, expected: str) -> Json:
    """Opens a round for so many people; where nothing is said, it is closed by hand."""
    may_run(seat.person, "pulse")
    count = expected.strip()
    if count and not (count.isascii() and count.isdigit() and len(count) <= 9):
        raise PulseError(
            f"How many will answer is a whole number, not {count[:20]!r}; leave it empty to close the round yourself."
        )
    pulse.open_round(
        seat.database, seat.person.login, seat.now, question.strip() or pulse.QUESTION, int(count) if count else None
    )
    return show(seat)


def close_round(seat: Seat, round_id: int) -> Json:
    """Closes the round, for good."""
    may_run(seat.person, "pulse")
    pulse.close_round(seat.database, round_id, seat.now)
    return show(seat)


def tag(seat: Seat, round_id: int, comment: str, text: str) -> Json:
    """Makes a quick win of a comment, in the manager's words or its own."""
    may_run(seat.person, "pulse")
    pulse_wins.tag_quick_win(seat.database, round_id, comment, text, seat.person.login, seat.now)
    return show(seat, round_id)
