"""Amazon's word settles what the shop has on its way: shipments, cancels, what got lost."""

from datetime import datetime

from core.books.books import Books
from core.books.outbox import PushItem
from core.domain.facts import OrderFact
from core.domain.findings import Finding
from core.domain.labels import AmazonStatus, Policy, PushKind, PushState
from core.domain.outbox import same_number
from core.domain.transitions import Learned, OrderState, Setting
from core.sync.axes import link_failed, move_axes

SHIP_FOLLOW = "ship"
CANCEL_FOLLOW = "cancel"
CANCEL_REFUSED = "refused"
"""The `data` of a follow whose cancel Amazon has refused in words."""
_NOTICES = (PushKind.SHIP, PushKind.CANCEL)


def settle_pushes(
    books: Books,
    before: OrderState,
    fact: OrderFact,
    learned: Learned,
    setting: Setting,
    now: datetime,
    *,
    cause: int,
) -> None:
    """Let Amazon's word settle what the shop has on its way (R35, R38).

    `before` is what stood in the books when the word came.
    """
    ship, cancel = (_newest(books, before, fact.order_id, kind) for kind in _NOTICES)
    if ship and learned.notice_dropped:
        seq = books.outbox.step(ship, PushState.TAKEN_BACK, now, cause=cause)
        state = books.orders.state(fact.order_id)
        assert state is not None
        seq = move_axes(
            books, fact.order_id, state, handling=learned.handling, cause=seq, rule=learned.rule
        )
        books.findings.raise_(
            learned.notice_dropped, fact.order_id, now, order_id=fact.order_id, cause=seq
        )
        _end_follow(books, before, SHIP_FOLLOW, ship)
    elif ship and fact.status is AmazonStatus.SHIPPED:
        _settle_shipped(books, before, ship, fact, learned, setting, now, cause=cause)
    if cancel and fact.status is AmazonStatus.SHIPPED and cancel.state is PushState.ACCEPTED:
        _cancel_failed(books, before, cancel, now, cause=cause)
    elif cancel and fact.status is AmazonStatus.CANCELLED:
        if learned.cancel_confirmed or cancel.state is PushState.WAITING:
            books.outbox.step(cancel, PushState.CONFIRMED, now, cause=cause)
        _end_follow(books, before, CANCEL_FOLLOW, cancel)


def _cancel_failed(
    books: Books, before: OrderState, cancel: PushItem, now: datetime, *, cause: int
) -> None:
    """Amazon took a cancel and shipped the order all the same: the stock goes again (R37)."""
    order_id = cancel.order_id
    seq = books.outbox.step(cancel, PushState.REFUSED, now, cause=cause)
    link_failed(books, order_id, now, cause=seq, rule="R37")
    gone = dict.fromkeys(books.stock.returnable(order_id), 0)
    books.stock.settle(order_id, gone, now, cause=seq)
    _end_follow(books, before, CANCEL_FOLLOW, cancel)


def _settle_shipped(
    books: Books,
    before: OrderState,
    ship: PushItem,
    fact: OrderFact,
    learned: Learned,
    setting: Setting,
    now: datetime,
    *,
    cause: int,
) -> None:
    adopted = ship.state is PushState.WAITING and setting.policy is Policy.SAFE
    if not adopted and not learned.ship_confirmed:
        return
    ours = any(same_number(package.tracking, ship.tracking) for package in fact.packages)
    lost = ship.state is PushState.UNKNOWN and not ours
    if lost and not fact.packages:
        # Whose parcel it is has not been told: a report or a smaller set of data tells none.
        return
    if lost and setting.policy is Policy.DOCUMENTED:
        seq = books.outbox.step(ship, PushState.REFUSED, now, cause=cause)
        link_failed(books, fact.order_id, now, cause=seq, rule="R35")
    else:
        seq = books.outbox.step(ship, PushState.CONFIRMED, now, cause=cause)
        if fact.packages and not ours:
            books.findings.raise_(
                Finding.TRACKING_DIFFERS,
                fact.order_id,
                now,
                order_id=fact.order_id,
                note=fact.packages[0].tracking,
                cause=seq,
            )
    _end_follow(books, before, SHIP_FOLLOW, ship)


def _newest(books: Books, before: OrderState, order_id: str, kind: PushKind) -> PushItem | None:
    return books.outbox.newest(order_id, kind) if before.push(kind) else None


def _end_follow(books: Books, before: OrderState, kind: str, notice: PushItem) -> None:
    books.jobs.unfollow(kind, str(notice.push_id))
    if before.findings:
        books.findings.clear(Finding.UNCONFIRMED, notice.order_id, order_id=notice.order_id)
