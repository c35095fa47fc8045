"""What a message asks for, and each as one question: "You need to ship 40" and "Ship 40!" are "Can you ship 40?".

Comes in: a clause. Goes out: how it asks, and the words that open it as a question; None where it asks nothing. Who is asked stays who it
was: "production has to" becomes "can production". The forms are data (knowledge/lexicons/asks.toml). It does not know whether the ask is
worth asking: what is heat is told by heat and temper.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from clarifier.errors import BrokenKnowledge
from clarifier.texts import table

AskKind = Literal["order", "imperative", "want", "question", "polite", "requirement", "ultimatum"]


@dataclass(frozen=True)
class Ask:
    """The clause's first `length` characters become `opening`."""

    kind: AskKind
    length: int
    opening: str


@dataclass(frozen=True)
class _Form:
    kind: AskKind
    pattern: re.Pattern[str]
    says: str
    question: bool | None
    alone: bool


_PARTS = {
    "<WHO>": r"(?P<who>you(?: (?:guys|people|lot|all|two|folks|clowns|boys|both))?|y'all|somebody|someone|one of you|everyone|everybody|(?:your|the) (?:team|people|guys|department|shop|planners?|side|lot|boys)|sales|production|planning|purchasing|quality|dispatch)",
    "<ADV>": r"(?:really |just |simply |now |also |still |seriously |actually |first |finally |kindly |please |definitely |absolutely |only |all |urgently |immediately |at least |bloody |fucking |damn |therefore |then |better )*",
}
_MODALS = {"won": "will", "can": "can", "cou": "could", "wou": "would", "wil": "will", "may": "can"}
_WH = re.compile(
    r"(?P<wh>when|what|where|who|whose|which(?: \w+)?|how(?: (?:many|much|long|soon|late|far|often|old|big))?|why|since when|by when|what (?:time|date|day|colou?r|size|revision|rev|quantity|price)|until when)"
    r" (?P<aux>is|are|was|were|will|would|can|could|do|does|did|has|have|had|should|am)\b ?(?P<rest>.*)",
    re.I | re.S,
)
_YES_NO = re.compile(
    r"(?:is|are|was|were|has|have|had|do|does|did|should|am|can|could|would|will|shall)(?:n['’]t)? \S", re.I
)
_WH_HEAD = re.compile(
    r"(?:(?:at|by|to|from|in|on|for|with|until|since|under) )?(?:which|what|how|when|where)\b(?!['’]s (?:the point|wrong|up))"
    r"|(?:what|how|where|when|who)['’](?:s|re) |who (?:else|can|could|will|is|are|do|in|at|from|on)\b|any (?:news|update|date|idea when|word)",
    re.I,
)
_CHOICE = re.compile(r"[\w.,%°/-]+(?: [\w.,%°/-]+){0,3} or [\w.,%°/-]+(?: [\w.,%°/-]+){0,3}$", re.I)
_SUBJECT = re.compile(
    r"(?P<subject>(?:i|we|you|they|he|she|it|this|that|these|those)(?= |$)|(?:the |our |my |your |their |this |that |any |an? )?(?:[\w./#-]+ ){0,4}?[\w./#-]*\d[\w./#-]*|(?:the |our |my |your |their |this |that |an? )(?:[\w-]+ ){0,2}[\w-]+)"
    r"(?P<tail>(?: (?:\w+ed|\w+ing|still|ready|due|at|in|on|not|available|stuck|late|going|here|there|back|out|sent|done|gone|made|for|from|with|open|free|live|dead|missing|being|been|happening|to)\b.*)?)$",
    re.I | re.S,
)
_TO_ME = re.compile(r"[^,?]{3,60} to (?:me|us)\b", re.I)
_PLEASE = re.compile(r"(?P<thing>[^,?]{3,80}?),? please(?=,|$)", re.I)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|do|does|did|must|said|says|shows|calls|reads|told|promised|confirmed|wants?|needs?|goes|comes|leaves|opens|starts|closes|expects?|ends|gets|makes|means|drives|come|go|run|need|want|follow|stay|start|\w{3,}ed)\b|['’](?:s|re|ll|ve|m) (?!\w+['’]s)",
    re.I,
)
_WHEN = re.compile(
    r"((?:by|before|until|from|as of|on|for|after|within|in) (?:the |this |next |end of |close of )?[\w:.]+(?: (?:am|pm|at the latest|latest|morning|afternoon|today|tomorrow|on|uhr|o'clock|\d[\w:.]*|january|february|march|april|may|june|july|august|september|october|november|december))*),? (?=(?:i|we|you|y'all|your|sales|production)\b)",
    re.I,
)
_ANY = re.compile(
    r"(?!(?:note|find|sir|madam|guys|all|you|we|i|don|do not|the|a|an|my|no|not|if)\b)[A-Za-z]+(?![\w'’-])(?! (?:is|are|was|were)\b)",
    re.I,
)
_AND = re.compile(r",? (?:and (?:then |also |please |just )?|then )(?=\w)", re.I)
_REPORT = re.compile(
    r"(?:tell|let (?:me|us) know|give|report|send) (?:me|us)\b(?! (?:an?|the|your|my|our)\b)|let (?:me|us) know", re.I
)
DETERMINED = re.compile(
    r"(?:an?|the|my|our|your|his|her|its|their|this|that|these|those|one|some|any|all|both)\b|(?-i:[A-Z])\w*\d",
    re.I,
)


