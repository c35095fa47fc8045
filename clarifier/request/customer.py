"""Who asks: contact, company, email, phone, from the header, the signature and the words.

Comes in: the customer's newest message. Goes out: a Customer. A company is taken where it is written, never guessed from a domain.
"""

import re
from collections.abc import Sequence
from functools import cache

from clarifier.mail.thread import Address, Message
from clarifier.request.company import find_company, labelled, signature_of, written_by_program
from clarifier.request.facts import Customer, Fact, cite, cite_header
from clarifier.request.identifiers import find_identifiers
from clarifier.request.introductions import introduction, signed_off
from clarifier.request.names import closings, customer_words, is_person, like_a_company, plain, without_closing


def find_customer(messages: Sequence[Message]) -> Customer:
    """The customer, from their messages, newest first."""
    if not messages:
        return Customer()
    newest = messages[0]
    header = newest if newest.sender else _earlier_mail(newest, messages) or newest
    contact = _contact(newest, header, messages)
    domain = next((name for m in messages if (name := _domain(m))), "")
    signer = contact.value if contact else None
    company = next((found for m in messages if (found := find_company(m, signer, domain))), None)
    if company and contact and company.evidence.part == "from" and company.evidence == contact.evidence:
        contact = None  # the sender bears the company's name: no person
    if contact and contact.evidence.part == "from" and _is_house(contact.value, newest, domain):
        contact = None
    phone = next((found for m in messages if (found := _phone(m))), None)
    return Customer(company, contact, labelled(newest, "email_labels") or _email(header), phone)


def _is_house(name: str, message: Message, domain: str) -> bool:
    """Whether a shared mailbox bears the name of its domain: "Bindery Days" <hello@binderydays.example>."""
    email = message.sender.email if message.sender else None
    mailbox = (email or "").partition("@")[0]
    joined = re.sub(r"[^a-z0-9]", "", plain(name))
    if not joined or not domain:
        return False  # a name in other letters than a domain's
    if customer_words("shared_mailboxes").fullmatch(mailbox):
        return joined.removeprefix("the") == domain.removeprefix("the")
    return joined == domain and not any(word in mailbox for word in plain(name).split())


def _earlier_mail(newest: Message, messages: Sequence[Message]) -> Message | None:
    """The mail below by who signs the newest, where that has no header of its own; the only sender, where nobody signs."""
    named = [m for m in messages[1:] if m.sender and m.sender.email and m.sender.name]
    for message in named:
        name = _clean_name(message.sender.name or "") if message.sender else None
        if name and (
            name in newest.body
            or re.search(rf"(?m)^[^\w\n]{{0,9}}{re.escape(name.split()[0])}[^\w\n]{{0,9}}$", newest.body)
        ):
            return message
    senders = {m.sender.email for m in named if m.sender}
    return named[0] if len(senders) == 1 and not _signed(newest) else None


def _email(message: Message) -> Fact | None:
    sender = message.sender.email if message.sender else None
    if not sender:
        return None
    if written_by_program(sender) and (buyer := _named_buyer(message)):
        line = message.body[
            buyer.evidence.start : (message.body.find("\n", buyer.evidence.end) + 1 or len(message.body) + 1) - 1
        ]
        if own := next((i for i in find_identifiers(line) if i.kind == "email"), None):
            start = buyer.evidence.start + own.start
            return Fact(own.value, cite(message, start, start + len(own.value)))
    place = message.body.find(sender)
    evidence = cite(message, place, place + len(sender)) if place >= 0 else cite_header(message, "from", sender)
    return Fact(sender, evidence)


def _contact(message: Message, header: Message, messages: Sequence[Message]) -> Fact | None:
    if found := labelled(message, "name_labels"):
        return found
    sender = header.sender
    name = _clean_name(sender.name) if sender and sender.name else None
    name = _as_signed(name, messages) if name else name
    own = _signed(message) if name and not message.automatic and _bears_a_firm(name, sender) else None
    if own and name and (is_person(own.value, name) or customer_words("no_person").search(own.value)):
        own = None
    if name and not own and not customer_words("no_person").search(name):
        signed = next(
            (m for m in messages if name in m.body), None
        )  # an answer may be signed by nobody: the first mail was
        if signed:
            place = signed.body.rfind(name)
            return Fact(name, cite(signed, place, place + len(name)))
        return Fact(name, cite_header(header, "from", name))
    return own or _named_buyer(message) or (None if message.automatic or message.attachment else _signed(message))


def _bears_a_firm(name: str, sender: Address | None) -> bool:
    """Whether a sender's name is a firm's, so that who signs is the person: "Osteria Bruna <info@osteriabruna.it>"."""
    mailbox = plain((sender and sender.email) or "").partition("@")[0]
    written = name.title() if name.islower() else name
    if "." in mailbox and plain(name).split()[-1] in mailbox and not customer_words("trades").match(written):
        return False  # "Rosa Farmer <r.farmer@...>"
    return like_a_company(written) or bool(customer_words("shared_mailboxes").fullmatch(mailbox))


def _clean_name(name: str) -> str | None:
    """`"Wen-Li Hsu (Ms.)"` and `Hsu, Wen-Li` as one says them."""
    name = re.sub(r"\s*[\(\[][^\)\]]*(?:[\)\]]|\Z)", "", name).strip(" \"'")
    if re.fullmatch(r"[\w'’.-]+, [\w'’. -]+", name):
        last, first = name.split(", ", 1)
        name = f"{first} {last}"
    return _unranked(name) or None


