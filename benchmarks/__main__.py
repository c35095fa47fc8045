"""The tables: `python -m benchmarks` prints them all, `python -m benchmarks quality` or `speed` and so on only these.

Emails and messages come from the case files in tests/cases; others may be given as paths, and so may public suites.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import (
    date_suites,
    evaluation,
    learning_tables,
    phrases,
    reframe_tables,
    speed,
    starting,
    suite_readers,
    suites,
)
from benchmarks.cases import CASES, clarified, email_cases, email_files, example_emails
from benchmarks.heated import heated_files
from benchmarks.peers import pipeline
from benchmarks.quality import Score, score, share
from benchmarks.tables import at_least, at_most, show

PARTS = ("quality", "suites", "speed", "start", "reframe", "heat", "ask", "practice")
MODEL = "model"  # asks a model for minutes: only where it is named
TEMPER = "temper"  # learns: only where it is named
CONDITIONS = "conditions"  # learns: only where it is named
FUZZ = "fuzz"  # mangles thousands of mails for many minutes: only where it is named
BAIT = "bait"  # text built to be slow, for minutes: only where it is named
BOMBS = "bombs"  # a hundred mails and files built to do harm: only where it is named
MAILBOX = "mailbox"  # a thousand emails: only where it is named
LEDGER = "ledger"  # fills a hundred thousand requests for minutes: only where it is named
# What each set of emails is for, with its target for F1 and for traps.
SETS: dict[str, tuple[str, float, int]] = {
    "emails": ("learned from", 0.93, 0),
    "first_contact_emails": ("met once, then learned from (at first sight F1 0.923, 13 traps)", 0.85, 2),
    "second_contact_emails": ("met once more, then learned from (at first sight F1 0.872, 8 traps)", 0.88, 2),
    "third_contact_emails": ("met once, then learned from (at first sight F1 0.874, 13 traps)", 0.88, 2),
    "fourth_contact_emails": ("met once, then learned from (at first sight F1 0.868, 7 traps)", 0.88, 2),
    "languages_emails": ("in six languages, learned from (at first sight F1 0.799, 41 traps)", 0.93, 0),
    "languages_first_contact_emails": (
        "in six languages, met once, then learned from (at first sight F1 0.855, 0 traps)",
        0.88,
        2,
    ),
    "languages_second_contact_emails": (
        "in six languages, met after those (at first sight F1 0.849, 2 traps)",
        0.88,
        2,
    ),
    "fifth_contact_emails": ("met, then learned from (at first sight F1 0.877, 14 traps)", 0.92, 0),
    "sixth_contact_emails": ("met once, then learned from (at first sight F1 0.910, 10 traps)", 0.92, 0),
    "seventh_contact_emails": (
        "by two writers, met, then learned from (at first sight F1 0.868 and 0.846, 22 and 24 traps)",
        0.92,
        0,
    ),
    "eighth_contact_emails": ("held out, then learned from (at first sight F1 0.912, 9 traps)", 0.92, 0),
    "ninth_contact_emails": ("met, then learned from (at first sight F1 0.879, 23 traps)", 0.92, 0),
    "tenth_contact_emails": ("held out until all of those were learned from", 0.92, 0),
    "eleventh_contact_emails": ("met, then learned from (at first sight F1 0.871, 0.862, 0.894; 24 traps)", 0.92, 0),
    "twelfth_contact_emails": ("held out: a second language for most of its writers", 0.92, 0),
    "thirteenth_contact_emails": ("held out: every kind", 0.92, 0),
    "fourteenth_contact_emails": (
        "by three writers, met, then learned from in part (at first sight F1 0.811, 0.882, 0.832; 5 traps)",
        0.92,
        0,
    ),
    "fifteenth_contact_emails": (
        "by three more, met, then learned from in part (at first sight F1 0.815, 0.803, 0.899; 18 traps)",
        0.92,
        0,
    ),
    "languages_third_contact_emails": (
        "in six languages, met, then learned from (at first sight F1 0.835, 15 traps)",
        0.92,
        0,
    ),
    "languages_fourth_contact_emails": (
        "in six languages, held out, then learned from (at first sight F1 0.796, 13 traps)",
        0.88,
        2,
    ),
    "languages_fifth_contact_emails": (
        "in six languages, met, then learned from (at first sight F1 0.867, 11 traps)",
        0.88,
        2,
    ),
    "languages_seventh_contact_emails": (
        "in six languages, met, then learned from in part (at first sight F1 0.890 and 0.834; 28 traps)",
        0.88,
        2,
    ),
    "languages_eighth_contact_emails": (
        "in German, Dutch and Polish, met, then learned from in part (at first sight F1 0.867, 6 traps)",
        0.88,
        2,
    ),
    "languages_ninth_contact_emails": (
        "in French, Spanish and Italian, met, then learned from in part (at first sight F1 0.912, 3 traps)",
        0.88,
        2,
    ),
    "languages_sixth_contact_emails": ("in six languages, held out until those were learned from", 0.88, 2),
}
HELD_OUT = (
    "tenth_contact_emails",
    "twelfth_contact_emails",
    "thirteenth_contact_emails",
    "languages_sixth_contact_emails",
)  # read, never learned from
GIVEN = ("given", *SETS["emails"][1:])
SUITES: dict[str, Callable[..., Iterable[suites.Judged]]] = {
    "forwarded": suites.forwarded,
    "replies": suites.replies,
    "dates": date_suites.dates,
    "quantities": suites.quantities,
}


def main() -> None:
    """Measure what is asked for and print it."""
    arguments = _arguments()
    messages = _messages(arguments)
    console = Console(width=None if Console().is_terminal else 120, highlight=False)
    parts = arguments.parts or PARTS
    if "quality" in parts:
        _quality(console, [*email_files(), *arguments.cases], arguments.verbose)
        _phrases(console)
    if "suites" in parts:
        _suites(console, arguments)
    if "speed" in parts:
        _speed(console)
        _growth(console)
    if "start" in parts:
        _start(console)
    if "reframe" in parts:
        reframe_tables.reframe_tables(
            console, messages, model=arguments.engine == "model", plain=arguments.plain_prompt,
            first=arguments.first, verbose=arguments.verbose, kept=arguments.keep,
        )  # fmt: skip
    if "heat" in parts:
        reframe_tables.heat_tables(console, messages)
    if "ask" in parts:
        learning_tables.ask_tables(console, _own_sets(arguments))
    if "practice" in parts:
        learning_tables.practice_tables(console, _own_sets(arguments), write=arguments.write)
    if TEMPER in parts:
        reframe_tables.temper_tables(console, arguments.write)
    if MODEL in parts:
        _model(console, arguments)
    if CONDITIONS in parts:
        _conditions(console, arguments.write)
    if {FUZZ, BAIT, BOMBS, MAILBOX} & set(parts):
        from benchmarks import hard_tables

        if FUZZ in parts:
            hard_tables.fuzz_tables(console, arguments.inputs, arguments.from_input)
        if BAIT in parts:
            hard_tables.bait_tables(console)
        if BOMBS in parts:
            hard_tables.bomb_tables(console)
        if MAILBOX in parts:
            hard_tables.mailbox_tables(console, arguments.emails)
    if LEDGER in parts:
        from benchmarks.ledger import ledger_tables  # the others need no database

        ledger_tables(console, arguments.requests, arguments.postgres)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures clarifier and prints tables.")
    parser.add_argument(
        "parts",
        nargs="*",
        choices=[*PARTS, MODEL, TEMPER, CONDITIONS, LEDGER, FUZZ, BAIT, BOMBS, MAILBOX, []],
        metavar="PART",
        help=f"which tables: {', '.join(PARTS)}, all of these if none; {MODEL} asks the model that is set up,"
        f" {TEMPER} learns how heat sounds, {CONDITIONS} how conditions do, {LEDGER} fills a ledger, {FUZZ} mangles mails, {BAIT} is built to be slow, {BOMBS} to do harm, {MAILBOX} holds a thousand emails",
    )
    parser.add_argument(
        "--cases", nargs="+", type=Path, default=[], metavar="FILE",
        help="more emails to score; with nothing but reframe, heat, ask or practice named, its cases",
    )  # fmt: skip
    parser.add_argument("--verbose", action="store_true", help="say for each email what went wrong")
    parser.add_argument(
        "--first", type=int, default=10_000, metavar="N", help="model, reframe: only the first N cases of a set"
    )
    parser.add_argument(
        "--columns", nargs="+", choices=evaluation.COLUMNS, default=evaluation.COLUMNS, metavar="COLUMN"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="model, reframe: write the run's figures to this JSON"
    )
    parser.add_argument(
        "--engine", choices=("offline", "model"), default="offline", help="reframe: model adds ours with a model"
    )
    parser.add_argument(
        "--plain-prompt", action="store_true", help="reframe: one plain prompt to the same model beside"
    )
    parser.add_argument("--requests", type=_many, default=100_000, metavar="N", help="ledger: so many requests")
    parser.add_argument("--inputs", type=_many, default=20_000, metavar="N", help="fuzz: so many mangled mails")
    parser.add_argument(
        "--from", type=int, default=0, dest="from_input", metavar="N", help="fuzz: the number of the first"
    )
    parser.add_argument("--emails", type=_many, default=1000, metavar="N", help="mailbox: so many emails")
    parser.add_argument("--postgres", action="store_true", help="ledger: a PostgreSQL of its own beside SQLite")
    parser.add_argument(
        "--write", action="store_true", help="temper, conditions, practice: write what was learned to knowledge/"
    )
    for name in SUITES:
        parser.add_argument(
            f"--{name}", nargs="+", type=Path, default=[], metavar="FILE", help=f"public suites of {name}"
        )
    return parser.parse_args()


def _many(value: str) -> int:
    number = int(value)
    if not 100 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError(f"between 100 and 10,000,000, not {number}")
    return number


def _messages(arguments: argparse.Namespace) -> Sequence[Path]:
    """The case files of messages: those given, where nothing else is named that they could be for; else our own."""
    if arguments.cases and arguments.parts and not set(arguments.parts) & {"quality", MODEL}:
        return tuple(arguments.cases)
    own = heated_files()
    if not own and {"reframe", "heat"} & set(arguments.parts):
        raise SystemExit("There are no messages in tests/cases: name a file with --cases.")
    return own


def _own_sets(arguments: argparse.Namespace) -> Sequence[Path]:
    """The files named by --cases, where questions or attempts alone are asked for."""
    return tuple(arguments.cases) if len(arguments.parts) == 1 else ()


def _quality(console: Console, files: Iterable[Path], verbose: bool) -> None:
    for path in files:
        scored = score((case, clarified(case.raw, case.sent)) for case in email_cases(path))
        what, wanted, most_traps = SETS.get(path.stem, SETS["emails"]) if path.parent == CASES else GIVEN
        rows: list[tuple[object, ...]] = [
            (name, *scored.precision_recall_f1(name), scored.found[name], scored.extra[name], scored.lost[name], "")
            for name in scored.fields()
        ]
        all_fields = scored.precision_recall_f1()
        counts = (scored.found, scored.extra, scored.lost)
        rows.append(("all fields", *all_fields, *(sum(c.values()) for c in counts), at_least(all_fields[2], wanted)))
        show(
            console,
            f"Emails: {path.name}, {scored.emails} {what}",
            ("field", "precision", "recall", "F1", "right", "extra", "lost", "target"),
            rows,
        )
        show(console, "", ("beside the fields", "count", "share", "target"), _beside(scored, most_traps))
        for note in scored.notes if verbose else ():
            console.print(note, markup=False, soft_wrap=True)


def _beside(scored: Score, most_traps: int) -> list[tuple[object, ...]]:
    valid, cited = scored.evidence[True], scored.evidence.total()
    due, undue = scored.asked.total(), scored.needless.total()
    asked, needless = share(scored.asked[True], due), share(scored.needless[True], undue, 0)
    return [
        ("emails without a fault", f"{scored.flawless} of {scored.emails}", share(scored.flawless, scored.emails), ""),
        ("emails that could not be read", str(scored.unread), "", at_most(scored.unread, 0)),
        ("traps sprung", str(scored.traps), "", at_most(scored.traps, most_traps)),
        ("values with their words", f"{valid} of {cited}", share(valid, cited), at_least(share(valid, cited), 1)),
        ("questions that had to be asked", f"{scored.asked[True]} of {due}", asked, at_least(asked, 0.95)),
        ("questions it answers, asked", f"{scored.needless[True]} of {undue}", needless, at_most(needless, 0.03)),
        ("questions an email", str(scored.questions), share(scored.questions, scored.emails), ""),
    ]  # fmt: skip


def _phrases(console: Console) -> None:
    rows = [(what, f"{right} of {total}", share(right, total)) for what, right, total in phrases.own_phrases()]
    show(console, "Our own smaller cases, read as written there", ("cases", "right", "share"), rows)


def _suites(console: Console, arguments: argparse.Namespace) -> None:
    """Each suite that was given: ours, and the best of the libraries of its kind, read and judged in the same run."""
    files = [(name, path) for name in SUITES for path in getattr(arguments, name)]
    if not files:
        return
    ours, others = suite_readers.clarifier_alone(), suite_readers.peers()
    rows: list[tuple[object, ...]] = []
    remarks: list[str] = []
    for name, path in files:
        judge = SUITES[name]
        theirs = {peer: list(judge(path, reads)) for peer, reads in getattr(others, name).items()}
        for place, row in enumerate(judge(path, getattr(ours, name)["clarifier"])):
            peer, best = max(((peer, judged[place]) for peer, judged in theirs.items()), key=lambda one: one[1].right)
            reached = share(row.right, row.total)
            target = at_least(reached, row.wanted) if row.wanted else ""
            rows.append((row.what, f"{row.right} of {row.total}", reached, target, f"{peer} {best.right}"))
            remarks += [f"{row.what}: {row.remark}"] if row.remark else []
    show(console, "Public suites", ("suite", "right", "share", "target", "best peer"), rows)
    for remark in remarks:
        console.print(remark, markup=False)


def _speed(console: Console) -> None:
    emails = example_emails()
    ours = speed.times(clarified, emails)
    read = pipeline()
    theirs = speed.times(lambda raw, _: read(raw), emails)
    ratio = theirs.median / ours.median
    rows: list[tuple[object, ...]] = [
        ("clarifier, median ms", ours.median, at_most(ours.median, 15)),
        ("clarifier, 95th percentile ms", ours.p95, at_most(ours.p95, 60)),
        ("mail-parser-reply + dateparser + quantulum3, median ms", theirs.median, ""),
        ("the same, 95th percentile ms", theirs.p95, ""),
        ("times faster (median)", ratio, at_least(ratio, 5)),
    ]
    note = (
        f"In process, warm: read, clarify, as_json. Each email in the fastest of {speed.ROUNDS} rounds, on both sides."
    )
    show(console, f"Speed on {len(emails)} emails", ("what", "figure", "target"), rows, note)


def _growth(console: Console) -> None:
    sizes = speed.growth()
    small = sizes[0][2]
    rows = [
        (what, f"{size:,}", size * each / 1e6, each, each / small, "" if each is small else at_most(each / small, 2))
        for what, size, each in sizes
    ]
    heads = ("text", "bytes", "seconds", "µs a byte", "of the 10 kB mail's", "target")
    show(console, "Growth", heads, rows)


def _model(console: Console, arguments: argparse.Namespace) -> None:
    """The columns of each set named by --cases; of the set met last where none is named."""
    from tempfile import TemporaryDirectory

    from clarifier.model.endpoint import find_endpoint
    from clarifier.settings import load

    settings = load()
    sets = {}
    for path in arguments.cases or [CASES / "fourth_contact_emails.jsonl"]:
        with TemporaryDirectory() as folder:
            cases = email_cases(path)[: arguments.first]
            sets[path.name] = columns = evaluation.evaluate(cases, settings, arguments.columns, Path(folder))
        rows = [column.as_row() for column in columns]
        names = [name for name in rows[0] if name != "fields"]
        table: list[tuple[object, ...]] = [(name, *(row[name] for row in rows)) for name in names]
        fields = sorted({name for row in rows for name in row["fields"]})
        table += [(f"F1 {name}", *(row["fields"].get(name, "") for row in rows)) for name in fields]
        show(console, f"{path.name}, {len(cases)} emails; tokens and seconds an email", ("", *arguments.columns), table)
        for column in columns if arguments.verbose else ():
            for note in column.score.notes:
                console.print(f"{column.name}: {note}", markup=False, soft_wrap=True)
    if arguments.keep:
        evaluation.keep(arguments.keep, find_endpoint(settings).model, sets)


def _conditions(console: Console, writes: bool) -> None:
    """How well what is learned from the other sets names what the emails of a set say; what is learned of all is written."""
    from benchmarks import conditions, conditions_abroad, telling

    sets = [name for name in SETS if not name.startswith("languages") and name not in HELD_OUT]
    cases = {name: email_cases(CASES / f"{name}.jsonl") for name in sets}
    known = {name: conditions.of_emails(its) for name, its in cases.items()}
    own = conditions.sentences()
    clauses: list[telling.Example] = []
    for name in sets:
        learned = conditions.learn([*own, *(one for other in sets if other != name for one in known[other])])
        rows = conditions.judged(learned, known[name])
        clauses += telling.examples(cases[name], learned)
        show(console, f"Conditions in {name}, learned from the other sets", ("says", "right", "extra", "lost"), rows)
    abroad = [
        each
        for name in SETS
        if name.startswith("languages") and name not in HELD_OUT
        for each in email_cases(CASES / f"{name}.jsonl")
    ]
    told, rest = conditions_abroad.sentences(), [*conditions_abroad.others(abroad), *own]
    for language, rows in conditions_abroad.cross_validated(told, rest):
        show(
            console, f"Conditions in {language}, learned from other sentences", ("says", "right", "extra", "lost"), rows
        )
    if writes:
        in_english = [*own, *conditions_abroad.terms(as_english=True), *(one for its in known.values() for one in its)]
        conditions.write(conditions.HEARD, conditions.learn(in_english))
        telling.write(telling.REASON, telling.learn(clauses))
        conditions_abroad.write_all([*told, *rest])
        console.print(f"Written: {conditions.HEARD}, {telling.REASON}", markup=False, soft_wrap=True)


def _start(console: Console) -> None:
    from clarifier.texts import home

    line = starting.command_line(home("knowledge") / "examples" / "bakery-trays.txt")
    ours, empty = starting.pages()
    rows: list[tuple[object, ...]] = [
        ("command line, seconds to the first output", line.first, at_most(line.first, 0.6)),
        ("command line, seconds to the end", line.whole, ""),
        ("command line, peak memory MB", line.peak, at_most(line.peak, 150)),
        ("page, seconds until served", ours, ""),
        ("an empty Gradio page, seconds until served", empty, ""),
        ("page, times the empty one's", ours / empty, at_most(ours / empty, 1.3)),
    ]
    show(console, "Start, each in a process of its own", ("what", "figure", "target"), rows)


if __name__ == "__main__":
    main()
