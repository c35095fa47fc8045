"""Whether an HTML element can be seen: its colour on its background, its size, its display.

Comes in: an element's attributes, the style it inherits, the rules of <style> sheets. Goes out: its own Style, and why
it is hidden.
"""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|[a-z0-9]*[.#][\w-]+", re.I)
_SIZE = re.compile(r"(-?\d{0,6}(?:\.\d{1,4})?)\s*(px|pt|em|rem|%|ex|vw)?", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})(?:\s*[,/]\s*([\d.]{1,6}%?))?\s*\)", re.I)
_NAMED = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "black": (0, 0, 0),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "yellow": (255, 255, 0),
    "silver": (192, 192, 192),
    "navy": (0, 0, 128),
    "aliceblue": (240, 248, 255),
    "azure": (240, 255, 255),
    "mintcream": (245, 255, 250),
    "seashell": (255, 245, 238),
    "honeydew": (240, 255, 240),
    "lavenderblush": (255, 240, 245),
    "lightyellow": (255, 255, 224),
}
_HSL = re.compile(r"hsla?\(\s*(\d{1,3})(?:deg)?\s*[, ]\s*(\d{1,3})%\s*[, ]\s*(\d{1,3})%")
_CLEAR = re.compile(r"transparent|rgba?\([^()]{1,60}[,/]\s*0?(?:\.0{1,4}|0|0%)\s*\)|#(?:[0-9a-f]{6}00|[0-9a-f]{3}0)\b")
_COMMENT = re.compile(r"/\*[^*]{0,2000}\*/")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_NARROW = re.compile(
    r"@media[^{}]{0,300}(?:max-|print|prefers|orientation)[^{}]{0,300}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,200}[^{}]{0,200}\}"
)
_CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0")
_MOVED = re.compile(r"(-?)(\d{1,6})(?:\.\d{1,3})?\s*(px|pt|em|rem|%|vw|vh)?")
_OUTSIDE = {"px": 500, "pt": 400, "em": 40, "rem": 40, "%": 100, "vw": 100, "vh": 100}
_CLOSE = 36  # colours that differ by less, all three channels together, cannot be told apart by a reader
_TINY = {"px": 2.0, "pt": 1.6, "em": 0.13, "rem": 0.13, "%": 13.0, "ex": 0.3, "vw": 0.1}

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Style:
    """What an element inherits that decides whether it is seen."""

    colour: Colour | None = (0, 0, 0)
    background: Colour | None = (255, 255, 255)  # None: a picture or a gradient, nobody knows
    tiny: bool = False
    invisible: bool = False
    gone: str = ""


def sheet_of(root: Any) -> dict[str, str]:
    """The simple rules (tag, .class, #id, tag.class) of the document's <style> sheets that can hide something."""
    rules: dict[str, str] = {}
    for element in root.iter("style"):
        text = (element.text or "")[:200_000]
        text = _NARROW.sub(
            "", re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        )  # a phone's, a printer's rules hide from nobody at a desk
        for selectors, body in _RULE.findall(text):
            if not any(
                word in body.casefold()
                for word in (
                    "display",
                    "visib",
                    "opacity",
                    "color",
                    "font",
                    "height",
                    "mso-hide",
                    "clip",
                    "transform",
                    "indent",
                    "left",
                )
            ):
                continue
            for selector in selectors.split(","):
                selector = selector.strip()
                if _SIMPLE.fullmatch(selector) and "@" not in selectors:
                    rules[selector.casefold()] = f"{rules.get(selector.casefold(), '')};{body}"
    return rules


def inherited(outer: Style, tag: str, attributes: Mapping[str, str], sheet: dict[str, str]) -> Style:
    """The style of an element inside `outer`."""
    text = _rules_for(tag, attributes, sheet) if sheet else ""
    own = attributes.get("style", "")
    if not (text or own or tag == "font" or "bgcolor" in attributes or "hidden" in attributes):
        return outer
    values = _declarations(f"{text};{own}")
    style = outer
    background = values.get("background-color") or values.get("background") or attributes.get("bgcolor")
    if background:
        style = replace(style, background=_colour(background, outer.background))
    colour = (
        values.get("-webkit-text-fill-color")
        or values.get("color")
        or (attributes.get("color") if tag == "font" else None)
    )
    if colour:
        clear = _CLEAR.search(colour.casefold())
        style = replace(style, colour=_colour(colour, outer.colour) if not clear else style.background)
    size = (values.get("font-size") or values.get("font", "")).removeprefix("calc(")
    if size and (match := _SIZE.match(size)) and match[1] not in ("", "-"):
        style = replace(style, tiny=float(match[1]) <= _TINY.get((match[2] or "px").casefold(), 0.0))
    elif size and not size[:1].isdigit() and "font-size" in values:
        style = replace(style, tiny=False)
    if "visibility" in values:
        style = replace(style, invisible=values["visibility"] in ("hidden", "collapse"))
    return replace(style, gone=_gone(values, attributes))


