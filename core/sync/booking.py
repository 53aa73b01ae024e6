"""Books one fact about one order: axes, stock, findings, outbox and journal in one step."""

from datetime import datetime, timedelta

from core.books.books import Books
from core.books.journal import Entry
from core.domain.facts import OrderFact
from core.domain.findings import Finding
from core.domain.labels import (
    AmazonStatus,
)
from core.domain.transitions import (
    Learned,
    OrderState,
    Setting,
    is_news,
    learn,
)
from core.errors import SetAside
from core.sync.axes import journal_step
from core.sync.settling import settle_pushes

_DERIVED = frozenset(
    {
        Finding.LINE_NOT_LINKED,
        Finding.STOCK_NOT_RETURNED,
        Finding.LINK_FAILED_BUT_SHIPPED,
        Finding.LINK_FAILED_CANCELLED,
        Finding.LINK_FAILED_NOT_SHIPPED,
        Finding.LINK_FAILED_UNPAID,
        Finding.UNFULFILLABLE,
        Finding.CANCEL_ASKED,
    }
)
"""Findings that follow from the newest fact alone, so that each fact sets them anew."""

WATCHED = (Finding.SHIP_BY_SOON, Finding.SHIP_BY_PASSED, Finding.AMAZON_CANCELS_SOON)
"""Findings that follow from the time of day (`core.sync.watch`); the end of an order ends them."""

_UNTIL_THE_END = (*WATCHED, Finding.NOTICE_PARTLY)

SET_ASIDE_FOLLOW = "set_aside"

RETRY_AFTER = timedelta(minutes=5)
"""How soon an order that cannot be read is asked for again (R43)."""

NOBODY = "?"
"""The subject of a record that does not even tell its order number."""


def setting_of(books: Books) -> Setting:
    """What of the shop bears on decisions now."""
    orders_from = books.link.get().orders_from
    assert orders_from is not None, "no job runs before the link was started"
    return Setting(
        books.settings.policy,
        orders_from,
        books.stock.linked_skus(),
        books.orders.set_aside_ids(),
    )


def book_fact(
    books: Books, fact: OrderFact, setting: Setting, now: datetime, *, cause: int
) -> bool:
    """Book what Amazon says of an order, inside an open step; False if it was known.

    `cause` is the journal line of the call that brought it. Raises SetAside where Amazon's status
    cannot follow the one in the books; nothing is written then.
    """
    before = books.orders.state(fact.order_id)
    if not is_news(before, fact):
        return False
    learned = learn(before, fact, setting)
    seq = books.journal.write(
        Entry.FACT,
        order_id=fact.order_id,
        cause=cause,
        amazon_at=fact.updated_at,
        status=fact.status,
        before=before.amazon_status if before else None,
        fulfilled_by=fact.fulfilled_by,
        cancelled_by=fact.cancelled_by,
        cancel_asked=fact.cancel_asked is not None,
        tracking=fact.packages[0].tracking if fact.packages else "",
    )
    books.orders.put(fact, learned, now, before=before)
    books.buyers.keep(fact, now)
    seq = _journal_axes(books, fact.order_id, before, learned, seq)
    books.stock.settle(fact.order_id, learned.wanted, now, cause=seq, known=before is not None)
    if learned.returns_stock:
        books.stock.settle(fact.order_id, books.stock.returnable(fact.order_id), now, cause=seq)
    closed = fact.status in (AmazonStatus.SHIPPED, AmazonStatus.CANCELLED)
    among = _DERIVED.union(_UNTIL_THE_END) if closed else _DERIVED
    if before and before.amazon_status is AmazonStatus.CANCELLED:
        # Whether its stock came back was decided when it was cancelled.
        among -= {Finding.STOCK_NOT_RETURNED}
    wanted = learned.findings & _DERIVED
    if wanted or (before and before.findings):
        books.findings.keep_only(wanted, among, fact.order_id, now, cause=seq)
    if fact.order_id in setting.set_aside:
        books.orders.take_up_again(fact.order_id)
        books.jobs.unfollow(SET_ASIDE_FOLLOW, fact.order_id)
        books.findings.clear(Finding.SET_ASIDE, fact.order_id, order_id=fact.order_id)
    if before and before.pushes:
        settle_pushes(books, before, fact, learned, setting, now, cause=seq)
    return True


def book_or_set_aside(
    books: Books, fact: OrderFact, setting: Setting, now: datetime, *, cause: int
) -> bool:
    """Book a fact, or put its order apart where it cannot follow (R43), inside an open step."""
    try:
        return book_fact(books, fact, setting, now, cause=cause)
    except SetAside as error:
        book_set_aside(books, error, now, cause=cause)
        return False


def book_read_back(
    books: Books, fact: OrderFact, setting: Setting, now: datetime, *, cause: int
) -> None:
    """Book a fact that was asked for because of a notice, inside an open step.

    It settles the notice also where it is no news: Amazon's shipment may have been learned while
    the notice waited, and nothing else will ever tell of it (R35).
    """
    if book_or_set_aside(books, fact, setting, now, cause=cause):
        return
    known = books.orders.state(fact.order_id)
    if known and known.digest == fact.digest:
        settle_pushes(books, known, fact, learn(known, fact, setting), setting, now, cause=cause)


def book_set_aside(books: Books, error: SetAside, now: datetime, *, cause: int) -> None:
    """Put an order that cannot be read apart, inside an open step (R43)."""
    new = books.orders.set_aside(error.subject, error.reason, now)
    if new and error.subject != NOBODY:
        books.jobs.follow(SET_ASIDE_FOLLOW, error.subject, now, now + RETRY_AFTER)
    books.findings.raise_(
        Finding.SET_ASIDE,
        error.subject,
        now,
        order_id=error.subject,
        note=error.reason,
        cause=cause,
    )


def _journal_axes(
    books: Books, order_id: str, before: OrderState | None, learned: Learned, cause: int
) -> int:
    was = (before.payment_status, before.handling) if before else None
    return journal_step(
        books, order_id, was, (learned.payment_status, learned.handling), cause, learned.rule
    )
