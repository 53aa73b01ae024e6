"""Shipments beyond confirmShipment's rate go in one feed; its report is read line by line (R38).

What a feed left open, or Amazon refused there under `safe`, is read back and then goes singly, so
that Amazon's own answer about that one order decides.
"""

from datetime import datetime, timedelta

from core.amazon.feeds import FULFILMENT_FEED, WHOLE_FEED, ReportLine
from core.amazon.notice_messages import ShipMessage, ship_content
from core.books.jobs import Follow
from core.books.outbox import PushItem
from core.domain.instants import instant
from core.domain.labels import Policy, PushState
from core.errors import RenkeiError
from core.sync.axes import link_failed
from core.sync.notice_feed import follow_notices, leave_open, send_notices
from core.sync.settling import SHIP_FOLLOW
from core.sync.work import Work

SHIP_FEED_FOLLOW = "ship_feed"
FEED_MOST = 5_000
CONFIRM_AFTER = timedelta(minutes=10)
"""By then a pull has normally shown the effect; only what it has not is read singly."""


async def send_shipments(work: Work, items: list[PushItem], now: datetime) -> RenkeiError | None:
    """Submit one feed for `items`; gives what stopped it, None if nothing did."""
    content = ship_content(work.account.seller_id, [_message(work, item) for item in items])
    return await send_notices(
        work, FULFILMENT_FEED, content, items, now, feed_follow=SHIP_FEED_FOLLOW, follow=SHIP_FOLLOW
    )


def _message(work: Work, item: PushItem) -> ShipMessage:
    cash_on_delivery, items = work.books.orders.parcel(item.order_id)
    return ShipMessage(
        message_id=item.push_id,
        order_id=item.order_id,
        carrier=item.carrier,
        tracking=item.tracking,
        shipped_at=instant(item.shipped_at or item.created_at),
        items=tuple(items),
        cash_on_delivery=cash_on_delivery,
    )


async def follow_ship_feed(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Look how far a feed of shipments is; when it is over, read its report."""
    await follow_notices(work, follow, now, SHIP_FOLLOW, _settle)
    return None


def _settle(
    work: Work, feed_id: str, lines: tuple[ReportLine, ...], now: datetime, cause: int
) -> None:
    books = work.books
    safe = books.settings.policy is Policy.SAFE
    errors = {line.message_id: line.error for line in lines}
    through: list[str] = []
    for item in books.outbox.of_feed(feed_id):
        if item.state is not PushState.ACCEPTED:
            continue
        error = errors.get(item.push_id)
        if error is None and WHOLE_FEED not in errors:
            through.append(str(item.push_id))
        elif error is None or safe:
            words = error or errors[WHOLE_FEED]
            leave_open(work, item, now, SHIP_FOLLOW, cause=cause, error=words)
        else:
            seq = books.outbox.step(item, PushState.REFUSED, now, cause=cause, error=error)
            link_failed(books, item.order_id, now, cause=seq, rule="R35")
    books.jobs.follow_each(SHIP_FOLLOW, through, now, now + CONFIRM_AFTER)
