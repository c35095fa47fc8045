"""Whether the days of a step make sense today: what came has come, what is promised or told lies ahead.

Comes in: a step that somebody types now. Goes out: nothing, or BadStep in one sentence. A table of past orders is not asked.
"""

from datetime import date

from clarifier.errors import BadStep
from clarifier.team.steps import Answered, Delivered, Step, Told
from clarifier.team.wording import day


def check_days(step: Step, today: date) -> None:
    """Raises BadStep for a delivery that lies ahead, and for a promised or told day that has passed."""
    if isinstance(step, Delivered) and step.on > today:
        raise BadStep(f"{day(step.on, today)} is yet to come: enter a delivery once it is there.")
    ahead = step.promise if isinstance(step, Answered) else step.told if isinstance(step, Told) else ()
    past = min((portion.on for portion in ahead if portion.on < today), default=None)
    if past:
        what = "promised" if isinstance(step, Answered) else "told to the customer"
        raise BadStep(f"{day(past, today)} has passed: only a day from today on can be {what}.")
