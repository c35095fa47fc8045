"""Which date is the delivery date: of the request, and of a line where it differs.

Comes in: the readings of the customer's messages, oldest first, and the drafts of the lines. Goes out: the period asked for,
the lines with their own, and two statements that disagree. A launch, a quote's validity or our own promise is never one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from clarifier.request.blocks import of_their_blocks
from clarifier.request.candidates import Candidate
from clarifier.request.cues import says
from clarifier.request.dates import DateReading
from clarifier.request.drafts import Draft, as_line
from clarifier.request.facts import Line, Period, SetAside, cite
from clarifier.request.reading import Reading
from clarifier.request.reason import Clause
from clarifier.request.weighed_dates import weighed

_SEASON = 300  # days ahead


@dataclass(frozen=True)
class Delivery:
    """The period of the request, the lines with theirs, whether two statements of one message disagree, and the other dates."""

    needed_by: Period | None
    lines: tuple[Line, ...]
    disagreeing: tuple[Period, ...]
    set_aside: tuple[SetAside, ...]


def weigh_dates(readings: Sequence[Reading], drafts: Sequence[Draft], clauses: Sequence[Clause]) -> Delivery:
    """Weighs all dates of the customer's messages, oldest first; their clauses tell which dates are those of a reason."""
    chosen: Candidate | None = None
    disagreeing: list[Candidate] = []
    earlier: list[date] = []
    of_line: dict[int, Candidate] = {}
    aside: list[SetAside] = []
    known: list[Candidate] = []
    for said in _by_mail(readings):
        rows = {
            i: Candidate(d.due_reading, d.due, 6, (i,))
            for i, d in enumerate(drafts)
            if d.due and d.due_reading and any(d.due_reading is one for one in said)
        }
        of_rows = {id(row.found) for row in rows.values()} if len(drafts) > 1 else set()
        before = chosen.found.latest if chosen else None
        candidates = [c for reading in said for c in weighed(reading, of_rows, before, drafts, clauses)]
        gone = {c.found.latest for c in candidates if not c.found.standing}
        known = [c for c in known if c.found.latest not in gone] + candidates
        good = [c for c in candidates if c.score >= 2 and c.found.standing and not c.found.past]
        settled = {id(c.found) for c in (*good, *rows.values())}
        aside += [_aside(c) for c in candidates if id(c.found) not in settled]
        if len(drafts) == 1:
            good += [replace(row, drafts=()) for row in rows.values()]  # the row of the only line dates the request
            rows = {}
        of_line.update(rows)
        good = of_their_blocks(good, drafts)
        general = [c for c in good if not c.drafts and (c.score >= 3 or len(rows) < len(drafts))]
        special = [c for c in good if c.drafts and (c.score >= 3 or _has_a_fellow(c, good))]
        if any(c.score >= 5 for c in special):  # "he comes on the 19th. I need the handles by the 16th"
            general = [c for c in general if c.score >= 4 or c.found.relation != "on"]
        for candidate in sorted(special, key=lambda c: c.score):
            for place in candidate.drafts:
                of_line[place] = candidate
        kept: dict[int, Candidate] = {}
        if not general and not rows:
            main = next((c for c in special if chosen is None or 0 in c.drafts), None)  # the first line's date leads
            if main:  # of those said of it the surest
                main = max((c for c in special if c.drafts == main.drafts), key=lambda c: c.score)
            general = [main] if main else []
            if main and chosen:
                kept = {i: chosen for i in range(len(drafts)) if not any(i in c.drafts for c in special)}
        if not general:
            if chosen and chosen.found.latest in gone:
                chosen = (
                    None  # "my crew comes on the 21st instead of the 22nd": whenever else it is, the old day is off
                )
            continue
        best = max(general, key=lambda c: _rank(c, said))
        best = _plainest(_last_instalment(best, general), general)
        rivals = [
            c
            for c in general
            if c is not best
            and not (_is_before(c, best) and (_for_the_rest(best) or (_has_an_amount(best) and _has_an_amount(c))))
            and _says_another_day(c.found, best.found)
            and min(c.score, best.score) >= (3 if _of_this_season(c) else 5)
            and not _for_the_rest(c)
            and not (c.found.approximate and not best.found.approximate)
        ]
        rivals += _rows_that_disagree(best, list(rows.values()))
        last = max([best, *rivals], key=lambda c: (said.index(c.reading), c.found.start))
        if rivals and _takes_back(last):
            best, rivals = last, []
        if chosen and chosen.found.latest and chosen.found.latest != best.found.latest:
            earlier.append(chosen.found.latest)
            of_line = {place: c for place, c in of_line.items() if any(c.reading is one for one in said)} | kept
        chosen, disagreeing = _joined(best, [*general, *(c for c in candidates if _opens(c))]), rivals
    if chosen is None and not of_line:
        chosen = _only_hint(known)
    needed_by = _period(chosen, earlier, disagreeing) if chosen else None
    lines = tuple(_line(d, of_line.get(i), needed_by) for i, d in enumerate(drafts))
    if needed_by is None and lines and all(line.needed_by for line in lines):
        needed_by = _shared(lines)
        lines = tuple(
            replace(line, needed_by=None)
            if needed_by and line.needed_by and line.needed_by.latest == needed_by.latest
            else line
            for line in lines
        )
    return Delivery(needed_by, lines, tuple(_period(c, [], []) for c in disagreeing), tuple(aside))


