"""Passwords: kept as argon2 hashes only, checked in the same time whatever is wrong.

Comes in: a password as it was typed. Goes out: its hash, or whether it is the one behind a hash.
"""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from clarifier.errors import BadSettings

LEAST, MOST = 10, 200  # characters
AT_ONCE = 2  # hashes made at the same time: each takes 64 MB of memory
_HASHING = threading.BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """The hash to keep. Raises BadSettings where the password is too short or too long."""
    if not LEAST <= len(password) <= MOST or not password.strip():
        raise BadSettings(f"A password has {LEAST} to {MOST} characters; this one has {len(password.strip())}.")
    with _HASHING:
        return _hasher().hash(_bytes(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether this is the password behind a hash; without a hash it is not, which takes as long to say."""
    nobodys = _nobodys()
    with _HASHING:
        try:
            return _hasher().verify(kept or nobodys, _bytes(password[: MOST + 1])) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id, with the parameters that RFC 9106 names for little memory


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this password")


def _bytes(password: str) -> bytes:
    """One spelling of the same letters, whichever keyboard they come from."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
