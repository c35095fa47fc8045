"""The one place where the page's markup is made: templates/*.html, filled with autoescaping on.

Comes in: a template's name and values. Goes out: markup in which every value is text, whatever an email contains.
The result must not pass through Gradio's `html_template` unless it holds our own words only: once its values are in,
Gradio evaluates what stands in ${} there as JavaScript.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


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
    return _templates().get_template(template).render(**values)
