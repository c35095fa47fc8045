"""A planner's answer link: what opens a question to production without signing in.

Comes in: a request that production was asked about, or the token somebody brings. Goes out: the link, or the request and the person who
answers by it. A token names a request and an ask, and is signed for whoever was asked: nobody can make one, or turn one into another.
"""

import base64
import hashlib
import hmac
import re
import secrets

from sqlalchemy import Column, Connection, String, Table, select

from clarifier.errors import NoRequest, NotAllowed, NotNow
from clarifier.team import people
from clarifier.team.database import METADATA, Database, upsert
from clarifier.team.ledger import Entry, entry
from clarifier.team.life import Record
from clarifier.team.person import Person, Role, Team
from clarifier.team.rights import may_do, may_read_request
from clarifier.team.steps import Asked

SECRETS = Table(
    "secret", METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", String(100), nullable=False),
)  # fmt: skip
PRODUCTION = Person("production", "Production", Team.production, Role.planner)  # whoever it is, where nobody is named
NOWHERE = "This link leads nowhere; ask the colleague who sent it for a new one."
_NAME = "answer links"
_SIGNED = (
    15  # bytes, 24 signs of small letters and digits: no mail program breaks them, none ends in a mark it would drop
)
_TOKEN = re.compile(r"([0-9a-z]{1,6})-([0-9a-z]{1,4})-[0-9a-v]{24}")
_MOST = 2**31 - 1  # of a server's whole numbers
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def answer_link(database: Database, request: Entry) -> str:
    """The link for the newest ask of a request, from the page's own address on: `answer/4j-3-...`. Raises NotNow, StoreError."""
    if not request.life.asks:
        raise NotNow("Production is not asked yet: ask first.")
    ask = request.life.asks[-1]
    return f"answer/{_token(_secret(database), request.id, ask)}"


def opened(database: Database, token: str) -> tuple[Entry, Person]:
    """The request that a link opens, and who answers by it. Raises NoRequest for a link that leads nowhere, NotAllowed where whoever
    brings it may not answer any more, StoreError."""
    request, ask = _asked(database, token)
    newest = request.life.asks[-1] if request.life.asks else ask
    if _of(newest) != _of(ask):
        raise NotAllowed(f"{request.number} was asked anew, and somebody else answers it now; this link is closed.")
    person = _person(database, _of(ask))
    may_do(person, "answered")
    may_read_request(person, request.life.owner, request.life.state, request.life.is_shared)
    return request, person


def asked_anew(request: Entry, token: str) -> Record | None:
    """The newer ask, where an opened link is one of an older."""
    parts = _TOKEN.fullmatch(token)
    newest = request.life.asks[-1] if request.life.asks else None
    return newest if parts and newest and newest.sequence > int(parts[2], 36) else None


def _asked(database: Database, token: str) -> tuple[Entry, Record]:
    """The request and the ask of a token that is ours."""
    parts = _TOKEN.fullmatch(token)
    if not parts or int(parts[1], 36) > _MOST:
        raise NoRequest(NOWHERE)
    secret = _secret(database)
    try:
        request = entry(database, int(parts[1], 36), PRODUCTION)
    except NoRequest as error:
        raise NoRequest(NOWHERE) from error
    ask = next((each for each in request.records if each.sequence == int(parts[2], 36)), None)
    if ask is None or not isinstance(ask.step, Asked):
        raise NoRequest(NOWHERE)
    if not hmac.compare_digest(_token(secret, request.id, ask), token):
        raise NoRequest(NOWHERE)
    return request, ask


def _person(database: Database, login: str) -> Person:
    member = next((each for each in people.members(database) if each.person.login == login), None)
    if member is None:
        return PRODUCTION
    if not member.active:
        raise NotAllowed(f"{member.person.name} does not work here any more; let somebody else be asked.")
    return member.person


def _of(ask: Record) -> str:
    return ask.step.of if isinstance(ask.step, Asked) else ""


def _token(secret: str, number: int, ask: Record) -> str:
    said = f"{_NAME}\n{number}\n{ask.sequence}\n{_of(ask)}".encode()
    signed = hmac.digest(bytes.fromhex(secret), said, hashlib.sha256)[:_SIGNED]
    return f"{_short(number)}-{_short(ask.sequence)}-{base64.b32hexencode(signed).decode().lower()}"


def _short(number: int) -> str:
    """A number in digits and small letters."""
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = _DIGITS[rest] + text
    return text or "0"


def _secret(database: Database) -> str:
    """What signs the links of this database, made when the first is needed."""
    with database.reading() as connection:
        if found := _kept(connection):
            return found
    with database.writing() as connection:
        made = upsert(connection, SECRETS).values(name=_NAME, value=secrets.token_hex(32))
        connection.execute(made.on_conflict_do_nothing())
        return _kept(connection)


def _kept(connection: Connection) -> str:
    return str(connection.execute(select(SECRETS.c.value).where(SECRETS.c.name == _NAME)).scalar() or "")
