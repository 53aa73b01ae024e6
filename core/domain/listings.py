"""What of a linked product goes to Amazon, and when (R12 to R17)."""

import re

import msgspec

from core.domain.labels import Policy
from core.domain.refusals import Refusal

_ASIN = re.compile(r"[0-9A-Z]{10}")


class Offer(msgspec.Struct, frozen=True):
    """The two figures that Amazon gets of a SKU."""

    quantity: int
    price_yen: int


def wanted_offer(stock: int, price_yen: int, reserve: int, policy: Policy) -> Offer:
    """The offer that the shop's figures ask for: never below 0 (R15), less the reserve (R17)."""
    kept_back = reserve if policy is Policy.SAFE else 0
    return Offer(max(0, stock - kept_back), price_yen)


def changed_parts(wanted: Offer, pushed: Offer | None) -> Offer | None:
    """What has to be sent, None if nothing.

    R13: the comparison is with what we last sent, not with what Amazon shows, so that an edit made
    at Amazon survives until the shop's own figure moves.
    """
    return None if wanted == pushed else wanted


def check_asin(asin: str) -> Refusal | None:
    """R09: an ASIN has 10 characters."""
    return None if _ASIN.fullmatch(asin) else Refusal.BAD_ASIN
