"""What a message says about items: which thing, which part number, how many, and whether that number is ordered at all.

Comes in: the reading of one message. Goes out: mentions in order of place, the amounts that are no order among them.
"""

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate

from clarifier.request.cues import says
from clarifier.request.items.changed import labelled_cancel
from clarifier.request.items.combined import packed, shared_out
from clarifier.request.items.drops import in_drops
from clarifier.request.items.mention import Mention
from clarifier.request.items.ordered_rows import row_mentions
from clarifier.request.items.records import describes, find_counted_last, find_records, find_unnamed
from clarifier.request.items.rows import listed_mention
from clarifier.request.items.sentences import sentence_mentions
from clarifier.request.items.specified import told_above, told_in_paragraph
from clarifier.request.items.stacked import find_stacked
from clarifier.request.items.tables import find_rows, table_spans
from clarifier.request.items.telling import said_in_brackets
from clarifier.request.items.variants import variants
from clarifier.request.items.words import parts_of
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading


def find_mentions(reading: Reading) -> list[Mention]:
    """All mentions of items in one message."""
    marked = _with_marks(reading)
    rows = [*find_rows(marked), *find_stacked(reading.text), *find_records(reading.text)]
    rows += told_above(reading, find_unnamed(reading.text))
    rows += told_in_paragraph(reading, find_counted_last(reading.text))
    mentions = row_mentions(reading, rows)
    taken = sorted({*((row.start, row.end) for row in rows), *table_spans(marked)})  # "Buy 2, Buy 3" heads columns
    reached = list(accumulate((end for _, end in taken), max))  # how far the rows up to each one reach
    for passage in reading.passages:
        before = bisect_left(taken, (passage.end, 0))
        if before and reached[before - 1] > passage.start:
            continue
        mentions += _of_passage(reading, passage)
    return in_drops(reading, shared_out([packed(one) for one in sorted(mentions, key=lambda mention: mention.start)]))


def _with_marks(reading: Reading) -> str:
    """The text with its quotation marks, which hold the cells of a table together; elsewhere they read as spaces."""
    body = reading.message.body
    if '"' not in body:
        return reading.text
    return "".join(b if b == '"' and t == " " else t for b, t in zip(body, reading.text, strict=False))


def _of_passage(reading: Reading, passage: Passage) -> list[Mention]:
    words = reading.words(passage)
    in_signature = says("roles/contact_line/words", words) and not says("terms/request/ask", words)
    if says("roles/told/advert", words) or in_signature:
        return []
    if passage.label and describes(passage.label):
        return []
    counted = any(a.kind == "count" for a in reading.amounts_in(passage.start, passage.end))
    order = counted and says("roles/order_label/words", passage.label)  # "PO 5521 attached: 40 hinges HN-3"
    if passage.label and not (order or says("terms/request/ask", passage.label) or _may_name_item(passage.label)):
        return []
    contacts = any(i.kind in ("phone", "email") for i in reading.identifiers_in(passage.start, passage.end))
    if contacts and not says("terms/request/ask", reading.words(passage)):
        return []
    if off := labelled_cancel(reading, passage):
        return [off]
    if passage.kind != "sentence" and (kinds := variants(reading, passage)):
        return kinds
    news = says("roles/news_label/words", passage.label)
    if news and (colon := re.match(r"[^:=\n]{1,60}[:=]\s*", reading.text[passage.start : passage.end])):
        passage = replace(passage, start=passage.start + colon.end(), kind="sentence", label="")
    amounts = [
        a
        for a in reading.amounts_in(passage.start, passage.end)
        if a.kind == "count" or (a.kind == "fraction" and not _SIZE.match(reading.text, a.start))
    ]
    parts = parts_of(reading, passage)
    heads = reading.words(passage).rstrip().endswith((":", "："))  # "We need 600 masks:" stands above its rows
    if (
        passage.kind in ("bullet", "row", "label")
        and not heads
        and not order
        and not any(a.negated and not said_in_brackets(reading.text, a, passage) for a in amounts)
        and (listed := listed_mention(reading, passage, amounts, parts))
    ):
        return listed
    return sentence_mentions(reading, passage, amounts, parts)


_SIZE = re.compile(
    r"\d{1,2}/\d{1,2}(?!\s(?:of|off)\b)(?:[- ][^\W\d_]|[\"”])"
)  # "the 5/8 fire rated", and no "1/2 of the order"


def _may_name_item(label: str) -> bool:
    return len(label.split()) > 3 or not re.search(
        r"\b(?:tel|phone|fax|mob\w*|cell|vat|account|terms|attn|contact|address|ship|deliver\w*|date|po|note|incoterms?|payment|price|from|sent|to|subject|cc|e-?mail|web|bank|ref|name|company|ext|direct|office|supplier|vendor|customer|buyer|incoterms?|tax|freight|carrier|via|budget|weight|packing|account|rfq|enquiry|currency|validity|page|id|ip|hours?)\b",
        label,
        re.I,
    )