def strip_leads(clause: str) -> int:
    """How many characters of small words stand before what a clause says: "So, just "."""
    lead = _words()[0]
    at = 0
    while (match := lead.match(clause, at)) and match.end() < len(clause):
        at = match.end()
    return at


def find_ask(
    clause: str, *, is_question: bool, names: Sequence[str] = (), alone: bool = True, bare: bool = False
) -> Ask | None:
    """How a clause asks.

    `names` are persons or firms that may be called upon at its head; `alone` says it leans on no other clause; `bare` that nothing
    but a comma ties it to one before, where "stay" and "tag" are seldom orders.
    """
    at = 0
    vocative = re.match(r"([A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:,| -| –)[ ]+(?=\S)", clause)
    if vocative and any(vocative[1].casefold() == name.casefold() for name in names):
        at = vocative.end()
    at += strip_leads(clause[at:])
    first = ""
    if head := re.match(r"(first|instead),? (?=\w)", clause[at:], re.I):
        first = f"{head[1].casefold()} "
        at += head.end()
    rest = clause[at:]
    verb = _words()[2].match(rest) or (_ANY.match(rest) if re.search(r"please (?:to )?$", clause[:at], re.I) else None)
    if (
        verb
        and not is_question
        and alone
        and not (
            bare
            and not DETERMINED.match(rest, verb.end() + 1)
            and not re.match(r"(?:it|them|me|us)\b", rest[verb.end() + 1 :], re.I)
        )
    ):
        return opened("imperative", at, rest, f"can you {first}")
    for form in _forms():
        if (
            (form.question is None or form.question == is_question)
            and (alone or not form.alone)
            and (match := form.pattern.match(rest))
        ):
            return _formed(form, match, rest, at, first)
    if is_question and alone and (ask := _question(rest, at, bare=bare)):
        return ask
    if is_question or not alone:
        return None
    if (
        (when := _WHEN.match(rest))
        and (asked := find_ask(rest[when.end() :], is_question=False))
        and asked.kind != "imperative"
    ):
        return Ask(asked.kind, at + when.end() + asked.length, f"{when[1]}, {asked.opening}")
    if (match := _PLEASE.match(rest)) and not FINITE.search(match["thing"]):
        article = "" if DETERMINED.match(rest) or rest[0].isdigit() else "the "
        return opened("want", at, rest, f"can you send me {article}")
    if _TO_ME.match(rest) and not FINITE.search(rest):
        return opened("want", at, rest, f"can you send {'' if DETERMINED.match(rest) else 'the '}")
    if time := _words()[1].match(rest):
        second = time.end() + strip_leads(rest[time.end() :])
        if _words()[2].match(rest[second:]):
            return opened("imperative", at + second, rest[second:], f"{rest[: time.end()].rstrip(' ,')}, can you ")
    return None


def second_verbs(clause: str, after: int) -> Iterator[tuple[int, int, bool]]:
    """Where a clause that asks goes on to ask for something else: the end of the first, the start of the second.

    The last says whether the second only asks for a report on the first ("... and tell me when").
    """
    for match in _AND.finditer(clause, after):
        before = clause[after : match.start()].split()
        goes = len(before) <= 2 and before[:1] and before[0].casefold() in ("go", "try", "come", "sit")
        if len(before) >= 2 and not goes and _words()[2].match(clause, match.end()):
            yield match.start(), match.end(), _REPORT.match(clause, match.end()) is not None


