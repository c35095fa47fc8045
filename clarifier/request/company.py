"""The company that asks: told by a label, the signature, the header, or the words "this is Joe from ...".

Comes in: a message, its contact and its domain. Goes out: the company with the words that name it. The words of company
names are knowledge/lexicons/customer.toml.
"""

import re
from functools import cache

from clarifier.mail.thread import Message
from clarifier.request.facts import Fact, cite, cite_header
from clarifier.request.introductions import introduced_company
from clarifier.request.names import (
    capitalised,
    closings,
    customer_words,
    is_person,
    like_a_company,
    plain,
    without_closing,
)
from clarifier.texts import table

_REACH = 4000  # characters from the top in which a company is looked for, where the signature names none
_LETTERHEAD = 12  # lines
_LONGEST = 120  # characters of a name
_PARAGRAPH = 240  # characters below a folded signature that belong to it
_CELL = re.compile(r"[^\s·|](?:[^\t·|\n ]|[ ](?![ \t·|]))*")
_CHUNK = re.compile(r"[^|•·\n\t]+")


def written_by_program(email: str | None) -> bool:
    """Whether a mailbox is one that nobody writes from: no-reply@, notifications@."""
    return bool(re.match(r"(?:no-?reply|do-?not-?reply|notifications?|website|webmaster|mailer)", email or "", re.I))


@cache
def _own_address() -> re.Pattern[str]:
    labels = customer_words("own_address_labels").pattern
    return re.compile(rf"^(?:{labels})[ \t]*:[ \t]*([^,\n]{{3,70}})", re.I)


def labelled(message: Message, name: str) -> Fact | None:
    """`Company: Brightwater Day Surgery`, as web forms write it."""
    match = re.compile(
        rf"^[ \t]*(?:{customer_words(name).pattern})[ \t]*(?::|\.{{3,40}})[ \t]*([^\s.][^\n]*?)[ \t]*$", re.I | re.M
    ).search(message.body)
    if match and name == "company_labels" and customer_words("address").match(match[1]):
        return None  # "Restaurant: 46 Pier Avenue" says where it is
    return Fact(match[1], cite(message, match.start(1), match.end(1))) if match else None


def signature_of(message: Message) -> tuple[int, int]:
    """Where the signature stands: the folded one to the end of its paragraph, else the last lines of the body."""
    folds = [f for f in message.folded if f.kind == "signature"]
    if folds:
        start, end = folds[-1].start, folds[-1].end
        further = message.body.find("\n\n", end)
        return start, min(further if further >= 0 else len(message.body), end + _PARAGRAPH)
    quoted = min([f.start for f in message.folded if f.kind != "signature"], default=len(message.body))
    lines = [m.span() for m in re.finditer(r"(?m)^.*\S.*", message.body[: quoted or len(message.body)])]
    return (max(lines[-6:][0][0], lines[-1][1] - _REACH), lines[-1][1]) if lines else (0, 0)


def find_company(message: Message, contact: str | None, domain: str) -> Fact | None:
    """The company of one message, the surest statement first."""
    if found := labelled(message, "company_labels"):
        return found
    if message.attachment:
        return _letterhead(message, domain)
    start, end = signature_of(message)
    by_program = message.automatic or written_by_program(message.sender.email if message.sender else None)
    in_header = _company_in_header(message, domain)
    if by_program and in_header:
        return in_header
    best: tuple[float, int, str] | None = None
    for base, stop, weight in ((start, end, 1.0), (0, min(start, _REACH), 0.0)):
        if best and weight == 0 and best[0] >= 3:
            break  # a signature that surely names a company is believed; only without one is the body searched
        for chunk_start, chunk in _chunks(message.body, base, stop):
            score = _company_score(chunk, domain, contact) + (weight if weight and chunk_start >= start else 0)
            if weight and contact and not domain and score > 1 and _stands_below(message.body, chunk_start, contact):
                score += 0.8
            if weight == 0 and score < (4.2 if best else 3.5):
                continue
            if score >= (3 if by_program else 1.9) and (best is None or score > best[0]):
                best = (score, chunk_start, chunk)
    if in_header and (best is None or best[0] < 5):
        return in_header  # a sender named like the domain is surer than a line that shares a word with it
    if not best:
        return _named_like(message, domain) or introduced_company(message, contact)
    return Fact(best[2], cite(message, best[1], best[1] + len(best[2])))


