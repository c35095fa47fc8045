"""The date grammar: a text and the day it was sent to every date phrase with its reading.

lexicon   the words dates are made of                    words     text to tagged tokens
shapes    what a chunk is by its shape                   company   words that are other words too
spans     what a phrase names                            calendar  arithmetic
feasts    a named day's rule to its days                 named     holidays, seasons
days      days by their number, months                   weeks     weekdays, "next week"
periods   week numbers, quarters, years                  parts     parts of periods, nth days and weeks
sums      so many units from a named day                 durations so many units from the message
hours     hours beside a day                             grammar   the passes over the tags
bounds    prepositions, ranges, choices                  context   past, denied, or no date at all
reading   the readings                                   order     day or month first
"""

from clarifier.request.dates.order import day_month_order
from clarifier.request.dates.reading import DateReading, find_dates

__all__ = ["DateReading", "day_month_order", "find_dates"]
