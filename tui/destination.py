"""Where writes end up: at a fake on this machine, in Amazon's sandbox, or at the real Amazon."""

import re
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

_SANDBOX = re.compile(r"sandbox\.sellingpartnerapi-(na|eu|fe)\.amazon\.com")


class Reach(Enum):
    """How far a write goes; the value is the word that stands on every screen."""

    LOCAL = ""
    SANDBOX = "SANDBOX"
    LIVE = "LIVE"


class Destination(msgspec.Struct, frozen=True):
    """One Amazon as a person has to know it."""

    reach: Reach
    host: str = ""


def destination_of(endpoint: str) -> Destination:
    """What stands behind an SP-API endpoint.

    Whatever is neither on this machine nor Amazon's own sandbox counts as the real Amazon, since
    nobody knows what passes it on. Without an endpoint nothing can be sent.
    """
    if not endpoint:
        return Destination(Reach.LOCAL)
    try:
        host = (urlsplit(endpoint).hostname or "").rstrip(".").lower()
    except ValueError:
        host = ""
    if _is_loopback(host):
        return Destination(Reach.LOCAL, host)
    return Destination(Reach.SANDBOX if _SANDBOX.fullmatch(host) else Reach.LIVE, host or endpoint)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
