"""An order is said to have changed: the pull looks at once, or the order is read singly (R18, R41).

By the time a change can be searched, a pull may have brought it already; then nothing is asked.
"""

from datetime import datetime, timedelta

from core.amazon.order_facts import read_one
from core.amazon.orders import get_order
from core.books.jobs import Follow
from core.domain.instants import instant
from core.errors import RenkeiError, RequestRefused, SetAside, Throttled
from core.sync.booking import book_or_set_aside, book_set_aside, setting_of
from core.sync.datasets import included_in_one
from core.sync.fill_in import KEPT_ASIDE
from core.sync.work import Work

ORDER_CHANGE_FOLLOW = "order_change"
SEARCHABLE_AFTER = timedelta(minutes=2, seconds=1)
"""searchOrders shows what is two minutes old."""

SEARCHES_KEPT_ASIDE = 6.0
"""So many searchOrders tokens stay with the poll and its pages."""

AGAIN_AFTER = timedelta(seconds=1)
PULL_TAKES = timedelta(minutes=1)
GIVEN_UP_AFTER = timedelta(minutes=15)
"""By then the poll has come by several times."""

_PULL = "pull_orders"
_PULLED = " 取込済"


async def wake(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Look after one order; gives what stopped it, None where that is over or put off."""
    books = work.books
    stamped, _, pulled = follow.data.partition(" ")
    changed_at = instant(stamped)
    if is_known(work, follow.subject, changed_at) or now - follow.since >= GIVEN_UP_AFTER:
        with books.atomic(now):
            books.jobs.unfollow(follow.kind, follow.subject)
        return None
    if books.reports.get(_PULL):
        with books.atomic(now):
            books.jobs.postpone(follow.kind, follow.subject, now + PULL_TAKES, tried=False)
        return None
    searched = bool(pulled) or _is_covered(work, changed_at)
    if not searched and work.line.tokens("searchOrders", now) >= SEARCHES_KEPT_ASIDE + 1:
        with books.atomic(now):
            books.jobs.hasten(_PULL, now)
            books.jobs.note(follow.kind, follow.subject, stamped + _PULLED)
            books.jobs.postpone(follow.kind, follow.subject, now + AGAIN_AFTER, tried=False)
        return None
    if work.line.tokens("getOrder", now) < KEPT_ASIDE + 1:
        return Throttled("getOrder", work.line.ready_at("getOrder", now, KEPT_ASIDE + 1))
    return await _read(work, follow, now)


def is_known(work: Work, order_id: str, changed_at: datetime) -> bool:
    """Whether the books hold what Amazon said of the order then, or later."""
    state = work.books.orders.state(order_id)
    return state is not None and state.amazon_updated_at >= changed_at


def _is_covered(work: Work, changed_at: datetime) -> bool:
    """Whether a pull has come so far, so that another one would not find the order either."""
    cursor = work.books.jobs.cursor(_PULL)
    return cursor is not None and cursor.watermark >= changed_at


async def _read(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Read the order itself; where there is none, nothing was lost by asking."""
    books = work.books
    call = get_order(follow.subject, included_in_one(books, now))
    reply = await work.line.ask(call, now)
    with books.atomic(now):
        seq = work.line.book(reply)
        if reply.error and not isinstance(reply.error, RequestRefused):
            return reply.error
        books.jobs.unfollow(follow.kind, follow.subject)
        if reply.error is None:
            try:
                fact = read_one(reply.body)
                book_or_set_aside(books, fact, setting_of(books), now, cause=seq)
            except SetAside as error:
                apart = SetAside(follow.subject, error.reason)
                book_set_aside(books, apart, now, cause=seq)
    return None
