"""The graphics state of a PDF's page, as far as words need it, and what the operators make of it.

Comes in: a state and an operator with its operands. Goes out: the next state. Matrices multiply as in ISO 32000-1, 8.3.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Colour: TypeAlias = "tuple[float, float, float] | None"  # None: not known

PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class State:
    """What PDF calls the graphics state, as far as words need it."""

    ctm: Matrix = PLAIN
    font: Any = None
    size: float = 0.0
    between: float = 0.0
    words: float = 0.0
    wide: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill: Colour = (0.0, 0.0, 0.0)
    space: str = "/DeviceGray"
    alpha: float = 1.0


def texted(state: State, operator: bytes, operands: Sequence[Any]) -> State:
    """The state after an operator of text: spacing, scale, leading, rise, mode."""
    if not operands:
        return state
    value = number_of(operands[0])
    if operator == b"Tc":
        return replace(state, between=value)
    if operator == b"Tw":
        return replace(state, words=value)
    if operator == b"Tz":
        return replace(state, wide=value / 100)
    if operator == b"TL":
        return replace(state, leading=value)
    if operator == b"Ts":
        return replace(state, rise=value)
    if operator == b"Tr":
        return replace(state, mode=int(value))
    return state


def coloured(state: State, operator: bytes, operands: Sequence[Any], named: Any) -> State:
    """The state after an operator of colour; a colour in a space that is not known is not known."""
    if operator == b"cs" and operands:
        return replace(state, space=_space(str(operands[0]), named), fill=(0.0, 0.0, 0.0))
    if operator not in (b"g", b"rg", b"k", b"sc", b"scn"):
        return state
    values = [number_of(one) for one in operands if isinstance(one, (int, float))]
    if operator in (b"sc", b"scn") and not state.space.startswith(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK")):
        return replace(state, fill=None)
    if len(values) == 1:
        return replace(state, fill=(values[0], values[0], values[0]))
    if len(values) == 3:
        return replace(state, fill=(values[0], values[1], values[2]))
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return replace(state, fill=tuple((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)))  # type: ignore[arg-type]
    return replace(state, fill=None)


def _space(name: str, named: Any) -> str:
    """The colour space as one of the three plain ones, where it is like one."""
    if name.startswith("/Device"):
        return name
    listed = named.get("/ColorSpace")
    found = listed.get_object().get(name) if listed is not None else None
    found = found.get_object() if found is not None else None
    if isinstance(found, list) and len(found) > 1:
        if found[0] == "/ICCBased":
            return {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(
                int(found[1].get_object().get("/N", 0)), name
            )
        return {"/CalRGB": "/DeviceRGB", "/CalGray": "/DeviceGray"}.get(str(found[0]), name)
    return name


def with_graphics(state: State, named: Any, name: str) -> State:
    """The state with a named set of parameters: its transparency."""
    listed = named.get("/ExtGState")
    found = listed.get_object().get(name) if listed is not None else None
    found = found.get_object() if found is not None else {}
    return replace(state, alpha=number_of(found["/ca"])) if "/ca" in found else state


def matrix_of(operands: Sequence[Any]) -> Matrix:
    """The last six operands as a matrix, or the plain one."""
    numbers = [number_of(one) for one in operands][-6:]
    if len(numbers) != 6:
        return PLAIN
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


def number_of(value: Any) -> float:
    """A number within a million, 0 where it is none."""
    try:
        return max(-1e6, min(1e6, float(value)))
    except (TypeError, ValueError):
        return 0.0


def times(one: Matrix, other: Matrix) -> Matrix:
    """One matrix after another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
