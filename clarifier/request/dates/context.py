"""What the words around a phrase do to it: whether it is a date at all, past, or denied."""

from collections.abc import Sequence

from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Span


def stands(
    span: Span, relation: str | None, before: Sequence[Token], after: Sequence[Token], tokens: list[Token]
) -> bool:
    """Whether a name that may be no date ("the 3rd", "January", "Christmas") stands like one here."""
    next_ = after[0] if after else None
    if not span.bare:
        return True
    if next_ is not None and next_.tag in "XUu":
        return False
    if relation is not None:
        return True
    if before and before[-1].tag == "B" and span.kind in ("quarter", "week"):  # part no. W18
        return False
    if next_ is not None and next_.tag == "C":  # "17th won't work"
        return True
    article = tokens[0].tag == "T" or tokens[0].end - tokens[0].start > 4  # "the" may be part of the day already
    if span.step == "month" and span.kind == "day" and not article:
        return not before and next_ is None
    return next_ is None or next_.tag not in "xbVdcB" or next_.word in lexicon().after_day


def said_before(before: Sequence[Token], relation: str | None, span: Span, preposition: str) -> bool:
    """Whether a past tense governs the phrase: the nearest verb before it in the same clause.

    "They told me Monday" and "I said in December" are past, "we said Nov 6" is not; "bought in March", "back in March" and "was due Oct 30" are.
    """
    if relation == "in" and before and before[-1].word == "back":
        return True
    due = relation == "by" and preposition.startswith("due")
    over = relation == "within" and span.kind == "weekend"  # "they released it over the weekend"
    if (
        relation not in (None, "on", "from")
        and not due
        and not over
        and not (relation == "in" and span.kind == "month")
    ):
        return False
    for token in reversed(before[-4:]):
        if token.tag in "|.,;:(A@W" or token.word in lexicon().hoping:  # "was thinking Feb 26"
            return False
        if token.tag == "V" and _is_wanted(token, before):
            return False
        if token.tag == "V":
            return span.step == "week" or relation == "in" or token.word not in lexicon().spoken
    return False


def said_behind(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether the clause that a phrase opens tells of the past: "In March we bought 20 from you", "On Monday you told me"."""
    opens = not before or before[-1].tag in "|.,;(-"
    return opens and len(after) > 1 and after[0].word in lexicon().who and after[1].tag == "V"


def _is_wanted(said: Token, before: Sequence[Token]) -> bool:
    """Whether words of wanting lead to the participle: "I'd want all of it delivered on the 11th"."""
    for token in reversed([one for one in before if one.end <= said.start]):
        if token.tag in "|.,;:(A@":
            return False
        if token.tag == "W":
            return True
    return False


def of_paper(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the date is a paper's own: "your invoice 88 of 18 December", "dated 3 May"."""
    dated = start < end and tokens[start].word == "dated"
    near = tokens[max(start - 6, 0) : start]
    return dated or bool(near and near[-1].tag == "f" and any(t.word in lexicon().papers for t in near))


def denied(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether the words take the date back: "not Nov 6", "instead of the 14th", "the 27th is off"."""
    near = before[-2:]
    if near and (near[-1].tag == "n" or (len(near) == 2 and near[0].tag == "n" and near[1].tag in "RT>")):
        return True
    return bool(after and after[0].tag == "C")


def refused_before(before: Sequence[Token]) -> bool:
    """Whether "before" is refused in the same clause: "do not ship before Nov 30" asks for Nov 30 or later. What stands behind
    an "if" refuses nothing: "if they won't be here before Nov 30, tell me"."""
    refused = False
    for token in reversed(before):
        if token.tag in "|.,;:A@":
            break
        if token.word in ("if", "unless"):
            return False
        refused = refused or (token.tag == "n" and token in before[-5:])
    return refused


def refused_after(before: Sequence[Token], relation: Sequence[Token]) -> bool:
    """Whether "after" is refused: "it can't be after the 9th", "nothing after Friday", "not a day after", and no "not until after"."""
    if any(token.value == "until" for token in relation) or any(
        t.word in lexicon().closely or t.value == "until" for t in before[-3:]
    ):
        return False
    return refused_before(before)


def refused_until(before: Sequence[Token]) -> bool:
    """Whether nothing comes until the day: "we can't take anything until Monday"; what is not needed until Monday is needed then."""
    near = before[-5:]
    needed = any(token.tag == "W" and token.word.startswith(("need", "requir", "want")) for token in near)
    return refused_before(near) and not needed and all(token.word not in ("if", "unless") for token in before)
