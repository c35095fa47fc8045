"""An agenda as a file for a calendar (iCalendar, RFC 5545): one event, published, with the agenda as its description.

Comes in: an Agenda, and the uid and version of the kept summit where it is one. Goes out: bytes that every calendar reads. The same summit
has the same uid and a higher number, so that a calendar moves its event and makes no second one.
"""

import uuid
from datetime import UTC, datetime

from clarifier.team.agenda import Agenda
from clarifier.team.summit_page import plain
from clarifier.team.summit_plan import ends

_MAKER = "-//clarifier//summit//EN"


def as_ics(agenda: Agenda, now: datetime, uid: str = "", version: int = 0) -> bytes:
    """The event. A draft that is not kept has a uid of its beginning. Moments are in UTC: an hour that comes twice in autumn is clear in it."""
    from icalendar import Calendar, Event

    from clarifier.team.summit_exports import as_text

    event = Event()
    event.add("uid", f"{uid or uuid.uuid5(uuid.NAMESPACE_URL, agenda.starts.astimezone(UTC).isoformat())}@clarifier")
    event.add("sequence", version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", agenda.starts.astimezone(UTC))
    event.add("dtend", ends(agenda).astimezone(UTC))
    event.add("summary", plain(agenda.title))
    event.add("description", as_text(agenda).rstrip("\n"))
    calendar = Calendar()
    for name, value in (("prodid", _MAKER), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
