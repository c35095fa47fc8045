"""An answer and a document as text: for a terminal, or as Markdown to paste."""

from collections.abc import Iterator

from clarifier.rules.answer import Answer, Citation, plain
from clarifier.rules.documents import Document


def cited_in_order(answer: Answer) -> dict[int, int]:
    """The number that each cited place of the list is shown with: 1 for the first one used."""
    used = dict.fromkeys(place for sentence in answer.sentences for place in sentence.citations)
    return {place: number for number, place in enumerate(used, 1)}


def close_by(answer: Answer) -> list[Citation]:
    """The documents that are only close by."""
    return [each for each in answer.citations if not each.cited]


def as_text(answer: Answer) -> str:
    """For a terminal."""
    numbers = cited_in_order(answer)
    lines = [" ".join(f"{each.text}{''.join(f' [{numbers[place]}]' for place in each.citations)}" for each in answer.sentences)]  # fmt: skip
    for place, number in numbers.items():
        each = answer.citations[place]
        lines += ["", f"[{number}] {each.id}: {each.title} ({each.source})", f"    “{each.quote}”"]
    if others := close_by(answer):
        lines += ["", "Close by: " + "; ".join(f"{each.id}, {each.title}" for each in others)]
    return "\n".join(lines) + "\n"


def as_markdown(answer: Answer) -> str:
    """To paste into a page or a message."""
    numbers = cited_in_order(answer)
    lines = [f"**{answer.question}**", ""]
    lines.append(" ".join(f"{each.text}{''.join(f' [{numbers[place]}]' for place in each.citations)}" for each in answer.sentences))  # fmt: skip
    for place, number in numbers.items():
        each = answer.citations[place]
        lines += ["", f"{number}. *{each.title}* ({each.id}; {each.source})", f"   > {each.quote}"]
    if others := close_by(answer):
        lines += ["", "Close by: " + "; ".join(f"*{each.title}* ({each.id})" for each in others)]
    return "\n".join(lines) + "\n"


def document_text(document: Document) -> str:
    """A document, whole."""
    return "\n".join(_document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    yield f"{document.title} ({document.id})"
    yield f"From: {document.origin}"
    heading = ""
    for passage in document.passages:
        if passage.heading != heading:
            yield f"\n{passage.heading}"
            heading = passage.heading
        yield f"  {passage.question} {plain(passage.text)}" if passage.question else f"  {plain(passage.text)}"
