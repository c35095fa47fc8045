"""Where a request comes from, and where it may go on to.

Comes in: what ASGI tells of a request (its scope), or an address somebody named. Goes out: plain answers. Nothing here trusts a name.
"""

import ipaddress
from collections.abc import Mapping, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

Scope = MutableMapping[str, Any]
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MOST_ADDRESS = 500  # characters
HOME = "/"


def headers_of(scope: Scope) -> Mapping[str, str]:
    """The headers by their names in small letters; of one sent twice the last counts."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def cookie(scope: Scope, name: str) -> str:
    """What the browser kept under this name; empty where it kept nothing."""
    try:
        found = SimpleCookie(headers_of(scope).get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def is_from_this_machine(scope: Scope) -> bool:
    """Whether browser and page are on one machine, and the browser knows it: over a name that any website may point here, or through a
    proxy, anybody could come."""
    headers = headers_of(scope)
    if any(name == "forwarded" or name.startswith("x-forwarded") for name in headers):
        return False
    ends = (scope.get("client"), scope.get("server"))
    named = _host(headers.get("host", ""))
    return all(end and is_loopback(end[0]) for end in ends) and (named == "localhost" or is_loopback(named))


def is_our_own_page(scope: Scope) -> bool:
    """Whether a request that changes something comes from our page, as far as a browser tells: what a browser sends it cannot be made to
    forget. A program that is no browser tells nothing, and carries no cookie of somebody else's either."""
    headers = headers_of(scope)
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""


def is_loopback(address: str) -> bool:
    """Whether an IP address is this machine's own."""
    try:
        found = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def here(scope: Scope) -> str:
    """The address of a request on this page, to come back to."""
    query = scope.get("query_string", b"").decode("latin-1")
    return quote(scope["path"]) + (f"?{query}" if query else "")


def onward(address: str) -> str:
    """The address if it is one on this page, else the page's first: nobody is sent to a stranger's after signing in."""
    if len(address) > MOST_ADDRESS or not address.isascii() or not address.isprintable():
        return HOME
    if not address.startswith("/") or address.startswith("//") or "\\" in address or " " in address:
        return HOME
    try:
        parts = urlsplit(address)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc or parts.path.startswith(("//", "/sign-")) else address


def _host(header: str) -> str:
    """The host of a Host header, without its port."""
    return header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0].lower()
