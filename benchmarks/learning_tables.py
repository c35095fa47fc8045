"""The tables of ask and practice: what is measured of the rules, printed."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks import asking, practice
from benchmarks.cases import CASES
from benchmarks.quality import share
from benchmarks.tables import at_least, at_most, show
from clarifier.rules.corpus import read_corpus
from clarifier.rules.library import open_library
from clarifier.settings import Settings

ATTEMPTS = CASES / "attempts.jsonl"


def ask_tables(console: Console, paths: Sequence[Path]) -> None:
    """How well questions are answered, beside others; how fast, and with a company's 10,000 passages."""
    corpus = read_corpus()
    with TemporaryDirectory() as folder:
        library = open_library(Settings(data_folder=Path(folder)), corpus)
        for path in paths or (asking.QUESTIONS,):
            questions = asking.read_questions(path)
            ours, times = asking.answered(library, questions)
            first, third = share(ours.first, ours.rules), share(ours.third, ours.rules)
            decided, said = share(ours.decided, ours.questions), share(ours.said, ours.groups)
            rows: list[tuple[object, ...]] = [
                ("the right rule first", f"{ours.first} of {ours.rules}", first, at_least(first, 0.85)),
                ("the right rule among three", f"{ours.third} of {ours.rules}", third, at_least(third, 0.97)),
                (
                    "covered or not, decided right",
                    f"{ours.decided} of {ours.questions}",
                    decided,
                    at_least(decided, 0.92),
                ),
                ("cited though not covered", str(ours.phantoms), "", ""),
                ("groups of words of a right answer", f"{ours.said} of {ours.groups}", said, at_least(said, 0.9)),
                ("quotes that stand nowhere", f"{ours.astray} of {ours.quotes}", "", at_most(ours.astray, 0)),
                ("milliseconds, median", times.median, "", at_most(times.median, 60)),
                ("milliseconds, 95th percentile", times.p95, "", ""),
            ]
            show(
                console,
                f"Questions: {path.name}, {len(questions)}",
                ("clarifier ask, offline", "count", "share", "target"),
                rows,
            )
            table: list[tuple[object, ...]] = [("clarifier", first, third, decided, ours.phantoms)]
            for name, rank in asking.ways(corpus).items():
                other = asking.found_by(rank, questions)
                table.append(
                    (
                        name,
                        share(other.first, other.rules),
                        share(other.third, other.rules),
                        share(other.decided, other.questions),
                        other.phantoms,
                    )
                )
            note = "The others rank the same passages, each with the threshold that suits this set best. MiniLM: make bench brings its weights."
            show(console, "Beside it", ("", "R@1", "R@3", "covered", "phantoms"), table, note)
    large = asking.large()
    built = asking.first_build()
    rows = [
        ("first build of our own index, seconds", built, at_most(built, 3)),
        ("10,000 passages of a company's: median ms", large["median"], ""),
        ("the same: 95th percentile ms", large["p95"], at_most(large["p95"], 50)),
        ("the same: peak memory MB", large["peak"], at_most(large["peak"], 500)),
        ("the same: first build, seconds", large["built"], ""),
    ]
    show(console, "The library", ("what", "figure", "target"), rows)


def practice_tables(console: Console, paths: Sequence[Path], *, write: bool) -> None:
    """How well practised messages are judged: cross-validated, and on messages that were not learned from."""
    attempts = practice.read_attempts()
    if write:
        console.print(f"{practice.write(attempts)} is written.", markup=False)
    columns = {"cross-validated": practice.cross_validated(attempts)}
    columns |= {path.name: practice.agreement(practice.read_attempts(path)) for path in paths or (ATTEMPTS,)}
    rules = sorted({rule for each in columns.values() for rule in each})
    rows: list[tuple[object, ...]] = [
        (rule, *(share(*each.get(rule, (0, 0))) if rule in each else "" for each in columns.values())) for rule in rules
    ]
    sums = [tuple(map(sum, zip(*each.values(), strict=True))) for each in columns.values()]
    rows.append(("all rules", *(share(right, count) for right, count in sums)))
    rows.append(("verdicts", *(f"{right} of {count}" for right, count in sums)))
    rows.append(("target", *(at_least(share(right, count), 0.85) for right, count in sums)))
    show(console, f"Practice: verdicts that agree, {len(attempts)} messages learned from", ("", *columns), rows)
