"""How names are written: a company's, told from other words; a person's, however shortened.

Comes in: a stretch of words. Goes out: what it is built like. The words are knowledge/lexicons/customer.toml.
"""

import re
import unicodedata
from functools import cache, lru_cache

from clarifier.texts import table


@cache
def customer_words(name: str) -> re.Pattern[str]:
    """One list of knowledge/lexicons/customer.toml, as one pattern."""
    return re.compile("|".join(f"(?:{p})" for p in table("lexicons/customer")["customer"][name]), re.I)


@cache
def capitalised() -> re.Pattern[str]:
    """Words with capitals, and the small ones that join them, in the case they are written in."""
    small = customer_words("joining").pattern
    return re.compile(
        rf"(?:[A-ZÀ-Ž0-9&][\w'’&.-]*|{small})(?: (?:(?:[dl]['’])?[A-ZÀ-Ž0-9&(][\w'’&.)-]*|\+|{small})){{1,7}}"
    )


@cache
def closings() -> frozenset[str]:
    """What ends a message and names nobody: knowledge/labels/closings.toml."""
    return frozenset(table("labels/closings")["closings"])


def without_closing(line: str) -> str:
    """ "Mfg Ralf Tietjen": the name behind a closing in the same line; "Best Western" begins with no closing."""
    first, _, rest = line.partition(" ")
    closing = first.strip(".!").casefold()
    return rest.strip() if closing in closings() and closing not in ("best", "love", "peace", "t", "x") else line


def like_a_company(words: str) -> bool:
    """Whether words are built like a company's name: by a legal form, or by a trade where all have their capitals."""
    return bool(
        customer_words("company_shape").search(words)
        or (
            capitalised().fullmatch(words)
            and customer_words("trades").search(words)
            and not customer_words("street_end").search(words)
        )
    )


def is_person(chunk: str, contact: str) -> bool:
    """Whether a stretch is the contact, however shortened: "O. Reyes", "Stacy B.", "Dr. Osvaldo Reyes", "Reyes Osvaldo (Mr.)"."""
    titles = re.compile(f"{customer_words('person_titles').pattern}|{customer_words('ranks').pattern}")
    said, whole = (
        [
            word.strip(".()[],")
            for word in plain(words).replace(".", ". ").split()
            if not titles.fullmatch(word.strip("()[],"))
        ]
        for words in (chunk, contact)
    )
    if not said or said == whole[:1] or said == whole:
        return True
    full = [word for word in said if len(word) > 1]
    initials = [word for word in said if len(word) == 1]
    return (
        len(said) > 1
        and len(full) > 0
        and all(word in whole for word in full)
        and all(any(word.startswith(initial) for word in whole) for initial in initials)
    )


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    folded = (
        text.casefold().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss")
        if re.search("[üöäß]", text.casefold())
        else text.casefold()
    )
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
