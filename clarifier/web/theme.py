"""Gradio's theme, made from the tokens that stand once, in static/style.css.

Comes in: the stylesheet. Goes out: a theme whose fonts are the system's own, so that nothing is fetched from elsewhere.
"""

import re
from functools import cache
from pathlib import Path

import gradio as gr

_STYLESHEET = Path(__file__).parent / "static" / "style.css"
_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b")


@cache
def tokens(*, dark: bool) -> dict[str, str]:
    """The colours of the stylesheet by role, as #rrggbb."""
    light_part, dark_part = _STYLESHEET.read_text("utf-8").split("@media (prefers-color-scheme: dark)", 1)
    light = dict(_TOKEN.findall(light_part))
    return light | dict(_TOKEN.findall(dark_part)) if dark else light


def theme() -> gr.themes.Base:
    """The theme of the page."""
    light, dark = tokens(dark=False), tokens(dark=True)
    fonts = ("Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
    return gr.themes.Base(font=fonts, font_mono=("ui-monospace", "monospace")).set(
        body_background_fill=light["paper"],
        body_background_fill_dark=dark["paper"],
        body_text_color=light["ink"],
        body_text_color_dark=dark["ink"],
    )