def _as_signed(name: str, messages: Sequence[Message]) -> str:
    """ "TESSIER Gilles", who signs "Gilles Tessier", as they sign."""
    if len(name) > _LONGEST or len(words := name.split()) not in (2, 3):
        return name
    bodies = [(message, " ".join(message.body.casefold().split())) for message in messages]
    for place in range(1, len(words)):
        written = words[place:] + words[:place]
        turned = r"[^\S\n]{1,3}".join(map(re.escape, written))
        for message in (one for one, body in bodies if " ".join(written).casefold() in body):
            if found := re.search(rf"(?m)(?<!\w){turned}(?!\w)", message.body, re.I):
                return " ".join(found[0].split()) if name not in message.body else name
    return name


def _unranked(name: str) -> str:
    """ "WO2 Rebecca Thorne", "The Revd Canon Peter Malt": the name without what it was given."""
    return re.sub(rf"\A(?:{customer_words('ranks').pattern}\s)+(?=\S+\s\S)", "", name, flags=re.I)


@cache
def _buyer() -> re.Pattern[str]:
    labels = customer_words("buyer_labels").pattern
    return re.compile(
        rf"\b(?i:{labels})\s{{0,12}}:\s{{0,4}}([A-ZÀ-Ž][\w'’-]{{1,40}}(?: [A-ZÀ-Ž][\w'’.-]{{1,40}}){{1,3}})"
    )


def _named_buyer(message: Message) -> Fact | None:
    """`Buyer: Wanda Pruszynski`, as orders from a system name their person."""
    match = _buyer().search(message.body)
    return Fact(match[1], cite(message, match.start(1), match.end(1))) if match else None


def _signed(message: Message) -> Fact | None:
    """The name at the end of a message without a named sender; first where it closes, then above."""
    start, end = signature_of(message)
    lines = list(re.finditer(r"(?m)^.*\S.*", message.body[start:end]))
    closed = max((index for index, line in enumerate(lines) if _closes(line[0])), default=0)
    for match in (*lines[closed:], *lines[:closed]):
        if name := _signer(match[0]):
            place = start + match.start() + match[0].index(name)
            return Fact(name, cite(message, place, place + len(name)))
    if signed := signed_off(message):
        return Fact(signed["name"], cite(message, *signed.span("name")))
    introduced = introduction().search(message.body)
    if introduced and (name := next(group for group in ("name", "caller", "here") if introduced[group])):
        return Fact(introduced[name], cite(message, *introduced.span(name)))
    return None


def _closes(line: str) -> bool:
    piece = line.partition(",")[0].strip(" -–—.!")
    return piece.casefold() in closings() or without_closing(piece) != piece


def _signer(line: str) -> str | None:
    """The name that a line of a signature holds alone, with a title, a closing or a telephone's extension beside it."""
    if line.rstrip().endswith(",") and line.count(" ") < 2:
        return None  # "Marisol," greets
    pieces = [piece.strip(" -–—~/*_") for piece in re.split(r"[|,•·]|\s[-–—]\s", line)]
    name = next((piece for piece in pieces if piece.strip(" .!").casefold() not in closings()), "")
    if " at " in name or (like_a_company(name) and " " not in without_closing(name)):
        return None  # "Sanj at Spice Moon"; "LG Electronics", though "LG Nico" greets
    name = without_closing(name)
    name = _unranked(_AFFECTION.sub("", re.sub(r" \([^()]{0,60}\)?$", "", name)))
    if customer_words("signing").match(name):
        name = customer_words("signing").sub("", name, count=1)
    if (
        customer_words("signed_mark").fullmatch(name)
        or customer_words("greeting").fullmatch(name)
        or customer_words("closing").fullmatch(name.strip(" ,.!"))
        or customer_words("no_person").search(name)
        or like_a_company(name)
    ):
        return None
    return name if _PERSON.fullmatch(name) else None


_PERSON = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Fr|Prof)\.? )?[A-ZÀ-Ž][\w'’.-]*(?: (?:[a-z]{2,3} )?[A-ZÀ-Ž][\w'’.-]*){0,3}")
_AFFECTION = re.compile(r"\s+(?:x{1,5}|xo+x?o*|(?:x|ext\.?) ?\d{2,6})\Z", re.I)  # "Cerys xoxo", "T. Nakagawa x2214"
_LONGEST = 60  # letters of a name that is looked for turned about
_NO_NAMES = ("com", "co", "org", "net", "gov", "ac", "edu", "mail", "news", "www")  # parts of a host that name nobody


def _domain(message: Message) -> str:
    """The name in the sender's domain: `tidewaterpumpworks` of `m@tidewaterpumpworks.com`; empty for a free mail service."""
    email = message.sender.email if message.sender else None
    if not email or "@" not in email:
        return ""
    host = email.rsplit("@", 1)[1].casefold()
    if customer_words("freemail").fullmatch(host):
        return ""
    labels = [label for label in host.split(".")[:-1] if label not in _NO_NAMES] or [host]
    return re.sub(r"[^a-z0-9]", "", max(labels, key=len))


def _phone(message: Message) -> Fact | None:
    if found := labelled(message, "phone_labels"):
        return found
    start, end = signature_of(message)
    for one in find_identifiers(message.body[start:end]):
        if one.kind == "phone" and not re.search(r"(?:\bf|fax)\W*$", message.body[start : start + one.start], re.I):
            return Fact(one.value, cite(message, start + one.start, start + one.end))
    return None