def _stands_below(body: str, start: int, contact: str) -> bool:
    """Whether the line above begins with the contact: "Carola Finke / Dentallabor Finke"."""
    above = body[: body.rfind("\n", 0, start) + 1].rstrip()
    line = above[above.rfind("\n") + 1 :][:_LONGEST]
    return bool(line) and is_person(re.split(r"[,|–—-]", line)[0].strip(), contact)


def _letterhead(message: Message, domain: str) -> Fact | None:
    """The company over an order that is a file: the first cell like one, but not where it is written to."""
    place = 0
    for line in message.body.split("\n")[:_LETTERHEAD]:
        cells = list(_CELL.finditer(message.body, place, place + len(line)))
        place += len(line) + 1
        if cells and cells[0][0].casefold().strip(" :") in table("lexicons/papers")["addresses"]["supplier"]:
            continue
        for cell in cells:
            if _company_score(cell[0], domain, None) >= 1.8:
                return Fact(cell[0], cite(message, *cell.span()))
    return None


def _company_in_header(message: Message, domain: str) -> Fact | None:
    """A sender that bears the company's name: "Parcelhawk Freight <no-reply@parcelhawk.com>"."""
    name = message.sender.name if message.sender and message.sender.name else ""
    mailbox = plain(message.sender.email).partition("@")[0] if message.sender and message.sender.email else ""
    if (
        len(name.split()) == 2
        and any(word in mailbox for word in plain(name).split())
        and not customer_words("company_shape").search(name)
    ):
        return None  # r.wiegand at wiegand-bau: a person who bears the company's name
    pieces = (name, *re.split(r"\s[-–|]\s|,\s|\s(?:at|from|@)\s", name))
    for piece in (customer_words("desk").sub("", piece) for piece in pieces):
        if piece and domain and _company_score(piece, domain, None) >= 4:
            return Fact(piece, cite_header(message, "from", piece))
    return None


def _named_like(message: Message, domain: str) -> Fact | None:
    """Capitalised words of the body that, run together, are the sender's domain."""
    if len(domain) < 6:
        return None
    for match in re.finditer(
        r"[A-ZÀ-Ž][\w'’&-]{0,40}(?: (?:&|and|of|[A-ZÀ-Ž][\w'’&-]{0,40})){0,4}", message.body[:_REACH]
    ):
        words = match[0].split()
        for stop in range(len(words), 0, -1):
            core = re.sub(r"[^a-z0-9]", "", plain("".join(words[:stop])))
            if core == domain:
                length = len(" ".join(words[:stop]))
                return Fact(match[0][:length], cite(message, match.start(), match.start() + length))
    for place in _AT.finditer(message.body, 0, _REACH):  # "cody at three rivers grain", of threeriversgrain.com
        written = list(re.finditer(r"[\w'’&-]+", message.body[place.end() : place.end() + 2 * len(domain) + 10]))
        for last in range(1, min(len(written), 6)):
            if re.sub(r"[^a-z0-9]", "", plain("".join(word[0] for word in written[: last + 1]))) == domain:
                start, end = place.end(), place.end() + written[last].end()
                return Fact(message.body[start:end], cite(message, start, end))
    return None


_AT = re.compile(r"\b(?:at|from|with|w/|of|for|@) (?:the )?(?=\w)")  # where somebody works


def _chunks(body: str, start: int, end: int) -> list[tuple[int, str]]:
    """Stretches of signature lines that may be a company: whole cells, and their parts between commas."""
    found = []
    for match in _CHUNK.finditer(body, start, end):
        text = match[0].strip(" \t/~*_-–—>")
        if not text or len(text) > _LONGEST:
            continue
        offset = match.start() + match[0].index(text)
        pieces = [(0, text)]
        pieces += [(m.start(), m[0]) for m in re.finditer(r"[^,]+", text)] if "," in text else []
        pieces += [(m.start(1), m[1]) for m in _own_address().finditer(text)]
        pieces += [
            (m.start(1), m[1]) for m in re.finditer(r"(?:^|\s[-–—/]\s|\s{2,})(.+?)(?=\s[-–—/]\s|\s{2,}|$)", text)
        ]
        pieces += [(m.start(1), m[1]) for m in re.finditer(r"\b(?:at|for|from|of|with)\s([A-Z].+)$", text)]
        pieces += [
            (0, m[1])
            for m in re.finditer(
                r"^(.+?)\s*(?:\(|,? (?:dal|since|est\.?|seit|depuis|desde|sinds|founded)\s\d{4})", text
            )
        ]
        for cut in (_WITH_NUMBER, _BRACKETED):
            pieces += [
                (place, m[1]) for place, piece in pieces if (m := cut.match(piece)) and like_a_company(m[1].strip())
            ]
        for place, piece in pieces:
            clean = (
                piece.strip(' ,-–—/.*_"')
                if not customer_words("abbreviated").search(piece.rstrip())
                else piece.strip(' ,-–—/*_"')
            )
            if clean:
                found.append((offset + place + piece.index(clean), clean))
    return found


