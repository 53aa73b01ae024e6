"""An order set aside is asked for again, since Amazon shows it only when it changes (R43)."""

from datetime import datetime, timedelta

from core.amazon.order_facts import read_one
from core.amazon.orders import get_order
from core.books.jobs import Follow
from core.domain.findings import Finding
from core.errors import RenkeiError, RequestRefused, SetAside
from core.sync.booking import (
    RETRY_AFTER,
    SET_ASIDE_FOLLOW,
    book_fact,
    book_set_aside,
    setting_of,
)
from core.sync.datasets import included_in_one
from core.sync.work import Work

SELDOM = timedelta(hours=6)


async def retry_set_aside(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Read one order again; gives what stopped it, None if it was asked.

    What can be read now is booked as if nothing had been; what cannot is counted and comes again
    after twice the time, up to six hours.
    """
    books, order_id = work.books, follow.subject
    reply = await work.line.ask(get_order(order_id, included_in_one(books, now)), now)
    with books.atomic(now):
        seq = work.line.book(reply)
        if reply.error and not isinstance(reply.error, RequestRefused):
            return reply.error
        later = min(SELDOM, RETRY_AFTER * 2 ** min(follow.tries + 1, 10))
        if reply.error:
            books.jobs.postpone(SET_ASIDE_FOLLOW, order_id, now + later, tried=True)
            return None
        try:
            book_fact(books, read_one(reply.body), setting_of(books), now, cause=seq)
        except SetAside as error:
            again = SetAside(order_id, error.reason)
            book_set_aside(books, again, now, cause=seq)
            books.jobs.postpone(SET_ASIDE_FOLLOW, order_id, now + later, tried=True)
            return None
        books.orders.take_up_again(order_id)
        books.findings.clear(Finding.SET_ASIDE, order_id, order_id=order_id)
        books.jobs.unfollow(SET_ASIDE_FOLLOW, order_id)
    return None
