"""An order in several blocks, each with its items and its own day below them: "Leeds: 14 panels, by 11 February" above "Hull: 9 panels, by 2 March".

Comes in: the dates that may be delivery dates, and the drafts of lines. Goes out: the dates, each with the lines of its block.
"""

from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.candidates import Candidate
from clarifier.request.drafts import Draft
from clarifier.request.reading import Reading


def of_their_blocks(good: Sequence[Candidate], drafts: Sequence[Draft]) -> list[Candidate]:
    """The candidates, each with the lines of its own block where an order stands in several, each with a day below its items."""
    by_block: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in good:
        if not candidate.drafts and candidate.found.relation in ("by", "before", "on"):
            by_block.setdefault(_block(candidate.reading, candidate.found.start), []).append(candidate)
    lines: dict[tuple[int, int], list[int]] = {}
    for place, draft in enumerate(drafts):
        found = next((m for m in draft.mentions if m.amount and m.role in ("order", "more")), None)
        if found:
            lines.setdefault(_block(found.reading, found.start), []).append(place)
    own = {block: said[0] for block, said in by_block.items() if len(said) == 1 and block in lines}
    if len(own) < 2 or len({c.found.latest for c in own.values()}) < len(own):
        return list(good)
    placed = {id(candidate): tuple(lines[block]) for block, candidate in own.items()}
    sure = [c for c in good if c.drafts or c.score >= 3 or id(c) in placed]
    return [replace(c, drafts=placed[id(c)]) if id(c) in placed else c for c in sure]


def _block(reading: Reading, place: int) -> tuple[int, int]:
    """The message and the start of the block of lines, between empty ones, that a place stands in."""
    return reading.message.index, reading.text.rfind("\n\n", 0, place)
