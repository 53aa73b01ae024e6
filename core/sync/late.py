"""What Amazon accepted and does not show for an hour is reported, whatever the cause (R16, R38)."""

from datetime import datetime, timedelta

from core.amazon.listing_messages import MESSAGES_MAX
from core.books.books import Books
from core.books.jobs import Follow
from core.domain.findings import Finding
from core.domain.labels import LIVE_STATES
from core.sync.listings_feed import LISTINGS_FEED_FOLLOW
from core.sync.listings_read_back import LISTINGS_FOLLOW
from core.sync.settling import CANCEL_FOLLOW, SHIP_FOLLOW

LATE_AFTER = timedelta(hours=1)


def report_late(books: Books, follow: Follow, now: datetime) -> None:
    """Raise the finding on each subject of a `follow` that is late, inside an open step."""
    if now - follow.since < LATE_AFTER:
        return
    match follow.kind:
        case kind if kind in (LISTINGS_FOLLOW, LISTINGS_FEED_FOLLOW):
            for each in books.offers.awaited(follow.subject, limit=MESSAGES_MAX):
                books.findings.raise_(Finding.LISTING_UNCONFIRMED, each.sku, now, sku=each.sku)
            return
        case kind if kind in (SHIP_FOLLOW, CANCEL_FOLLOW):
            items = [books.outbox.get(int(follow.subject))]
        case _:
            items = books.outbox.of_feed(follow.subject)
    for item in items:
        if item.state in LIVE_STATES:
            books.findings.raise_(Finding.UNCONFIRMED, item.order_id, now, order_id=item.order_id)
