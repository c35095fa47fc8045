"""What a message wants without asking: "the pallets must be here by noon", "if they aren't, ...", each as one "Can you ...?".

Comes in: a clause of a message in which nothing else asks, or the condition of a threat. Goes out: an Ask, None where it wants nothing.
"""

import re
from functools import cache

from clarifier.reframe.asks import DETERMINED, FINITE, Ask, lowered, me, opened, strip_leads, who
from clarifier.texts import table


def requirement(clause: str) -> Ask | None:
    """ "The pallets must be on the dock by noon", "Ship date by Friday": an ask where nothing else in the message asks."""
    at = strip_leads(clause)
    rest = clause[at:]
    if (_WANTED.match(rest) or _thing().match(rest)) and not FINITE.search(rest):
        article = "" if DETERMINED.match(rest) or rest[0].isdigit() else "the "
        return opened("requirement", at, rest, f"can you get me {article}")
    if (match := _MUST_THING.match(rest)) and not FINITE.search(match["thing"]):
        return Ask(
            "requirement", at + match.start("verb"), f"can you arrange for {lowered(match['thing'].strip())} to "
        )
    return None


def wondered(clause: str) -> Ask:
    """A question of any other shape, "You want 400 on the 9th?": asked for, where nothing else in the message asks."""
    at = strip_leads(clause)
    return opened("question", at, clause[at:], "can you tell me: ")


def ultimatum(clause: str) -> Ask | None:
    """What the condition of a threat asks for: "if the plates aren't here by noon, ..." asks to make sure that they are."""
    at = 0 if re.match(r"either\b", clause, re.I) else strip_leads(clause)
    rest = clause[at:]
    if match := _IF_DONT.match(rest):
        return Ask("ultimatum", at + match.start("rest"), f"can you get {me(match['me'])} ")
    if match := _IF_NOT.match(rest):
        aux, subject = match["aux"].casefold(), match["subject"]
        if aux not in ("do", "does"):
            opening = f"can you make sure {subject} {aux} "
        elif subject.casefold() in ("you", "you guys", "you people", "you lot", "production", "sales"):
            opening = f"can {who(subject)} "
        else:
            opening = f"can you arrange for {subject} to "
        return Ask("ultimatum", at + match.start("rest"), opening)
    if match := _UNLESS.match(rest):
        return Ask("ultimatum", at + match.start("rest"), "can you make sure ")
    if match := _EITHER.match(rest):
        if match["thing"]:
            return Ask("ultimatum", at + match.start("thing"), f"can you get {me(match['me'])} ")
        return Ask(
            "ultimatum",
            at + match.start("vp" if match["vp"] else "other"),
            "can you " if match["vp"] else "can you make sure ",
        )
    return None


_MUST_THING = re.compile(
    r"(?P<thing>(?!(?:i|we|you|he|she|they|there|who|which|that|it['’]s|since|because|if|when|as|so|while|what|how|still)\b)(?:[\w'’./#&°-]+ ){1,14}?)"
    r"(?<!\bi )(?<!\bwe )(?<!you )(?<!they )(?:must(?! have)|needs to|need to|has to|have to|had better|has got to|have got to|better|(?:is|are) to) (?P<verb>be|go|leave|ship|arrive|reach|land|stay|move|come|run|start)\b",
    re.I,
)
_WANTED = re.compile(
    r"(?!(?:if|when|because|and|but|so|or|unless|until|as|since|while|with|on|in|at|i|we|you|he|she|they|it|there|this|that|who|which)\b).{3,90}? by (?:the \d|\d|noon|lunch|mon|tue|wed|thu|fri|sat|sun|end of|close|tomorrow|tonight|eo[dw]|cob|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|next|this)",
    re.I,
)
_IF_NOT = re.compile(
    r"(?:either |and |but |so )?if (?P<subject>.+?) (?P<aux>is|are|was|were|has|have|does|do|will|can|could)(?:n['’]t| not) (?P<rest>\S.*)",
    re.I | re.S,
)
_IF_DONT = re.compile(
    r"(?:and |but |so )?if (?P<me>i|we) (?:do not|don['’]t|haven['’]t|have not) (?:have |get |got |see |seen |hear |receive |received |had )(?P<rest>\S.*)",
    re.I | re.S,
)
_UNLESS = re.compile(r"(?:and |but |so )?unless (?P<rest>\S.*)", re.I | re.S)
_EITHER = re.compile(
    r"either (?:(?P<me>i|we) (?:get|have|see|receive|hear) (?P<thing>\S.*)|you (?P<vp>\S.*)|(?P<other>\S.*))",
    re.I | re.S,
)


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:an?|the|one|some|written|signed|new|real|firm|final|delivery|ship) ){{1,3}}(?:[\w-]+ ){{0,3}}?(?:{'|'.join(table('lexicons/asks')['wanted'])})\b",
        re.I,
    )
