"""clarifier: from a forwarded customer email to a structured request, the few questions worth asking, and a "Can you ...?".

The public verbs: `read` (bytes or text to a Thread), `add_answer` (the customer's answer as a later message), `clarify`
(a Thread to a Clarification), `as_json` (a Clarification as the contract's JSON).
"""

from clarifier.mail.read import add_answer, read
from clarifier.request.clarify import Clarification, clarify
from clarifier.request.contract import as_json

__all__ = ["Clarification", "add_answer", "as_json", "clarify", "read"]