def _formed(form: _Form, match: re.Match[str], rest: str, at: int, first: str) -> Ask:
    groups = match.groupdict()
    values = {
        "{modal}": _MODALS.get(rest[:3].casefold(), "can"),
        "{who}": who(groups.get("who") or "you"),
        "{me}": me(groups.get("me") or "i"),
        **{f"{{{name}}}": lowered(groups[name]) for name in ("passive", "given", "till", "third") if groups.get(name)},
    }
    opening = form.says
    for name, value in values.items():
        opening = opening.replace(name, value)
    end = match.start("thing") if groups.get("thing") else match.end()
    return Ask(form.kind, at + end, opening + first)


def _question(rest: str, at: int, *, bare: bool) -> Ask | None:
    if match := _WH.match(rest):
        aux, wh, subject = match["aux"].casefold(), lowered(match["wh"]), _SUBJECT.match(match["rest"])
        if subject and aux in ("is", "are", "was", "were", "has", "have", "had"):
            return Ask(
                "question",
                at + match.start("rest") + len(subject["subject"]),
                f"can you tell me {wh} {subject['subject']} {aux}",
            )
        return opened("question", at, rest, "can you tell me: ")
    if _YES_NO.match(rest) or _WH_HEAD.match(rest) or (not bare and _CHOICE.match(rest)):
        return opened("question", at, rest, "can you tell me: ")
    return None


def opened(kind: AskKind, at: int, rest: str, opening: str) -> Ask:
    """An ask whose first word stays, in small letters where it opened the sentence."""
    word = re.match(r"\S+", rest)
    size = len(word[0]) if word else 0
    return Ask(
        kind, at + size, opening + (rest[:1].lower() + rest[1:size] if kind == "imperative" else lowered(rest)[:size])
    )


def lowered(words: str) -> str:
    """The words with a small first letter, unless they open with a name or a code."""
    opens = re.match(r"[A-Z][a-z'’]*(?=[\s:]|$)", words)
    return words[0].lower() + words[1:] if opens and opens[0] != "I" else words


def me(words: str) -> str:
    """Who gets it: "us" where "we" want it, else "me"."""
    return "us" if words.casefold() == "we" else "me"


def who(words: str) -> str:
    """Who is asked: a department or a team by its name, everyone else as "you"."""
    word = words.casefold()
    if word in ("sales", "production", "someone", "somebody", "we"):
        return word
    return words if word.startswith(("your ", "the team")) else "you"


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Small words before an ask, times before an ask, and the verbs that open one."""
    data = table("lexicons/asks")
    either = {name: "|".join(words) for name, words in data.items() if name != "forms"}
    verbs = "|".join(sorted(data["verbs"], key=len, reverse=True))
    longest = "|".join(sorted(data["leads"], key=len, reverse=True))
    lead = re.compile(rf"(?:(?:{longest})(?:,|:| -|\.|!)?[ ]+)", re.I)
    time = re.compile(rf"(?:{either['times']}),?[ ]+", re.I)
    verb = re.compile(
        rf"(?!do (?:not|you|we|i|have|stay|enjoy|feel|let|keep|try|take your)\b)(?!(?:{either['labels']}) ?#?\d)(?!(?:{either['pairs']})\b)"
        rf"(?!(?!(?:{either['sentential']})\b)[\w-]+ (?:[\w./#-]+ ){{0,3}}(?:is|are|was|were|can|will|has|had|went|goes|needs|says)\b)"
        rf"(?:(?:{either['strict']})(?=[ ,]+(?:{either['determiners']})\b)|(?!(?:{either['strict']})(?!\w))"
        rf"(?:(?:{either['nouns_too']})(?=[ ,]+(?:{either['followers']}))|(?!(?:{either['nouns_too']})(?!\w))(?:{verbs})))"
        rf"(?![\w'’-])(?!\s*:)(?! (?:{either['not_after']})(?!\w))",
        re.I,
    )
    return lead, time, verb


@cache
def _forms() -> tuple[_Form, ...]:
    data = table("lexicons/asks")
    parts = {**_PARTS, "<NOT_COMMANDED>": "|".join(data["not_commanded"]), "<VERBS>": "|".join(data["verbs"])}
    found = []
    for each in data["forms"]:
        pattern = each["pattern"]
        for name, words in parts.items():
            pattern = pattern.replace(name, words)
        try:
            found.append(
                _Form(
                    each["kind"],
                    re.compile(pattern, re.I),
                    each["says"],
                    each.get("question"),
                    each.get("alone", False),
                )
            )
        except re.error as error:
            raise BrokenKnowledge(
                f"knowledge/lexicons/asks.toml: the form {each['says']!r} cannot be used: {error}."
            ) from error
    return tuple(found)
