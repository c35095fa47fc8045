"""Numbers in digits and in words come back from their renderings, in every style."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifier.request.quantities.compounds import compound
from clarifier.request.quantities.numbers import Style, number_at, number_style, read_digits
from clarifier.request.quantities.tokens import tokenise

ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
GERMAN = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
DUTCH = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf"
UNITS, GERMAN_UNITS, DUTCH_UNITS = ENGLISH.split(), GERMAN.split(), DUTCH.split()
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
GERMAN_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
DUTCH_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def english(value: int, joiner: str = " ") -> str:
    """A number in English words."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            link = joiner if scale == 100 else " "
            return f"{english(value // scale, joiner)} {name}" + (f"{link}{english(rest, joiner)}" if rest else "")
    raise AssertionError(value)


def one_word(value: int, units: list[str], tens: list[str], joiner: str, hundred: str, thousand: str) -> str:
    """A number as one German or Dutch word; 13 to 19 are left to the plain word lists."""
    if value >= 1000:
        rest = one_word(value % 1000, units, tens, joiner, hundred, thousand) if value % 1000 else ""
        return one_word(value // 1000, units, tens, joiner, hundred, thousand) + thousand + rest
    if value >= 100:
        rest = one_word(value % 100, units, tens, joiner, hundred, thousand) if value % 100 else ""
        return units[value // 100] + hundred + rest
    if value <= 12:
        return units[value]
    return (units[value % 10] + joiner if value % 10 else "") + tens[value // 10 - 2]


def value_of(text: str, style: Style | None = None) -> float | None:
    """The number a text begins with; it must take the whole text."""
    tokens = tokenise(text)
    number = number_at(tokens, 0, style)
    assert number is not None
    assert number.after == len(tokens.low)
    return number.value


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_digits_come_back_in_both_styles(whole: int, cents: int) -> None:
    point = f"{whole:,}.{cents:02d}"
    comma = point.translate(str.maketrans(",.", ".,"))
    assert value_of(point, "point") == value_of(comma, "comma") == pytest.approx(whole + cents / 100)


@given(st.integers(1000, 10**9), st.sampled_from(["\u00a0", "\u202f", "'", "’"]))
def test_thousands_come_back_from_spaces_and_apostrophes(value: int, sign: str) -> None:
    assert value_of(f"{value:,}".replace(",", sign)) == value


@given(st.integers(1, 999_999_999), st.sampled_from([" ", " and "]))
def test_english_words_come_back(value: int, joiner: str) -> None:
    assert value_of(english(value, joiner)) == value


@given(st.integers(1, 99_999).filter(lambda value: not any(13 <= part % 100 <= 19 for part in (value, value // 1000))))
def test_german_and_dutch_compounds_come_back(value: int) -> None:
    german = one_word(value, GERMAN_UNITS, GERMAN_TENS, "und", "hundert", "tausend")
    dutch = one_word(value, DUTCH_UNITS, DUTCH_TENS, "en", "honderd", "duizend")
    assert compound(german, "de") == value
    assert compound(dutch, "nl") == value


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("1,200.50 in all", "point"),
        ("1.200,50 in all", "comma"),
        ("0,8 mm", "comma"),
        ("1,15 €", "comma"),
        ("$14.62 each", "point"),
        ("1,200 pieces", "point"),
        ("2.400 pieces", "comma"),
        ("12 pieces", None),
        ("5.000 and 1,200", None),
        ("5.000 and 1,200 at 3.50 each", "point"),
        ("by 30.03. or 17.11.2026", None),
        ("call 401.555.0177", None),
        ("wir brauchen 40 für die Halle", "comma"),
    ],
)
def test_the_decimal_sign_is_the_message_own_habit(text: str, style: Style | None) -> None:
    assert number_style(text) == style


@pytest.mark.parametrize("literal", ["203.0.113.44", "17.11.2026", "1,1,1,1", "9" * 40, "1.2.3,4,5"])
def test_digits_that_are_no_number_have_no_value(literal: str) -> None:
    assert read_digits(literal, None) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("les vis pour nous : quatre-vingt-dix-sept", 97),
        ("pour les murs soixante et onze", 71),
        ("para los clientes dos mil trescientos cuarenta y cinco", 2345),
        ("per il cliente che duecentocinquantuno", 251),
        ("für die Halle und zwölfhundert", 1200),
        ("voor het depot tweehonderdvijftig", 250),
    ],
)
def test_words_of_a_language_are_read_where_the_text_speaks_it(text: str, value: int) -> None:
    tokens = tokenise(text)
    numbers = [number for place in range(len(tokens.low)) if (number := number_at(tokens, place, None))]
    assert numbers[0].value == value
    assert numbers[0].after == len(tokens.low)


@pytest.mark.parametrize("text", ["payment is due", "once we have it", "the sept invoice", "the mil spec", "six cents"])
def test_words_that_count_only_abroad_are_left_alone_in_english(text: str) -> None:
    tokens = tokenise(text)
    values = [number.value for place in range(len(tokens.low)) if (number := number_at(tokens, place, None))]
    assert values in ([], [6])
