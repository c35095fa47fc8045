"""The date grammar: a text and the day it was sent to every date phrase with its reading.

lexicon   the words dates are made of                    words     text to tagged tokens
spans     what a phrase names                            calendar  arithmetic, holidays
days      days by their number, months                   weeks     weekdays, weeks, quarters, holidays
sums      parts of periods, so many units from a day     grammar   the passes over the tags
order     day or month first                             reading   prepositions, ranges, denials: the readings
"""

from clarifier.request.dates.order import day_month_order
from clarifier.request.dates.reading import DateReading, find_dates

__all__ = ["DateReading", "day_month_order", "find_dates"]