def _has_a_fellow(candidate: Candidate, good: Sequence[Candidate]) -> bool:
    """Whether another date speaks of other lines: "KB-12 is wanted for 4 May, LT-3 may follow by 18 May"."""
    return any(c.drafts and c.score >= 3 and not set(c.drafts) & set(candidate.drafts) for c in good)


def _rank(candidate: Candidate, said: Sequence[Reading]) -> tuple[bool, bool, int, int, int]:
    """What makes a candidate lead: that it is a last day, said by the body, how surely, in the later reading, first there."""
    found, reading = candidate.found, candidate.reading
    return found.latest is not None, not reading.message.title, candidate.score, said.index(reading), -found.start


def _of_this_season(candidate: Candidate) -> bool:
    """Whether a subject line says the day, and one not so far away that it is a past one without its year."""
    latest, reference = candidate.found.latest, candidate.reading.reference
    near = latest is not None and reference is not None and (latest - reference).days <= _SEASON
    return candidate.reading.message.title and near


def _plainest(best: Candidate, general: Sequence[Candidate]) -> Candidate:
    """Of several statements of the same day the one that bounds it: "full on the 12th ... So all of them by the 12th"."""
    same = [c for c in general if c.found.latest == best.found.latest and c.found.relation in ("by", "until")]
    if best.found.relation != "on" or not same:
        return best
    return max(same, key=lambda c: c.score)


def _last_instalment(best: Candidate, general: Sequence[Candidate]) -> Candidate:
    """ "45 by April 20, then the other 75 by May 11": all of it is there by the day of the rest."""
    later = [c for c in general if c.score >= 3 and _is_before(best, c)]
    later = [c for c in later if _is_of_the_rest(c) or (_has_an_amount(best) and _has_an_amount(c))]
    return max(later, key=lambda c: c.found.latest or date.min, default=best)


def _is_before(one: Candidate, other: Candidate) -> bool:
    return bool(one.found.latest and other.found.latest and one.found.latest < other.found.latest)


def _by_mail(readings: Sequence[Reading]) -> list[list[Reading]]:
    """The readings of each mail with those of its attached files, whose words count as said at the same time."""
    return [list(group) for _, group in groupby(readings, key=lambda reading: reading.message.mail)]


def _rows_that_disagree(best: Candidate, rows: Sequence[Candidate]) -> list[Candidate]:
    """A mail that names one day for the goods, while all rows of the order attached to it name another."""
    days = {row.found.latest for row in rows}
    apart = len(days) == 1 and best.found.latest and best.found.latest not in days
    return [replace(rows[0], drafts=())] if apart and rows[0].reading is not best.reading else []


def _shared(lines: Sequence[Line]) -> Period | None:
    """The period that more than half of the lines have: the request's own."""
    days = [line.needed_by.latest for line in lines if line.needed_by]
    common = max(days, key=lambda day: days.count(day))
    if 2 * days.count(common) <= len(lines):
        return None
    return next(line.needed_by for line in lines if line.needed_by and line.needed_by.latest == common)