# "Crowe Groundworks 087 555 0125"
_WITH_NUMBER = re.compile(
    r"^([^\d\n]{3,70}?)[ ,:;-]{1,3}(?:(?:tel|ph|phone|mob|cell|t|m|p)\b[.:]? ?)?[+(]?\d[\d ()./+-]{6,20}$", re.I
)
_BRACKETED = re.compile(r"^([^\n(]{3,70}?) \([^()\n]{2,40}\)$")  # "Panadería Hnos. Obrador (Cuenca)"
_ORDINAL = re.compile(
    r"(?i)\b(?:district|local|lodge|post|troop|pack|chapter|branch|unit|no\.?|nr\.?|school) ?#? ?\d{1,4}$"
)
_NUMBERED_LINE = re.compile(r"@|https?:|www\.|\+\d|\(\d{2,5}\)|\d{2,}[ .-]\d{2,}")


def _company_score(chunk: str, domain: str, contact: str | None) -> float:
    """How much a stretch looks like a company; 2 and more counts."""
    if len(chunk) > _LONGEST:
        return 0
    letters = re.sub(r"[^a-z0-9]", "", plain(chunk))
    if (
        customer_words("greeting").fullmatch(chunk)
        or len(letters) < 3
        or len(chunk.split()) > 9
        or "@" in chunk
        or "?" in chunk
        or ".." in chunk
        or any(customer_words("no_company").match(part) for part in chunk.split(". "))
        or re.search(r"https?:|www\.| (?:at|from|@) [A-Z]|[a-z]{4}\. \S", chunk)
    ):
        return 0
    if contact and is_person(without_closing(chunk.partition(",")[0]), contact):
        return 0
    if (
        ":" in chunk
        or (customer_words("calendar").search(chunk) and letters not in domain)
        or re.search(r"\d{3,}", _ORDINAL.sub("", chunk))
        or _NUMBERED_LINE.search(chunk)
    ):
        return 0
    score = 0.0
    if domain:
        words = [
            w
            for w in re.findall(r"[a-z0-9]+", plain(chunk))
            if w not in table("lexicons/customer")["customer"]["left_out"]
        ]
        core = "".join(words)
        whole = "".join(re.findall(r"[a-z0-9]+", plain(chunk).replace("&", " and ")))
        initials = "".join(w[0] for w in words)
        hit = sum(len(w) for w in words if len(w) > 2 and w in domain)
        if core and (core in domain or domain in core or whole == domain):
            score += 4
        elif hit >= 4:
            score += 1.5 + 2.5 * hit / max(len(domain), len(core))
        elif len(initials) >= 3 and initials in domain:
            score += 2
    surname = plain(contact).split(" ")[-1] if contact and " " in contact else ""
    if (
        len(surname) > 3
        and any(w.startswith(surname) for w in re.findall(r"\w+", plain(chunk)))
        and len(chunk.split()) > 1
    ):
        score += 1
    if chunk[0].isdigit() or (chunk[0].islower() and score < 2):
        score -= 2
    if like_a_company(chunk):
        score += 2
    elif capitalised().fullmatch(chunk):
        score += 1
    if customer_words("title").search(chunk) and score < 5:
        score -= 2.5
    ends_like_one = domain == "" and any(m.end() == len(chunk) for m in customer_words("company_shape").finditer(chunk))
    if customer_words("place").search(re.sub(r"^St\.? (?=[A-Z])", "", chunk)) and score < 3 and not ends_like_one:
        score -= 2
    bare = chunk.strip(" ,.!")
    if customer_words("closing").fullmatch(bare) or bare.partition(",")[0].casefold() in closings() or len(chunk) > 70:
        score -= 4
    return score - 0.02 * len(chunk.split())
