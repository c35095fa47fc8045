"""The minutes of a closed summit, as they are read: what was decided, who does what, what waits, what was talked about. Pure functions.

Comes in: a Summit and today. Goes out: a frozen view that the template reads.
"""

from dataclasses import dataclass
from datetime import date

from clarifier.team.agenda import Action
from clarifier.team.summit_page import when
from clarifier.team.summit_store import action_id
from clarifier.team.summits import Summit
from clarifier.team.wording import day
from clarifier.texts import fill
from clarifier.web.summit_run_view import NoteView, note_views
from clarifier.web.summit_view import ItemView, item_views
from clarifier.web.summit_words import ActionRow, action_row, words


@dataclass(frozen=True)
class Talked:
    """An item and how long it took: `took` is in minutes, None where it was skipped or never reached."""

    item: ItemView
    took: int | None


@dataclass(frozen=True)
class MinutesView:
    """`sentence` says it all; `carried` are the actions of earlier summits that were looked at."""

    number: int
    title: str
    when: str
    sentence: str
    rating: str
    decisions: tuple[NoteView, ...]
    actions: tuple[ActionRow, ...]
    carried: tuple[ActionRow, ...]
    parking_lot: tuple[str, ...]
    talked: tuple[Talked, ...]
    attendees: str
    facilitator: str
    next_facilitator: str


def minutes_view(found: Summit, today: date, may_run: bool, login: str, name: str) -> MinutesView:
    """The minutes; `login` and `name` are of whoever reads, who may tick their own actions."""
    agenda, own = found.agenda, {login.casefold(), name.casefold()}
    taken = {action_id(each.id) for each in found.notes}

    def row(action: Action) -> ActionRow:
        return action_row(action, today, may_run or (action.owner or "").casefold() in own)

    new = [each for each in agenda.actions if each.id in taken]
    notes = [each for each in note_views(found, today, False) if not each.is_struck]
    return MinutesView(
        number=found.id,
        title=agenda.title,
        when=_when(found),
        sentence=_sentence(len(agenda.decisions), new),
        rating=_rating(agenda.rating, found.ratings),
        decisions=tuple(each for each in reversed(notes) if each.kind == "decision"),
        actions=tuple(row(each) for each in new),
        carried=tuple(row(each) for each in agenda.actions if each.id not in taken),
        parking_lot=agenda.parking_lot,
        talked=tuple(_talked(each, found) for each in item_views(agenda)),
        attendees=", ".join(each.name for each in agenda.attendees),
        facilitator=agenda.facilitator or "",
        next_facilitator=agenda.next_facilitator or "",
    )


def _when(found: Summit) -> str:
    """When it was held, and for when it was planned where that is another day."""
    planned = when(found.agenda)
    if found.held_on is None or found.held_on == found.agenda.starts.date():
        return planned
    return fill(words()["minutes"]["held"], day=day(found.held_on), planned=planned)


def _talked(item: ItemView, found: Summit) -> Talked:
    spent = found.run.spent.get(item.id)
    return Talked(item, None if spent is None or item.id in found.run.skipped else max(1, round(spent / 60)))


def _sentence(decided: int, actions: list[Action]) -> str:
    form = words()["minutes"]
    if not decided and not actions:
        return str(form["none"])
    first = form["decisions_one"] if decided == 1 else fill(form["decisions"], count=str(decided or "No"))
    second = form["actions_one"] if len(actions) == 1 else fill(form["actions"], count=str(len(actions) or "no"))
    still = sum(each.status == "open" for each in actions)
    rest = "" if not actions else form["all_done"] if not still else fill(form["some_open"], count=str(still))
    return f"{fill(form['both'], decisions=first, actions=second)}{rest}."


def _rating(mean: float | None, count: int) -> str:
    form = words()["minutes"]
    if mean is None:
        return ""
    by = form["rated_one"] if count == 1 else fill(form["rated_many"], count=str(count))
    return f"{fill(form['rated'], mean=f'{mean:g}').rstrip('.')} {by}."
