"""An answer as JSON: the shape that the command, the page and the API speak. Keys beyond the contract: per citation `passage` and `cited`;
`sentences`, each with the places of its citations in the list.
"""

from dataclasses import asdict
from typing import Any

from clarifier.rules.answer import Answer

SCHEMA = "clarifier.answer/1"


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer, ready for json.dumps."""
    engine = answer.engine
    return {
        "schema": SCHEMA,
        "engine": {"name": engine.name, "model": engine.model, "fallback_reason": engine.fallback_reason},
        "covered": answer.covered,
        "answer": answer.text,
        "citations": [asdict(each) for each in answer.citations],
        "sentences": [{"text": each.text, "citations": list(each.citations)} for each in answer.sentences],
    }
