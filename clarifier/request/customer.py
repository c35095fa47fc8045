"""Who asks: contact, company, email, phone, from the header, the signature and the words.

Comes in: the customer's newest message. Goes out: a Customer. A company is taken where it is written, never guessed from a domain.
"""

import re
from collections.abc import Sequence
from functools import cache

from clarifier.mail.thread import Message
from clarifier.request.facts import Customer, Fact, cite, cite_header
from clarifier.request.identifiers import find_identifiers
from clarifier.texts import table

_CHUNK = re.compile(r"[^|•·\n\t]+")


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in table("lexicons/customer")["customer"][name]), re.I)


def find_customer(messages: Sequence[Message]) -> Customer:
    """The customer, from their messages, newest first."""
    if not messages:
        return Customer()
    newest = messages[0]
    contact = _contact(newest)
    company = next((found for m in messages if (found := _company(m, contact.value if contact else None))), None)
    return Customer(company, contact, _email(newest), _phone(newest))


def _labelled(message: Message, name: str) -> Fact | None:
    """`Company: Brightwater Day Surgery`, as web forms write it."""
    match = re.compile(rf"^[ \t]*(?:{_words(name).pattern})[ \t]*:[ \t]*(\S[^\n]*?)[ \t]*$", re.I | re.M).search(message.body)
    return Fact(match[1], cite(message, match.start(1), match.end(1))) if match else None


def _email(message: Message) -> Fact | None:
    if found := _labelled(message, "email_labels"):
        return found
    sender = message.sender.email if message.sender else None
    if not sender:
        return None
    place = message.body.find(sender)
    evidence = cite(message, place, place + len(sender)) if place >= 0 else cite_header(message, "from", sender)
    return Fact(sender, evidence)


def _contact(message: Message) -> Fact | None:
    if found := _labelled(message, "name_labels"):
        return found
    sender = message.sender
    name = _clean_name(sender.name) if sender and sender.name else None
    if name and not _words("no_person").search(name):
        place = message.body.rfind(name)
        return Fact(name, cite(message, place, place + len(name)) if place >= 0 else cite_header(message, "from", name))
    return _signed(message)


def _clean_name(name: str) -> str | None:
    """`"Wen-Li Hsu (Ms.)"` and `Hsu, Wen-Li` as one says them."""
    name = re.sub(r"\s*[\(\[].*?[\)\]]", "", name).strip(" \"'")
    if re.fullmatch(r"[\w'’.-]+, [\w'’. -]+", name):
        last, first = name.split(", ", 1)
        name = f"{first} {last}"
    return name or None


