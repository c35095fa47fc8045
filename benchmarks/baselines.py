"""Two other ways to read an email with the same model: one plain prompt with a JSON schema, and the library langextract.

Comes in: an email and a model's address. Goes out: a reading in the contract's shape, as far as the baseline gives one. Neither is
tuned, and neither is hindered: what they answer is scored as it is.
"""

import json
import re
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Read = Callable[[str, date | None], dict[str, Any]]
_TEXT = {"type": "string"}
_FACTS = ("company", "contact", "email", "po_number", "quote_number", "ship_to", "reason", "complaint")
_LINE = {
    "part_number": _TEXT, "description": _TEXT, "revision": _TEXT,
    "quantity": {"type": ["number", "null"]}, "unit": _TEXT,
}  # fmt: skip
_PROMPT = Path(__file__).parent / "plain_prompt.md"


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_SCHEMA = _object({
    "is_request": {"type": "boolean"},
    **dict.fromkeys(_FACTS, _TEXT),
    "lines": {"type": "array", "items": _object(_LINE)},
    "needed_by_earliest": _TEXT,
    "needed_by_latest": _TEXT,
    "partial": {"enum": ["allowed", "refused", "unknown"]},
    "date_flexibility": {"enum": ["flexible", "fixed", "unknown"]},
})  # fmt: skip


def plain_prompt(url: str, model: str) -> Read:
    """One prompt, one schema, the whole email."""

    def read(raw: str, sent: date | None) -> dict[str, Any]:
        told = f"{_PROMPT.read_text('utf-8')}\n{f'Sent on {sent}.' if sent else ''}\n\n{raw}"
        body = {
            "model": model, "temperature": 0, "max_tokens": 1500, "messages": [{"role": "user", "content": told}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "request", "strict": True, "schema": _SCHEMA}},
        }  # fmt: skip
        asked = urllib.request.Request(
            f"{url}/chat/completions", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=600) as reply:
            text = json.load(reply)["choices"][0]["message"]["content"]
        try:
            return contract(json.loads(text))
        except ValueError:
            return {}

    return read


def contract(flat: dict[str, Any]) -> dict[str, Any]:
    """A flat answer in the contract's shape, without evidence: this baseline gives none."""
    facts = {name: {"value": flat[name]} if flat.get(name) else None for name in _FACTS}
    customer = {name: facts.pop(name) for name in ("company", "contact", "email")}
    lines = [
        {
            **{
                name: {"value": line[name]} if line.get(name) else None
                for name in ("part_number", "description", "revision")
            },
            "quantity": {"value": line["quantity"], "minimum": None, "maximum": None, "unit": line.get("unit") or "ea"}
            if line.get("quantity") is not None
            else None,
        }
        for line in flat.get("lines") or []
    ]
    days = {side: flat.get(f"needed_by_{side}") or None for side in ("earliest", "latest")}
    return {
        "request": {
            "is_request": flat.get("is_request", bool(lines)),
            "customer": customer,
            **facts,
            "lines": lines,
            "needed_by": {**days, "ambiguous": False} if any(days.values()) else None,
            "partial_delivery": {"value": flat.get("partial") or "unknown"},
            "date_flexibility": {"value": flat.get("date_flexibility") or "unknown"},
        }
    }


def langextract(url: str, model: str) -> Read:
    """The library with one worked example, as its guide has it; what it extracts is put into the contract's shape."""
    import langextract as lx
    from langextract.factory import ModelConfig

    said = [
        ("line", "40 brackets BR-7", {"quantity": "40", "part_number": "BR-7", "description": "brackets"}),
        ("needed_by", "by 3 May 2027", {"latest": "2027-05-03"}),
        ("partial", "send what you have first", {"value": "allowed"}),
        ("ship_to", "12 Mill Road", {}),
        ("reason", "our fair opens on the 5th", {}),
        ("contact", "Ann Lee", {}),
    ]
    text = "Please make 40 brackets BR-7 by 3 May 2027, our fair opens on the 5th. If need be send what you have first. Deliver to 12 Mill Road. Thanks, Ann Lee"
    example = lx.data.ExampleData(
        text=text,
        extractions=[
            lx.data.Extraction(extraction_class=kind, extraction_text=words, attributes=attributes or None)
            for kind, words, attributes in said
        ],
    )
    prompt = _PROMPT.read_text("utf-8") + (
        "Classes: line, needed_by, partial, date_flexibility, ship_to, reason, complaint, po_number, quote_number, company, contact, email."
    )
    config = ModelConfig(
        model_id=model, provider="openai", provider_kwargs={"api_key": "none", "base_url": url, "temperature": 0}
    )

    def read(raw: str, sent: date | None) -> dict[str, Any]:
        told = f"Sent on {sent}.\n{raw}" if sent else raw
        try:
            found = lx.extract(
                text_or_documents=told, prompt_description=prompt, examples=[example], config=config,
                fence_output=False, use_schema_constraints=True, show_progress=False, max_char_buffer=8000,
            )  # fmt: skip
        except Exception as error:  # noqa: BLE001 - the library's faults are its score: an answer it cannot parse is none
            print(f"langextract: {type(error).__name__}: {str(error)[:120]}")
            return {}
        flat: dict[str, Any] = {"lines": []}
        for one in found.extractions or []:
            attributes = one.attributes or {}
            if one.extraction_class == "line":
                number = re.search(r"\d[\d,]*(?:\.\d+)?", str(attributes.get("quantity") or ""))
                line = {name: attributes.get(name) for name in ("part_number", "description", "revision", "unit")}
                flat["lines"].append({**line, "quantity": float(number[0].replace(",", "")) if number else None})
            elif one.extraction_class == "needed_by":
                flat["needed_by_latest"] = attributes.get("latest")
            elif one.extraction_class in ("partial", "date_flexibility"):
                flat[one.extraction_class] = attributes.get("value")
            elif one.extraction_class in _FACTS:
                flat.setdefault(one.extraction_class, one.extraction_text)
        return contract(flat)

    return read
