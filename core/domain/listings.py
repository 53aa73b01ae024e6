"""What of a linked product goes to Amazon, and when (R09 to R17)."""

import re
from datetime import datetime
from enum import Enum, StrEnum, auto

import msgspec

from core.domain.labels import DataLink, LinkState, Policy, Posting
from core.domain.refusals import Refusal

_ASIN = re.compile(r"[0-9A-Z]{10}")
SKU_MAX = 40
"""Longest seller SKU that Amazon takes, in characters."""

STOCK_BELOW = 10_000_000
PRICE_BELOW_YEN = 1_000_000_000


class Offer(msgspec.Struct, frozen=True):
    """The two figures that Amazon gets of a SKU."""

    quantity: int
    price_yen: int


class Terms(msgspec.Struct, frozen=True):
    """What of the shop's settings bears on every offer."""

    policy: Policy
    reserve: int

    @property
    def safe(self) -> bool:
        """Whether the safe ways are chosen."""
        return self.policy is Policy.SAFE


class AtAmazon(StrEnum):
    """What the last look at a SKU said; a search alone leaves it unsure that there is none."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSURE = "unsure"


class Errand(Enum):
    """What is to be sent of a SKU."""

    OFFER = auto()
    REGISTER = auto()
    DELETE = auto()


class ListingFact(msgspec.Struct, frozen=True):
    """A SKU as Amazon holds it; figures are those of the shop's own shipping, None where absent."""

    sku: str
    asin: str
    quantity: int | None
    price_yen: int | None
    fba: bool
    updated_at: datetime | None
    errors: str


class Verdict(Enum):
    """What reading a sent listing back tells (R16)."""

    CONFIRMED = auto()
    REFUSED = auto()
    NOT_YET = auto()


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


def errand_of(posting: Posting, at_amazon: AtAmazon | None) -> Errand:
    """What to do with a SKU whose state at Amazon is not what the shop wants (R07, R10, R12)."""
    if posting is Posting.OFF:
        return Errand.DELETE
    return Errand.REGISTER if at_amazon is AtAmazon.ABSENT else Errand.OFFER


def pauses(fact: ListingFact, *, forced: bool, policy: Policy) -> bool:
    """R14: an FBA SKU gets nothing from the shop; only under `documented` it may be forced."""
    return fact.fba and not (forced and policy is Policy.DOCUMENTED)


def shows(fact: ListingFact, offer: Offer) -> bool:
    """Whether Amazon shows this very offer."""
    return fact.quantity == offer.quantity and fact.price_yen in (None, offer.price_yen)


def offer_verdict(fact: ListingFact | None, sent: Offer, sent_at: datetime) -> Verdict:
    """R16: accepted is not applied; an offer counts when a read shows it, or a later change.

    Between sending and reading an order may already have lowered Amazon's quantity, so a listing
    that was updated since counts as applied too.
    """
    if fact is None:
        return Verdict.NOT_YET
    if fact.errors:
        return Verdict.REFUSED
    updated = fact.updated_at is not None and fact.updated_at >= sent_at
    return Verdict.CONFIRMED if updated or shows(fact, sent) else Verdict.NOT_YET


def delete_verdict(fact: ListingFact | None) -> Verdict:
    """R10: a deleted listing is confirmed when Amazon no longer has it."""
    return Verdict.CONFIRMED if fact is None else Verdict.NOT_YET


def deletes_listing(
    before: tuple[DataLink, Posting], after: tuple[DataLink, Posting], *, deleted: bool
) -> bool:
    """R10: whether turning the switches so makes Amazon's listing go, which has to be confirmed.

    連携しない with 登録しない sends nothing. `deleted` says that the listing went before.
    """
    return after == (DataLink.ON, Posting.OFF) and before != after and not deleted


def may_push(state: LinkState, unsent: int, waits_for: str) -> Refusal | None:
    """R12: why 在庫・価格送信 may not run before its hour, None where it may.

    One that waits for Amazon's quota or recovery goes on waiting (R41).
    """
    match state:
        case LinkState.NOT_LINKED:
            return Refusal.NOT_LINKED
        case LinkState.PREPARING:
            return Refusal.LINK_PREPARING
        case LinkState.AUTHORISATION_ENDED:
            return Refusal.MUST_AUTHORISE
        case LinkState.LINKED:
            pass
    if waits_for:
        return Refusal.PUSH_WAITS
    return None if unsent else Refusal.NOTHING_TO_SEND


def check_asin(asin: str) -> Refusal | None:
    """R09: an ASIN has 10 characters."""
    return None if _ASIN.fullmatch(asin) else Refusal.BAD_ASIN


def check_sku(sku: str) -> Refusal | None:
    """R09: a SKU is there and not longer than Amazon takes."""
    return None if 0 < len(sku) <= SKU_MAX else Refusal.BAD_SKU


def check_jan(jan: str) -> Refusal | None:
    """A JAN code has 8 or 13 digits, the last of which checks the others."""
    if len(jan) not in (8, 13) or not jan.isascii() or not jan.isdigit():
        return Refusal.BAD_JAN
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(jan[-2::-1]))
    return None if (10 - weighted % 10) % 10 == int(jan[-1]) else Refusal.BAD_JAN
