"""Cancels go by feed, all that wait in one (R37): submit it, follow it, read its report."""

from datetime import datetime, timedelta

from core.amazon.feeds import CANCEL_FEED, WHOLE_FEED, ReportLine
from core.amazon.notice_messages import CancelMessage, cancel_content
from core.books.jobs import Follow
from core.books.outbox import PushItem
from core.domain.labels import PaymentStatus, PushState
from core.errors import RenkeiError
from core.sync.axes import move_axes
from core.sync.notice_feed import follow_notices, leave_open, send_notices
from core.sync.settling import CANCEL_FOLLOW, CANCEL_REFUSED
from core.sync.work import Work

FEED_FOLLOW = "feed"
CONFIRM_AFTER = timedelta(minutes=10)
REFUSED_AFTER = timedelta(minutes=5)
"""A refused cancel is 連携失敗 when the order, read after this, is not cancelled (R37)."""


async def send_cancels(work: Work, items: list[PushItem], now: datetime) -> RenkeiError | None:
    """Submit one feed for `items`; gives what stopped it, None if nothing did."""
    messages = [
        CancelMessage(
            item.push_id,
            item.order_id,
            tuple(item_id for item_id, _ in work.books.orders.parcel(item.order_id)[1]),
            item.reason.code if item.reason else "",
        )
        for item in items
    ]
    content = cancel_content(work.account.seller_id, messages)
    return await send_notices(
        work, CANCEL_FEED, content, items, now, feed_follow=FEED_FOLLOW, follow=CANCEL_FOLLOW
    )


async def follow_feed(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Look how far a cancel feed is; when it is over, read its report line by line."""
    await follow_notices(work, follow, now, CANCEL_FOLLOW, _settle)
    return None


def _settle(
    work: Work, feed_id: str, lines: tuple[ReportLine, ...], now: datetime, cause: int
) -> None:
    """DONE is not success: each message has an answer of its own."""
    books = work.books
    errors = {line.message_id: line.error for line in lines}
    for item in books.outbox.of_feed(feed_id):
        if item.state is not PushState.ACCEPTED:
            continue
        if item.push_id in errors:
            # Somebody else may have cancelled it, or an earlier feed of ours whose answer was lost.
            words, subject = errors[item.push_id], str(item.push_id)
            books.outbox.step(item, PushState.UNKNOWN, now, cause=cause, error=words)
            books.jobs.follow(CANCEL_FOLLOW, subject, now, now + REFUSED_AFTER, CANCEL_REFUSED)
        elif WHOLE_FEED in errors:
            leave_open(work, item, now, CANCEL_FOLLOW, cause=cause, error=errors[WHOLE_FEED])
        else:
            state = books.orders.state(item.order_id)
            assert state is not None
            seq = move_axes(
                books,
                item.order_id,
                state,
                payment_status=PaymentStatus.CANCELLED,
                cause=cause,
                rule="R37",
            )
            books.stock.settle(item.order_id, books.stock.returnable(item.order_id), now, cause=seq)
            books.jobs.follow(CANCEL_FOLLOW, str(item.push_id), now, now + CONFIRM_AFTER)
