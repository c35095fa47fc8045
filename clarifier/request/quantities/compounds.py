"""Numbers written as one word: zweihundertfünfzig, tweehonderdvijftig, duecentocinquanta, zweieinhalb.

Comes in: a word and its language. Goes out: its value, None where it is no number. The rules are data:
knowledge/lexicons/numbers.toml.
"""

from functools import cache

from clarifier.request.quantities.tokens import number_lexicon


def compound(word: str, language: str) -> float | None:
    """A number written as one word: zweihundertfünfzig, tweehonderdvijftig, duecentocinquanta."""
    if len(word) > 60 or not word.startswith(_heads(language)):
        return None
    words, word = number_lexicon()[language], word.replace("ë", "e")
    rule, values = words["compound"], _compound_values(language)
    if rule.get("half") and word.endswith(rule["half"]) and word != rule["half"]:
        whole = values.get(word.removesuffix(rule["half"]))
        return whole + 0.5 if whole else None
    for scale, factor in sorted(words["scales"].items(), key=lambda item: -item[1]):
        if factor in (100, 1000) and scale in word:
            left, _, right = word.partition(scale)
            right = right.removeprefix(rule["joiner"]) if rule["joiner"] and right not in values else right
            many = values.get(left) if left in values else compound(left, language) if left else 1.0
            rest = values.get(right) if right in values else compound(right, language) if right else 0.0
            return None if many is None or rest is None else many * factor + rest
    if word in values:
        return float(values[word])
    for ten, value in values.items():
        if value >= 20 and value % 10 == 0 and value < 100:
            if rule["order"] == "unit first" and word.endswith(rule["joiner"] + ten):
                unit = values.get(word[: -len(ten) - len(rule["joiner"])])
            elif rule["order"] == "ten first" and word.startswith(ten[:-1]):
                unit = values.get(word[len(ten) :]) if word.startswith(ten) else values.get(word[len(ten) - 1 :])
            else:
                continue
            if unit is not None and 0 < unit < 10:
                return float(value + unit)
    return None


@cache
def _compound_values(language: str) -> dict[str, float]:
    words = number_lexicon()[language]
    rule = words["compound"]
    return {**words["values"], rule["one"]: 1}


@cache
def _heads(language: str) -> tuple[str, ...]:
    words = number_lexicon()[language]
    elided = {ten[:-1] for ten, value in words["values"].items() if value >= 20}  # Italian cinquantuno, ventotto
    return tuple(sorted({*words["values"], *words["scales"], words["compound"]["one"], *elided}))
