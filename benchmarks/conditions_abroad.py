"""Learns how conditions sound in each language but English: knowledge/lexicons/heard/, a file a language.

Comes in: labelled sentences in six languages (learning/conditions_abroad.tsv: language, what it says, the words;
tests/cases/languages_terms.jsonl), emails in them, and the English sentences. Goes out: weights in the form of heard.json, over the
glosses of a language: its own words by its own sentences, the English words and the words it shares with others by all sentences.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.cases import CASES, Case, rows
from benchmarks.conditions import HEARD, Sentence, judged, known_choice, labelled, learn, of_emails, write
from clarifier.request.foreign import glossed
from clarifier.request.stances import row_in

SENTENCES = Path(__file__).parent / "learning" / "conditions_abroad.tsv"
FOLDS = 4
Judged = tuple[object, ...]


def sentences() -> list[Sentence]:
    """The labelled sentences, each in its own language; of each line, the row and its clauses bear its number."""
    found = []
    for number, line in enumerate(SENTENCES.read_text("utf-8").splitlines()):
        language, label, text = line.split("\t")
        found += [Sentence(one.row, one.says, f"{language} {number}") for one in labelled(label, text, language)]
    return found


def terms(as_english: bool = False) -> list[Sentence]:
    """The sentences of one field alone, as glosses of their language; or as what is read where nobody could tell the language."""
    found = []
    for case in rows(CASES / "languages_terms.jsonl"):
        name = {"partial_delivery": "partial"}.get(case["field"], case["field"])
        gloss = glossed(case["sentence"], case["language"]).text
        found.append(
            Sentence(row_in(gloss, "" if as_english else case["language"]), {name: known_choice(case["value"])})
        )
    return found


def others(cases: Sequence[Case]) -> list[Sentence]:
    """What else is known in other languages: the sentences of one field alone, and emails."""
    return [*terms(), *of_emails(cases)]


def languages(known: Sequence[Sentence]) -> list[str]:
    """The languages of sentences, English left out."""
    return sorted({one.row.language for one in known} - {""})


def cross_validated(own: Sequence[Sentence], rest: Sequence[Sentence]) -> Iterator[tuple[str, list[Judged]]]:
    """For each language, how well its labelled sentences are judged by what is learned without them, a quarter at a time."""
    for language in languages(own):
        lines = sorted({one.email for one in own if one.row.language == language})
        counts: dict[object, list[int]] = {}
        for fold in range(FOLDS):
            left_out = set(lines[fold::FOLDS])
            learned = learn([*rest, *(one for one in own if one.email not in left_out)], language)
            for side, *found in judged(learned, [one for one in own if one.email in left_out]):
                counts[side] = [a + int(str(b)) for a, b in zip(counts.get(side, [0, 0, 0]), found, strict=True)]
        yield language, [(side, *found) for side, found in counts.items()]


def write_all(known: Sequence[Sentence]) -> Path:
    """Writes a file for each language."""
    folder = HEARD.with_suffix("")
    folder.mkdir(exist_ok=True)
    for language in languages(known):
        write(folder / f"{language}.json", learn(known, language))
    return folder
