"""Names and addresses as mail headers write them: "Dana Whitlock <dana@x.com>", 'dana@x.com', Dana [mailto:dana@x.com].

Comes in: the value of a From, To or Cc line. Goes out: Address values. Never raises; what names nobody gives nothing.
"""

import re

from clarifier.mail.thread import Address

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%'&=/-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,8}")
_MAILTO = re.compile(r"\[mailto:([^\]\s]{1,200})\]|<mailto:([^>\s]{1,200})>|\(mailto:([^)\s]{1,200})\)", re.I)
_BEHALF = re.compile(
    r"\s+(?:on behalf of|im auftrag von|de la part de|en nombre de|per conto di|em nome de|namens|på vegne af|för"
    r"|w imieniu)\s+.*",
    re.I | re.S,
)
_WRAPPING = " \t\n\r\"'“”„«»‘’<>()[]*;,﻿\u00a0"
_DOMAINED = re.compile(r"(?:/[^/\s@]{1,30}){1,4}(?:@\w+)?$")  # Lotus: "Jane Doe/ACME/US@ACMEDOM"


def read_addresses(text: str) -> tuple[Address, ...]:
    """Every address of a To or Cc value, in order; a name that stands alone is an Address without email."""
    found = (read_address(part) for part in _split(text[:20_000]))
    return tuple(address for address in found if address)


def read_address(text: str) -> Address | None:
    """One name with its address."""
    text = _BEHALF.sub("", text[:2000].replace("\n", " "))
    email: str | None = None
    for match in _MAILTO.finditer(text):
        email = email or (match[1] or match[2] or match[3])
    text = _MAILTO.sub(" ", text)
    emails = EMAIL.findall(text)
    if emails:
        email = emails[-1].strip("'.")
        text = EMAIL.sub(" ", text)
    name = re.sub(r"[<(\[]\s*[>)\]]", " ", text)
    name = re.sub(r"\s+", " ", name).strip(_WRAPPING).strip()
    name = _DOMAINED.sub("", name).strip(_WRAPPING)
    if name.count("(") > name.count(")"):
        name += ")"  # Signe Holm (Bakke)
    if email and not EMAIL.fullmatch(email):
        email = None
    if not any(c.isalnum() for c in name):
        name = ""
    if not name and not email:
        return None
    return Address(name or None, email.casefold() if email else None)


def _split(text: str) -> list[str]:
    """The parts of a list. A comma divides only where an address is complete or no address follows ("Doe, John
    <j@x.com>").
    """
    parts, start, depth, quoted = [], 0, 0, False
    semicolons = ";" in text
    for place, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char in "<([":
            depth += 1
        elif char in ">)]":
            depth = max(0, depth - 1)
        elif depth == 0 and not quoted and (char == ";" or (char == "," and not semicolons)):
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    if '"' in text and quoted:  # an unclosed quotation mark: divide by the plain signs
        parts = re.split(r"[;,]", text)
    joined: list[str] = []
    for part in parts:
        if joined and "@" not in joined[-1] and "@" in part and _lone_surname(joined[-1]):
            joined[-1] = f"{joined[-1]},{part}"
        else:
            joined.append(part)
    return joined


def _lone_surname(text: str) -> bool:
    """Whether the text before a comma can be the surname of "Surname, Name <address>"."""
    words = text.strip(_WRAPPING).split()
    return 0 < len(words) <= 2


def domain(email: str | None) -> str | None:
    """The part after the @."""
    return email.rpartition("@")[2].casefold() if email and "@" in email else None
