"""`clarifier pulse`: how well we work together, asked of everyone and told to everyone at once. Nothing heavy is imported before it is needed."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from clarifier.cli_desk import By, desk
from clarifier.cli_files import put
from clarifier.errors import BadSettings, PulseError

if TYPE_CHECKING:
    from clarifier.team.database import Database
    from clarifier.team.pulse import Point, Results
    from clarifier.team.pulse_rounds import Round

pulse_app = typer.Typer(
    no_args_is_help=True, help="How well do we work together? Ask everyone, anonymously; all see the results at once."
)
_WIDTH = 30  # of the longest bar


class Format(StrEnum):
    """How results are written."""

    text = "text"
    json = "json"


@pulse_app.command("open")
def open_pulse(
    question: Annotated[
        str | None, typer.Option(help="Another question than ours, to be answered from 0 to 10.", show_default=False)
    ] = None,
    expected: Annotated[
        int | None,
        typer.Option(min=1, help="How many will answer; with the last one the round closes.", show_default=False),
    ] = None,
    by: By = None,
) -> None:
    """Open a round. Nothing but the count of answers can be read until it is closed."""
    from clarifier.team import pulse
    from clarifier.team.rights import may_run

    with desk(by) as at:
        may_run(at.person, "pulse")
        asked = question or pulse.QUESTION
        opened = pulse.open_round(at.database, at.person.login, at.now, asked, expected)
    typer.echo(f"Round {opened.id} is open: {opened.question} (0 to 10)")


@pulse_app.command("answer")
def answer_pulse(
    score: Annotated[int, typer.Argument(help="From 0 (awful) to 10 (amazing).", show_default=False)],
    gap: Annotated[
        str, typer.Option(help="What would close the gap? At most 500 characters.", show_default=False)
    ] = "",
    team: Annotated[
        str, typer.Option(help="Your team; it is shown from four answers on, else nobody sees it.", show_default=False)
    ] = "",
    by: By = None,
) -> None:
    """Answer the open round, once. Whose an answer is is not kept, so it cannot be changed or taken back."""
    from clarifier.team import pulse
    from clarifier.team.people import has_team

    with desk(by) as at:
        known = str(at.person.team) if has_team(at.database) else ""
        number = _open_round(at.database).id
        told = pulse.answer(at.database, number, at.person.login, score, at.now, gap, team or known)
    typer.echo(
        f"Thank you. {_count(told)}" + ("" if told.is_open else " The round is closed: `clarifier pulse results`.")
    )


@pulse_app.command("close")
def close_pulse(by: By = None) -> None:
    """Close the open round, for good: its results can be read from now on."""
    from clarifier.team import pulse
    from clarifier.team.rights import may_run

    with desk(by) as at:
        may_run(at.person, "pulse")
        told = pulse.close_round(at.database, _open_round(at.database).id, at.now)
    typer.echo(f"Round {told.id} is closed. {_count(told)} `clarifier pulse results` prints the results.")


@pulse_app.command("results")
def show_results(
    number: Annotated[
        int | None, typer.Option("--round", help="Which round; without it, the last closed one.", show_default=False)
    ] = None,
    style: Annotated[Format, typer.Option("--format", help="How the results are written.")] = Format.text,
    by: By = None,
) -> None:
    """Print a closed round and the trend. Fewer than four answers are never shown, of a team or in all."""
    from clarifier.team import pulse

    with desk(by) as at:
        now_open, trend, zone = pulse.current_round(at.database), pulse.trend(at.database), at.zone
        wanted = number if number is not None or not trend else trend[-1].round
        found = pulse.results(at.database, wanted) if wanted is not None else None
    if style is Format.json:
        told = {
            "schema": "clarifier.pulse/1",
            "open": asdict(now_open) if now_open else None,
            "results": asdict(found) if found else None,
            "trend": [asdict(point) | {"remark": point.remark} for point in trend],
        }
        put((json.dumps(told, ensure_ascii=False, indent=1, default=datetime.isoformat) + "\n").encode(), None)
        return
    lines = [*(_results(found, zone) if found else ()), *_trend(trend, zone)]
    if now_open:
        lines.append(f"Round {now_open.id} is open. {_count(now_open)} Its results can be read when it is closed.")
    put(("\n".join(lines or ["No round was opened yet: `clarifier pulse open` opens one."]) + "\n").encode(), None)


@pulse_app.command("wins")
def quick_wins(
    tag: Annotated[
        str | None, typer.Option(help="The id of a comment that becomes a quick win.", show_default=False)
    ] = None,
    words: Annotated[
        str, typer.Option("--as", help="The quick win in your words; without it, the comment's.", show_default=False)
    ] = "",
    by: By = None,
) -> None:
    """Print the quick wins: what can be done soon. With --tag, make a comment one of them."""
    from clarifier.team import pulse_wins
    from clarifier.team.rights import may_run

    if words and tag is None:
        raise BadSettings("--as says what a comment becomes; name the comment with --tag.")
    with desk(by) as at:
        if tag is not None:
            may_run(at.person, "pulse")
            where = pulse_wins.round_of(at.database, tag)
            pulse_wins.tag_quick_win(at.database, where, tag, words, at.person.login, at.now)
        wins = pulse_wins.quick_wins(at.database)
    for win in wins:
        said = "" if win.text == win.comment else f"  (“{win.comment}”)"
        typer.echo(f"Round {win.round}: {win.text}{said}")
    if not wins:
        typer.echo("No quick win was named yet: `clarifier pulse results` prints the comments and their ids.")


def _open_round(database: "Database") -> "Round":
    from clarifier.team import pulse

    found = pulse.current_round(database)
    if found is None:
        raise PulseError("No round is open; `clarifier pulse open` opens one.")
    return found


def _count(told: "Round") -> str:
    people = "1 person has" if told.answers == 1 else f"{told.answers} people have"
    return f"{people} answered{f', of {told.expected}' if told.expected else ''}."


def _results(found: "Results", zone: tzinfo) -> Iterator[str]:
    told, summary = found.round, found.summary
    yield f"{told.question} (round {told.id}, closed on {_day(told.closed_at, zone)})"
    if summary.mean is None:
        yield f"  {summary.remark.capitalize()}. From four on they are shown."
        yield ""
        return
    yield f"  {summary.mean} of 10, {summary.remark or f'{summary.answers} answers'}"
    most = max(band.answers for band in summary.spread)
    for band in reversed(summary.spread):
        bar = "#" * round(band.answers * min(1, _WIDTH / most))
        yield f"  {f'{band.low}-{band.high}':>5} {band.answers:>4}  {bar}".rstrip()
    for group in summary.teams:
        yield f"  {group.team}: {group.mean}, {group.remark or f'{group.answers} answers'}"
    if summary.teams and summary.others:
        yield f"  {summary.others} more count in the total only: a team is shown from four answers on."
    yield "  Where a whole group gave the same score, one of its answers counts a point differently, to give nobody away."
    yield ""
    if found.comments:
        yield "What would close the gap?"
    for comment in found.comments:
        yield f"  {comment.id}  {comment.text}"
        if comment.quick_win:
            yield f"  {'':16}  quick win: {comment.quick_win.text}"
    if found.comments:
        yield ""


def _trend(points: "tuple[Point, ...]", zone: tzinfo) -> Iterator[str]:
    if len(points) < 2:
        return
    yield "Over the rounds"
    for point in points:
        mean = "-" if point.mean is None else f"{point.mean}"
        yield f"  {point.round:>3}  {_day(point.closed_at, zone)}  {mean:>4}  {point.remark or f'{point.answers} answers'}"
    yield ""


def _day(at: datetime | None, zone: tzinfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else ""
