"""The tables of the reframe room: `python -m benchmarks reframe`, `heat` and `temper`.

Comes in: case files of messages. Goes out: each measure in a line of its own, the columns side by side. Where messages were learned from,
the table says so: their figures promise nothing for messages never seen.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.heat_peers import ALEX, Heard, NotHere, alex, heard
from benchmarks.heated import Message, heated_messages
from benchmarks.quality import share
from benchmarks.reframe_columns import ROUNDS, Column, columns, keep
from benchmarks.reframing import flagging, score
from benchmarks.tables import at_least, at_most, show
from benchmarks.temper import LEARNING, TEMPER, cooled, learn, sentences, short_messages, validate, write


def reframe_tables(
    console: Console, files: Sequence[Path], *, model: bool, plain: bool, first: int, verbose: bool, kept: Path | None
) -> None:
    """Every way to rewrite, on each file; then ours by the kind of message."""
    from clarifier.settings import load

    sets: dict[str, list[Column]] = {}
    for path in files:
        messages = heated_messages(path)[:first]
        sets[path.name] = found = columns(messages, load(), model=model, plain=plain)
        ours = next(column for column in reversed(found) if column.name.startswith("ours"))
        title = f"Reframing: {path.name}, {ours.score.heated} heated and {ours.score.calm} calm{_learned(messages)}"
        note = (
            f"Targets are for {ours.name}; milliseconds and tokens are a message's. Peers mark nothing as ready: all they return counts. Added: numbers, codes and names that stand"
            f" nowhere in the message. A column that names no heat flags what it changes. Each message in the fastest of {ROUNDS} rounds, warm;"
            " a model is asked once."
        )
        show(console, title, ("", *(column.name for column in found), "target"), _measures(found, ours), note)
        kinds = ("kind", "heated", "facts kept", "blame left", "asks right", "calm", "flagged")
        show(console, f"{ours.name}, by kind", kinds, _kinds(messages, ours))
        for note in ours.score.notes if verbose else ():
            console.print(note, markup=False, soft_wrap=True)
    if kept:
        keep(kept, sets)


def _measures(found: Sequence[Column], ours: Column) -> list[tuple[object, ...]]:
    """A measure a row."""
    scores, own = [column.score for column in found], ours.score
    rows: list[tuple[object, ...]] = [
        ("facts kept", *(_of(s.facts) for s in scores), at_least(_share(own.facts), 0.95)),
        ("ready to send", *(_part(s.ready, s.heated) for s in scores), ""),
        ("facts kept, if ready", *(_of(s.facts_ready) for s in scores), at_least(_share(own.facts_ready), 1)),
        ("facts added, if ready", *(str(s.added_ready) for s in scores), at_most(own.added_ready, 0)),
        ("blame left", *(_of(s.blame) for s in scores), at_most(_share(own.blame), 0.03)),
        ("blame left, if ready", *(_of(s.blame_ready) for s in scores), ""),
        ("asks as questions", *(_part(s.asked_right, s.heated) for s in scores),
         at_least(share(own.asked_right, own.heated), 0.9)),
        ("calm unchanged", *(_part(s.calm_unchanged, s.calm) for s in scores),
         at_least(share(own.calm_unchanged, own.calm), 0.85)),
        ("calm flagged", *(_part(s.calm_flagged, s.calm) for s in scores), ""),
        *((f"heat {name}", *(s.heat[place] for s in scores), "") for place, name in enumerate(("precision", "recall", "F1"))),
        ("median ms", *(column.times.median for column in found), ""),
        ("95th percentile ms", *(column.times.p95 for column in found), ""),
    ]  # fmt: skip
    if any(s.faults for s in scores):
        rows.append(("model no help, or refused", *(str(s.faults) for s in scores), at_most(own.faults, 0)))
    if any(column.cost for column in found):
        for side in ("in", "out"):
            tokens = (
                getattr(column.cost, f"tokens_{side}") / len(column.results) if column.cost else "" for column in found
            )
            rows.append((f"tokens {side}", *tokens, ""))
    return rows


def _kinds(messages: Sequence[Message], ours: Column) -> list[tuple[object, ...]]:
    """A kind of message a row, heated ones first."""
    pairs = list(zip(messages, ours.results, strict=True))
    rows: list[tuple[object, ...]] = []
    for kind in sorted({m.kind for m in messages}, key=lambda kind: (kind.startswith("calm"), kind)):
        own = score((message, result) for message, result in pairs if message.kind == kind)
        heated = (_of(own.facts), _of(own.blame), _part(own.asked_right, own.heated)) if own.heated else ("", "", "")
        calm = (str(own.calm), str(own.calm_flagged)) if own.calm else ("", "")
        rows.append((kind or "(none)", str(own.heated or ""), *heated, *calm))
    return rows


def heat_tables(console: Console, files: Sequence[Path]) -> None:
    """Who tells heated messages from calm ones, on each file."""
    for path in files:
        messages = heated_messages(path)
        rows = [_heard(one, messages) for one in heard(messages)]
        try:
            rows.append(_heard(alex(messages), messages))
        except NotHere as error:
            rows.append((ALEX.replace("@", " "), "not here", "", "", "", f"{error}"))
        title = f"Heat: {path.name}, {sum(m.is_heated for m in messages)} heated of {len(messages)}{_learned(messages)}"
        show(console, title, ("whole messages", "precision", "recall", "F1", "median ms", "beside"), rows)


def _heard(one: Heard, messages: Sequence[Message]) -> tuple[object, ...]:
    beside = f"compound <= {-one.least:.2f}, chosen on this very file" if "best" in one.name else ""
    return (one.name, *one.precision_recall_f1(messages), one.times.median, beside)


def temper_tables(console: Console, writes: bool) -> None:
    """How well heat is learned, cross-validated; what is learned of all is written where that is asked for."""
    messages, spoken = heated_messages(LEARNING / "heated.jsonl"), sentences(LEARNING / "clauses.tsv")
    rests, short = cooled(messages), short_messages(spoken)
    found = validate([*messages, *rests, *short], spoken)
    alone = found.flagged[len(messages) + len(rests) :]
    flagged, heated = found.flagged[: len(messages)], [message.is_heated for message in messages]
    calm_flagged = sum(flag and not hot for flag, hot in zip(flagged, heated, strict=True))
    precision, recall, f1 = flagging(flagged, heated)
    rows: list[tuple[object, ...]] = [
        ("clauses: area under the curve", found.auc),
        ("messages: precision", precision),
        ("messages: recall", recall),
        ("messages: F1", f1),
        ("calm messages flagged", _part(calm_flagged, heated.count(False))),
        (
            "what is left of heated ones, flagged",
            _part(sum(found.flagged[len(messages) : len(messages) + len(rests)]), len(rests)),
        ),
        ("single sentences of heat, flagged", _part(*_flagged(alone, short, heated=True))),
        ("single plain sentences, flagged", _part(*_flagged(alone, short, heated=False))),
    ]
    title = f"Temper: {len(messages)} messages ({sum(heated)} heated) and {len(spoken)} sentences, cross-validated"
    show(console, title, ("what", "figure"), rows)
    if writes:
        write(TEMPER, learn([*messages, *rests, *short], spoken, found.signs))
        console.print(f"Written: {TEMPER}", markup=False, soft_wrap=True)


def _flagged(flags: Sequence[bool], messages: Sequence[Message], *, heated: bool) -> tuple[int, int]:
    """How many of the heated, or the calm, messages are flagged, and of how many."""
    own = [flag for flag, message in zip(flags, messages, strict=True) if message.is_heated is heated]
    return sum(own), len(own)


def _learned(messages: Sequence[Message]) -> str:
    """How many of the messages are among those learned from."""
    path = LEARNING / "heated.jsonl"
    known = {message.raw for message in heated_messages(path)} if path.exists() else set()
    count = sum(message.raw in known for message in messages)
    return f"; {count} of them learned from" if count else "; none learned from"


def _share(phrases: Counter[bool]) -> float:
    return share(phrases[True], phrases.total())


def _of(phrases: Counter[bool]) -> str:
    return _part(phrases[True], phrases.total())


def _part(part: int, whole: int) -> str:
    return f"{part}/{whole} {share(part, whole):.3f}" if whole else "none"
