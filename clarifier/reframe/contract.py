"""Writes a reframed message as the JSON that commands, API and page speak (`clarifier.reframe/1`).

Keys beyond the contract: `message` (line ends made one), `to`, `variant`, `ready`, `problems` (what is wrong, a sentence each), `question` (back to the writer), `pieces` (the message in
order, each stretch as written and as it becomes, with the place of its change), `kind` of a change, `words` behind a light.
"""

from typing import Any

from clarifier.reframe.reframed import Reframed


def as_json(reframed: Reframed) -> dict[str, Any]:
    """The whole as plain data, ready for `json.dumps`."""
    engine = reframed.engine
    return {
        "schema": "clarifier.reframe/1",
        "engine": {
            "name": engine.name, "model": engine.model, "fallback_reason": engine.fallback_reason,
            "tokens_in": engine.tokens_in, "tokens_out": engine.tokens_out, "seconds": round(engine.seconds, 2),
        },
        "message": reframed.message,
        "to": reframed.to,
        "variant": reframed.variant,
        "heat": {
            "score": reframed.score,
            "spans": [{"start": h.start, "end": h.end, "quote": h.quote, "kind": h.kind, "rule": h.rule} for h in reframed.heat],
        },
        "criteria": {light.name: {"score": light.score, "why": light.why, "words": list(light.words)} for light in reframed.lights},
        "rewritten": reframed.rewritten,
        "ready": reframed.is_ready,
        "problems": list(reframed.problems),
        "question": reframed.question,
        "changes": [{"from": c.before, "to": c.after, "kind": c.kind, "why": c.why, "rule": c.rule} for c in reframed.changes],
        "pieces": [{"before": p.before, "after": p.after, "change": p.change} for p in reframed.pieces],
        "facts": {"kept": list(reframed.facts.kept), "lost": list(reframed.facts.lost), "added": list(reframed.facts.added)},
    }  # fmt: skip
