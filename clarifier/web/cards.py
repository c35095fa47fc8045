"""The one place where the page's markup is made: templates/*.html, filled with autoescaping on.

Comes in: a template's name and values. Goes out: markup in which every value is text, whatever an email contains.
A card goes to the browser as data; a frame is what Gradio itself shows, and holds our own words only: once its values
are in, Gradio evaluates what stands in ${} of an `html_template` as JavaScript, escaped or not.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clarifier.errors import BrokenKnowledge

_EVALUATED = ("${", "`", "\\", "{{")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def card(template: str, **values: Any) -> str:
    """The template `template`, filled."""
    return _templates().get_template(template).render(**values).strip()


def frame(template: str, **values: Any) -> str:
    """The same for Gradio's `html_template`: markup that is known to hold nothing that Gradio would evaluate."""
    markup = card(template, **values)
    for sign in _EVALUATED:
        if sign in markup:
            raise BrokenKnowledge(f"The page's {template} must not hold {sign!r}: Gradio would run what follows.")
    return markup