def _only_hint(weighed: Sequence[Candidate]) -> Candidate | None:
    """The likeliest date where none is plainly a delivery date: shown, and easy to correct."""
    hints = [
        c
        for c in weighed
        if c.score >= 1 and not c.elsewhere and c.found.standing and not c.found.past and c.found.role != "anchor"
    ]
    newest = [c for c in hints if c.reading is hints[-1].reading]
    return max(newest, key=lambda c: (c.score, -c.found.start), default=None)


def _says_another_day(one: DateReading, other: DateReading) -> bool:
    return one.latest is not None and other.latest is not None and one.latest != other.latest


def _for_the_rest(candidate: Candidate) -> bool:
    """Whether the date is of a later instalment or of another item: "and the remaining 40 by April 19", ", the hatches by 19 March"."""
    reading, found = candidate.reading, candidate.found
    return _is_of_the_rest(candidate) or (
        any(
            0 < found.start - one.end < 60 and says("delivery/delivery/other_item", reading.text[one.end : found.start])
            for one in reading.dates_in(max(0, found.start - 90), found.start)
        )
    )


def _is_of_the_rest(candidate: Candidate) -> bool:
    """Whether the words before the date speak of what is left of the same goods."""
    start = candidate.found.start
    return says("delivery/delivery/rest", candidate.reading.text[max(0, start - 100) : start])


def _has_an_amount(candidate: Candidate) -> bool:
    """Whether an amount stands right before the date: "20 by 26 March, 20 by 9 April"."""
    start = candidate.found.start
    return says("delivery/delivery/amount_before", candidate.reading.text[max(0, start - 60) : start])


def _takes_back(last: Candidate) -> bool:
    """Whether the last statement of a message corrects those before it ("sorry, make that the 12th")."""
    place = last.reading.passage_of(last.found.start)
    return place is not None and says("delivery/delivery/taken_back", last.reading.words(last.reading.passages[place]))


def _joined(best: Candidate, general: Sequence[Candidate]) -> Candidate:
    """`not before the 3rd` and `by the 10th` are one period."""
    if best.found.earliest is None:
        starts = (c for c in general if c.found.latest is None and c.found.earliest and (c.score >= 3 or _opens(c)))
        start = next((c.found for c in starts), None)
        if start and best.found.latest and start.earliest and start.earliest <= best.found.latest:
            return replace(best, found=replace(best.found, earliest=start.earliest))
    return best


def _opens(candidate: Candidate) -> bool:
    """Whether nothing may come before a day: "nothing before 3 November, the street is shut until then"."""
    found = candidate.found
    early = candidate.score >= 0 and found.standing and not found.past and found.latest is None
    return early and found.relation == "after" and _NOTHING_BEFORE.match(found.quote) is not None


_NOTHING_BEFORE = re.compile(r"(?:\w+ )?(?:before|until|till|earlier|sooner)\b", re.I)


def _period(candidate: Candidate, earlier: Sequence[date], rivals: Sequence[Candidate]) -> Period:
    found = candidate.found
    others = [c.found.latest for c in rivals if c.found.latest]
    alternatives = tuple(dict.fromkeys(d for d in (*found.alternatives, *others, *earlier) if d != found.latest))
    return Period(
        found.earliest, found.latest, cite(candidate.reading.message, found.start, found.end), found.ambiguous or bool(rivals), alternatives, found.note,
        "conflicting" if rivals else "stated",
    )  # fmt: skip


def _line(draft: Draft, candidate: Candidate | None, needed_by: Period | None) -> Line:
    line = as_line(draft)
    if candidate and (needed_by is None or candidate.found.latest != needed_by.latest):
        return replace(line, needed_by=_period(candidate, [], []))
    return line


def _aside(candidate: Candidate) -> SetAside:
    found = candidate.found
    day = found.latest or found.earliest
    why = (
        "a day in the past"
        if found.past
        else "the customer takes it back"
        if not found.standing
        else "a date of something else than the delivery"
    )
    return SetAside("needed_by", day.isoformat() if day else "", found.quote, why)
