"""Amounts: how many, of what unit, and why a number is none.

Comes in: a text, and spans in which no number is read. Goes out: all numbers with their kind (`count`: an amount of goods).

tokens      the text as words, numbers and signs
numbers     digits and decimal signs; scales: 1.3 x 10^9, $2M; number_words, compounds, halves: numbers in words
units       unit words of many languages; unit_behind: where they can be one
codes       phones, part numbers, dates, told by their shape; names: by the label before them
ranges      ranges, sizes, packs and shares; measured: 12 ft 2 in, -5 °C
phrase      what stands around a number: about, at least, another, not, its unit
counted     what the word behind a number says: goods, days, a rate, a size
within      numbers inside the name of what another one counts
kinds       the verdict on what a number is
amounts     the scan over a text
"""

from clarifier.request.quantities.amounts import Amount, AmountKind, find_amounts
from clarifier.request.quantities.numbers import number_style
from clarifier.request.quantities.within import GRADE

__all__ = ["GRADE", "Amount", "AmountKind", "find_amounts", "number_style"]
