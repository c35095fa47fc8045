"""From numbers to the shapes of a chart: no words, no markup.

Comes in: a value for each place, None where there is nothing, and the frame it is drawn in. Goes out: places, across in per cent of the
width, so that a chart is as wide as its card and its letters stay as large as they are; down in pixels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

LEAST_HEIGHT = 2.0  # pixels of a column that stands for next to nothing


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest value that is drawn; `ticks` are round values on the way, both ends among them."""

    low: float
    high: float
    ticks: tuple[float, ...]


@dataclass(frozen=True)
class Frame:
    """Where values are drawn: between `top` and `bottom`, in pixels from above."""

    top: float
    bottom: float

    def down(self, value: float, scale: Scale) -> float:
        """How far down a value lies; a higher value lies higher."""
        share = (value - scale.low) / (scale.high - scale.low)
        return round(self.bottom - share * (self.bottom - self.top), 2)


@dataclass(frozen=True)
class Column:
    """An upright bar from the zero line; `is_below` where it hangs down from it."""

    left: float
    width: float
    top: float
    height: float
    is_below: bool


def scale(values: Iterable[float | None], most: int = 4, least: float = 0.5) -> Scale:
    """A scale that holds 0 and all values, with at most so many steps, none smaller than `least`."""
    known = [each for each in values if each is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    step = max(least, _round_up((high - low) / most or least))
    first, last = floor(low / step), ceil(high / step)
    if first == last:
        last += 1
    ticks = tuple(round(place * step, 6) for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


SHARES = Scale(0.0, 1.0, (0.0, 0.5, 1.0))


def across(count: int) -> tuple[float, ...]:
    """The middles of so many places, side by side."""
    return tuple(round((place + 0.5) * 100 / count, 3) for place in range(count))


def runs(values: Sequence[float | None], frame: Frame, onto: Scale) -> tuple[str, ...]:
    """The lines through neighbours, as SVG paths on a ground 100 wide. Where there is nothing the line is broken; a point alone has none."""
    places = across(len(values))
    found: list[list[str]] = []
    for (left, before), (right, after) in pairwise(zip(places, values, strict=True)):
        if before is None or after is None:
            continue
        start, end = f"{left:g} {frame.down(before, onto):g}", f"{right:g} {frame.down(after, onto):g}"
        if found and found[-1][-1] == start:
            found[-1].append(end)
        else:
            found.append([start, end])
    return tuple("M" + "L".join(points) for points in found)


def columns(
    values: Sequence[float | None], frame: Frame, onto: Scale, share: float = 0.56
) -> tuple[Column | None, ...]:
    """Upright bars from the zero line, each as wide as `share` of its place; None where there is nothing."""
    zero, width = frame.down(0.0, onto), round(100 / len(values) * share, 3) if values else 0.0
    found: list[Column | None] = []
    for middle, value in zip(across(len(values)), values, strict=True):
        if value is None:
            found.append(None)
            continue
        height = max(LEAST_HEIGHT, round(abs(frame.down(value, onto) - zero), 2))
        top = zero if value < 0 else zero - height
        found.append(Column(round(middle - width / 2, 3), width, round(top, 2), height, value < 0))
    return tuple(found)


def lengths(counts: Sequence[float], longest: float | None = None) -> tuple[float, ...]:
    """How long a bar is for each count, in per cent of the longest; nothing is 0, and something is never quite nothing."""
    most = longest or max(counts, default=0) or 1
    return tuple(max(1.5, round(100 * each / most, 2)) if each else 0.0 for each in counts)


def _round_up(step: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(step))
    return next(each * power for each in (1, 2, 5, 10) if step <= each * power * 1.000001)
