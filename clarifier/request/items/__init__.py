"""What a message says about items: which thing, which part number, how many, and whether that number is ordered at all.

Comes in: the reading of one message. Goes out: mentions in order of place, the amounts that are no order among them.

mention     one item as one statement speaks of it
words       the part numbers, revisions and dates of a stretch
phrases     the words that name an item
roles       what an amount is for; shares: what a fraction is for
tables      text tables; records: labelled lines
rows        items in a table, a record, a bullet or a row
variants    one thing in several kinds, each with its amount
drops       one item wanted in several deliveries
changed     what a clause makes of an item it names first
name_words  the words by which two names are compared
specified   one thing told above the lines that describe it
unnumbered  items without an amount or a number
sentences   items in running prose
inline      items in answers between quoted lines
mentions    all of them together
"""

from clarifier.request.items.inline import inline_mentions
from clarifier.request.items.mention import Mention
from clarifier.request.items.mentions import find_mentions

__all__ = ["Mention", "find_mentions", "inline_mentions"]
