"""Buyers for a person: decrypted one by one when asked for, never in a list of orders (R40)."""

from datetime import datetime

import msgspec

from core.books.books import Books
from core.domain.person import Person
from core.domain.refusals import Refusal
from core.errors import Refused, Unsealable

SEARCHED_AT_MOST = 5_000
"""So many buyers are decrypted in one search, the newest first: about a tenth of a second."""


class BuyerRow(msgspec.Struct, frozen=True):
    """The buyer of one order, and until when he is kept. Its repr is mute."""

    order_id: str
    person: Person
    delete_at: datetime


class BuyerKept(msgspec.Struct, frozen=True):
    """Whether an order's buyer is there, in the open: when he goes, or when he went."""

    delete_at: datetime
    deleted_at: datetime | None


class BuyerHits(msgspec.Struct, frozen=True):
    """What a search found among the newest `searched`; not `complete` where it stopped early."""

    rows: tuple[BuyerRow, ...]
    searched: int
    complete: bool
    sealed: int
    """How many of them could not be opened: they were sealed with another key."""


def buyer_row(books: Books, order_id: str, now: datetime) -> BuyerRow | None:
    """The buyer of an order, None where nobody is kept or his day has come by `now`.

    Raises Refused without the key.
    """
    buyer = books.buyers.get(order_id)
    if buyer is None or buyer.sealed is None or buyer.delete_at <= now:
        return None
    try:
        return BuyerRow(order_id, books.buyers.open(buyer), buyer.delete_at)
    except Unsealable:
        raise Refused(Refusal.BUYER_SEALED, order_id) from None


def buyer_kept(books: Books, order_id: str) -> BuyerKept | None:
    """Until when an order's buyer is kept; needs no key. None where nobody ever was."""
    buyer = books.buyers.get(order_id)
    return BuyerKept(buyer.delete_at, buyer.deleted_at) if buyer else None


def search_buyers(books: Books, text: str, now: datetime, limit: int, at_most: int) -> BuyerHits:
    """Those with `text` in any field, the newest first. Raises Refused without a key."""
    if not books.buyers.can_seal:
        raise Refused(Refusal.BUYER_SEALED)
    found: list[BuyerRow] = []
    searched = sealed = 0
    for buyer in books.buyers.newest(now, at_most + 1):
        if searched == at_most or len(found) == limit:
            return BuyerHits(tuple(found), searched, complete=False, sealed=sealed)
        searched += 1
        try:
            person = books.buyers.open(buyer)
        except Unsealable:
            sealed += 1
            continue
        if person.matches(text):
            found.append(BuyerRow(buyer.order_id, person, buyer.delete_at))
    return BuyerHits(tuple(found), searched, complete=True, sealed=sealed)