def _signature(message: Message) -> tuple[int, int]:
    """Where the signature stands: the folded one, else the last lines of the body."""
    folds = [f for f in message.folded if f.kind == "signature"]
    if folds:
        return folds[-1].start, folds[-1].end
    quoted = min([f.start for f in message.folded if f.kind != "signature"], default=len(message.body))
    lines = [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", message.body[: quoted or len(message.body)])]
    return (lines[-6:][0][0], lines[-1][1]) if lines else (0, 0)


def _signed(message: Message) -> Fact | None:
    """The name at the end of a message without a named sender."""
    authorized = re.search(r"(?:authori[sz]ed(?: by)?|signed|contact|buyer|attn|ordered by|requested by)\s*:\s*([A-ZÀ-Ž][\w'’-]+(?: [A-ZÀ-Ž][\w'’.-]+){1,3})", message.body)
    if authorized:
        return Fact(authorized[1], cite(message, authorized.start(1), authorized.end(1)))
    start, end = _signature(message)
    for match in re.finditer(r"[^\n]*\S[^\n]*", message.body[start:end]):
        line = re.split(r"[|,•·]|\s[-–—]\s", match[0])[0].strip(" -–—~/*_")
        if _words("closing").fullmatch(line.strip(" ,.!")) or _words("no_person").search(line):
            continue
        if re.fullmatch(r"(?:(?:Mr|Mrs|Ms|Dr|Fr|Prof)\.? )?[A-ZÀ-Ž][\w'’.-]*(?: (?:[a-z]{2,3} )?[A-ZÀ-Ž][\w'’.-]*){0,3}", line) and not _words("company_shape").search(line):
            place = start + match.start() + match[0].index(line)
            return Fact(line, cite(message, place, place + len(line)))
    return None


def _company(message: Message, contact: str | None) -> Fact | None:
    if found := _labelled(message, "company_labels"):
        return found
    start, end = _signature(message)
    domain = _domain(message)
    best: tuple[float, int, str] | None = None
    for base, stop, weight in ((start, end, 1.0), (0, start, 0.0)):
        for chunk_start, chunk in _chunks(message.body, base, stop):
            score = _company_score(chunk, domain, contact) + (weight if weight and chunk_start >= start else 0)
            if weight == 0 and score < 3.5:
                continue
            if score >= 2 and (best is None or score > best[0]):
                best = (score, chunk_start, chunk)
    if not best:
        return _introduced(message)
    return Fact(best[2], cite(message, best[1], best[1] + len(best[2])))


def _introduced(message: Message) -> Fact | None:
    """"This is Joe from Acme Fabrication": the company as the writer names it."""
    match = re.search(r"\b(?:(?:from|with|here at|over at|on behalf of|at|behalf of)\s+)((?:[A-ZÀ-Ž&][\w'’&.-]*)(?: (?:&|and|of|[A-ZÀ-Ž][\w'’&.-]*)){1,4})", message.body)
    if match and _words("company_shape").search(match[1]):
        return Fact(match[1], cite(message, match.start(1), match.end(1)))
    return None


def _chunks(body: str, start: int, end: int) -> list[tuple[int, str]]:
    """Stretches of signature lines that may be a company: whole cells, and their parts between commas."""
    found = []
    for match in _CHUNK.finditer(body, start, end):
        text = match[0].strip(" \t/~*_-–—>")
        if not text or len(text) > 120:
            continue
        offset = match.start() + match[0].index(text)
        pieces = [(0, text)]
        pieces += [(m.start(), m[0]) for m in re.finditer(r"[^,]+", text)] if "," in text else []
        pieces += [(m.start(1), m[1]) for m in re.finditer(r"(?:^|\s[-–—/]\s|\s{2,})(.+?)(?=\s[-–—/]\s|\s{2,}|$)", text)]
        pieces += [(m.start(1), m[1]) for m in re.finditer(r"\b(?:at|for|from|of|with)\s([A-Z].+)$", text)]
        for place, piece in pieces:
            clean = piece.strip(" ,-–—/.*_\"") if not re.search(r"\b(?:Co|Inc|Ltd|Corp|S\.A|B\.V|L\.L\.C|Coop|o\.o|S\.p\.A|Ltda|Bros|S\.r\.l|Pvt|Pty|Cía|S\.L|A\.S|N\.V|S\.C|e\.K|K\.G|P\.C|Cie)\.$", piece.rstrip()) else piece.strip(" ,-–—/*_\"")
            if clean:
                found.append((offset + place + piece.index(clean), clean))
    return found


def _company_score(chunk: str, domain: str, contact: str | None) -> float:
    """How much a stretch looks like a company; 2 and more counts."""
    letters = re.sub(r"[^a-z0-9]", "", _plain(chunk))
    if len(letters) < 3 or len(chunk.split()) > 9 or "@" in chunk or re.search(r"https?:|www\.", chunk):
        return 0
    if contact and _plain(chunk) in (_plain(contact), _plain(contact).split(" ")[0]):
        return 0
    if re.search(r"\d{3,}", chunk) or any(i.kind in ("phone", "email", "link") for i in find_identifiers(chunk)):
        return 0
    score = 0.0
    if domain:
        words = [w for w in re.findall(r"[a-z0-9]+", _plain(chunk)) if w not in ("the", "and", "of", "co", "inc", "ltd", "llc", "gmbh")]
        core = "".join(words)
        initials = "".join(w[0] for w in words)
        hit = sum(len(w) for w in words if len(w) > 2 and w in domain)
        if core and (core in domain or domain in core):
            score += 4
        elif hit >= 4:
            score += 1.5 + 2.5 * hit / max(len(domain), len(core))
        elif len(initials) >= 3 and initials in domain:
            score += 2
    if _words("company_shape").search(chunk):
        score += 2
    elif re.fullmatch(r"(?:[A-ZÀ-Ž0-9&][\w'’&.-]*|&|and|of|the|de|du|la|del|und|van|dal)(?: (?:[A-ZÀ-Ž0-9&(][\w'’&.)-]*|&|\+|and|of|the|de|du|la|del|und|van|dal)){1,7}", chunk):
        score += 1
    if _words("title").search(chunk) and score < 5:
        score -= 2.5
    if _words("place").search(chunk) and score < 3:
        score -= 2
    if _words("closing").fullmatch(chunk.strip(" ,.!")) or len(chunk) > 70:
        score -= 4
    return score - 0.02 * len(chunk.split())


def _plain(text: str) -> str:
    import unicodedata

    folded = text.casefold().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss") if re.search("[üöäß]", text.casefold()) else text.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def _domain(message: Message) -> str:
    """The name in the sender's domain: `tidewaterpumpworks` of `m@tidewaterpumpworks.com`; empty for a free mail service."""
    email = message.sender.email if message.sender else None
    if not email or "@" not in email:
        return ""
    host = email.rsplit("@", 1)[1].casefold()
    if _words("freemail").fullmatch(host):
        return ""
    labels = [label for label in host.split(".") if label not in ("com", "co", "org", "net", "gov", "ac", "edu", "mail", "www")]
    return re.sub(r"[^a-z0-9]", "", max(labels[:-1] or labels, key=len, default=""))


def _phone(message: Message) -> Fact | None:
    if found := _labelled(message, "phone_labels"):
        return found
    start, end = _signature(message)
    for one in find_identifiers(message.body[start:end]):
        if one.kind == "phone" and not re.search(r"(?:\bf|fax)\W*$", message.body[start : start + one.start], re.I):
            return Fact(one.value, cite(message, start + one.start, start + one.end))
    return None
