"""Page tokens that carry their own place: sealed, so that nobody makes or changes one.

They need no record in the world. Standard base64 with `+`, `/` and `=` as Amazon's have: a client
that does not percent-encode them is refused here too.
"""

import binascii
import hmac
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TypeVar

import msgspec

from simulator.simulation import Simulation

T = TypeVar("T", bound=msgspec.Struct)
_SEAL = 12


def seal(sim: Simulation, purpose: str, content: msgspec.Struct) -> str:
    """`content` as a token that only `unseal` with the same purpose opens."""
    body = msgspec.json.encode(content)
    return b64encode(_sign(sim, purpose, body) + body).decode()


def unseal(sim: Simulation, purpose: str, token: str, kind: type[T]) -> T | None:
    """What a token carries; None = it is none of ours."""
    try:
        raw = b64decode(token.encode(), validate=True)
        body = raw[_SEAL:]
        if not hmac.compare_digest(raw[:_SEAL], _sign(sim, purpose, body)):
            return None
        return msgspec.json.decode(body, type=kind)
    except (ValueError, binascii.Error, UnicodeError):
        return None


def _sign(sim: Simulation, purpose: str, body: bytes) -> bytes:
    return hmac.new(f"{sim.seed}/{purpose}".encode(), body, sha256).digest()[:_SEAL]
