"""Who speaks, where no signature tells: "this is Joe from Acme Fabrication", "Txt from Joe @ Acme", a name and a company at the end.

Comes in: a message. Goes out: the matches, and the company as its writer names it.
"""

import re
from functools import cache

from clarifier.mail.thread import Message
from clarifier.request.facts import Fact, cite
from clarifier.request.names import customer_words, like_a_company

_NAME = r"[A-Z][\w'’-]{1,40}(?: [A-Z][\w'’-]{1,40})?"
_COMPANY_WORDS = r"[A-ZÀ-Ž&][\w'’&-]{0,40}"


@cache
def introduction() -> re.Pattern[str]:
    """ "This is Joe from Acme Fabrication", "Txt from Joe @ Acme", "Joe here": groups name, caller or here, and company."""
    notes, trades = customer_words("call_notes").pattern, customer_words("small_trades").pattern
    return re.compile(
        rf"\b(?:(?i:this is|it['’]?s|its|my name is|i am|i['’]m)\s{{1,4}}(?P<name>{_NAME})"
        rf"|\A(?i:(?:{notes})(?: from| w/| with)?)?[,: ]*(?P<caller>(?!(?i:{notes})\b){_NAME})(?= (?:at|from|of|with|@) [A-Z])"
        rf"|(?P<here>{_NAME}) here)"
        rf"(?:,?\s(?:from|with|w/|at|@|over at|out at|down at|here at|of)\s+(?P<company>{_COMPANY_WORDS}(?: (?:&|and|of|{_COMPANY_WORDS}|{trades})){{0,4}}))?"
    )


# "... a week apart. Walt Kjelstad, Kjelstad Dairy": who signs at the end of the last sentence's own line
_SIGNED_OFF = re.compile(
    r"[.!?][ \t]{1,3}(?P<name>[A-ZÀ-Ž][\w'’-]{1,40}(?: [A-ZÀ-Ž][\w'’.-]{0,40}){1,2}),[ \t]{1,3}(?P<company>[A-ZÀ-Ž&][\w'’&.-]{0,40}(?: (?:&|and|of|[A-ZÀ-Ž][\w'’&.-]{0,40})){1,5})[”\x22']?\s*\Z"
)

# "Morning Keith, Wilf Astbury, Haybridge Farms. Put me down for ..."
_OPENED = re.compile(
    r"\A[^.\n]{0,40}?(?:[,:.!–—-] ?|\b(?:from|here) )(?P<name>[A-ZÀ-Ž][\w'’-]{1,40} [A-ZÀ-Ž][\w'’.-]{1,40}),[ ](?P<company>[A-ZÀ-Ž&][\w'’&-]{0,40}(?: (?:&|and|of|[A-ZÀ-Ž][\w'’&-]{0,40})){1,5})[.,:;](?=\s)"
)


# the last line of a text message: "Sanj @ Spice Route"
_SIGNED_AT = re.compile(
    r"(?m)^[ \t–—-]{0,4}(?P<name>[A-ZÀ-Ž][\w'’-]{1,40}(?: [A-ZÀ-Ž][\w'’.-]{0,40}){0,2}),?[ ](?:@|at)[ ](?:the )?(?P<company>[A-ZÀ-Ž&][\w'’&.-]{0,40}(?: (?:&|and|of|[A-ZÀ-Ž][\w'’&.-]{0,40})){1,5})[ \t]*\Z"
)


@cache
def _at() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?i:{customer_words('runs').pattern})\s{{1,4}}(?:the )?([A-ZÀ-Ž&][\w'’&.-]{{0,40}}(?: (?:&|and|of|[A-ZÀ-Ž][\w'’&.-]{{0,40}})){{1,4}})"
    )


_OPENING = 200  # characters in which a writer says who they are


@cache
def _told_by() -> re.Pattern[str]:
    """ "its buck w/ Three Forks Feed": whoever it is, in whatever letters."""
    return re.compile(
        rf"\b(?P<name>[A-Za-zÀ-ž][\w'’-]{{1,40}}),? (?:here )?(?:(?:over|down|out|back) )?(?:from|at|with|w/|of|@|for) (?:the )?"
        rf"(?P<company>{_COMPANY_WORDS}(?: (?:&|and|of|{_COMPANY_WORDS}|{customer_words('small_trades').pattern})){{1,5}})"
    )


def signed_off(message: Message) -> re.Match[str] | None:
    """A name and a company that end the last line of a mail without a signature, or open the first; it has to look like one."""
    body = message.body.rstrip()
    match = _SIGNED_AT.search(body, max(0, len(body) - 120))
    if match and not customer_words("no_person").search(f"{match[1]} from {match[2]}"):  # "Sent from Outlook Mail"
        return match
    match = _SIGNED_OFF.search(message.body, max(0, len(message.body) - 240)) or _OPENED.match(message.body)
    return match if match and like_a_company(match["company"]) else None


def introduced_company(message: Message, contact: str | None = None) -> Fact | None:
    """ "This is Joe from Acme Fabrication", or "Joe from the Elmhurst PTA" where Joe is who writes: the company as its writer names it."""
    if signed := signed_off(message):
        return Fact(signed["company"], cite(message, *signed.span("company")))
    introduced = introduction().search(message.body)
    if introduced and introduced["company"]:
        return Fact(introduced["company"], cite(message, *introduced.span("company")))
    first = contact.split()[0].casefold() if contact else ""
    for told in _told_by().finditer(message.body, 0, _OPENING):
        if told["name"].casefold() == first:
            return Fact(told["company"], cite(message, *told.span("company")))
    for match in _at().finditer(message.body):
        name = re.split(r"(?<=[^\W\d_]{3})\. ", match[1])[0]
        name = name if customer_words("abbreviated").search(name) else name.rstrip(".")
        name = re.sub(r"(?: (?:&|and|of))+\Z", "", name)
        if like_a_company(name):
            return Fact(name, cite(message, match.start(1), match.start(1) + len(name)))
    return None