def hiding(style: Style) -> str | None:
    """Why a reader does not see words of this style; None when they do."""
    if style.gone:
        return style.gone
    if style.invisible:
        return "invisible (visibility: hidden)"
    if style.tiny:
        return "too small to be seen"
    if (
        style.colour
        and style.background
        and sum(abs(a - b) for a, b in zip(style.colour, style.background, strict=True)) < _CLOSE
    ):
        return "in the colour of its background"
    return None


def _gone(values: dict[str, str], attributes: Mapping[str, str]) -> str:
    if "hidden" in attributes or values.get("display", "") == "none" or values.get("mso-hide", "") == "all":
        return "not displayed"
    opacity = values.get("opacity", "")
    if re.fullmatch(r"0(?:\.0\d*)?%?", opacity) or re.search(r"opacity\s*=\s*0\s*\)", values.get("filter", "")):
        return "fully transparent"
    clipped = values.get("overflow", "") == "hidden"
    for name in ("max-height", "height", "max-width", "width"):
        if clipped and re.fullmatch(r"0(?:px|pt|em|%)?", values.get(name, "-")):
            return "cut off to nothing"
    if _CLIPPED.search(f"{values.get('clip', '')} {values.get('clip-path', '')}"):
        return "cut off to nothing"
    moving = values.get("transform", "")
    if re.search(r"scale[xy3d]{0,2}\(\s*0\s*[,)]", moving):
        return "shrunk to nothing"
    placed = values.get("position", "") in ("absolute", "fixed")
    for name in ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top"):
        match = _MOVED.match(values.get(name, ""))
        if match and (placed or name == "text-indent" or name.startswith("margin")) and _is_outside(match, both=placed):
            return "moved outside the page"
    if any(_is_outside(match, both=True) for match in _MOVED.finditer(moving.partition("translate")[2])):
        return "moved outside the page"
    return ""


def _is_outside(match: re.Match[str], *, both: bool) -> bool:
    """Whether a length leads off the page: to the left or upwards, or in any direction far enough."""
    far = int(match[2]) >= _OUTSIDE[match[3] or "px"]
    return far and bool(match[1] or (both and (match[3] in ("vw", "vh") or int(match[2]) >= 5000)))


def _declarations(text: str) -> dict[str, str]:
    if "\\" in text or "/*" in text:
        text = _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0xFFFF)), _COMMENT.sub("", text))
    pairs = (part.partition(":") for part in text.split(";")[:400])
    return {
        name.strip().casefold(): value.replace("!important", "").strip().casefold() for name, _, value in pairs if value
    }


def _rules_for(tag: str, attributes: Mapping[str, str], sheet: dict[str, str]) -> str:
    found = [sheet.get(tag, "")]
    for name in attributes.get("class", "").casefold().split()[:20]:
        found += [sheet.get(f".{name}", ""), sheet.get(f"{tag}.{name}", "")]
    if "id" in attributes:
        found.append(sheet.get(f"#{attributes['id'].casefold()}", ""))
    return ";".join(filter(None, found))


def _colour(text: str, otherwise: Colour | None) -> Colour | None:
    text = text.strip().casefold()
    if match := _RGB.search(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _HSL.search(text):
        red, green, blue = colorsys.hls_to_rgb(
            int(match[1]) / 360, min(int(match[3]), 100) / 100, min(int(match[2]), 100) / 100
        )
        return round(255 * red), round(255 * green), round(255 * blue)
    if match := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2}|[0-9a-f])?\b", text):
        digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if "url(" in text or "gradient" in text:
        return None
    for word in re.findall(r"[a-z]+", text):
        if word in _NAMED:
            return _NAMED[word]
        if word in (
            "windowtext",
            "inherit",
            "initial",
            "currentcolor",
            "transparent",
            "none",
            "auto",
            "unset",
            "window",
        ):
            return (0, 0, 0) if word == "windowtext" else (255, 255, 255) if word == "window" else otherwise
    return None if re.search(r"[a-z]", text) else otherwise
