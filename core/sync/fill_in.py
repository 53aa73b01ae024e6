"""注文補完: what a report could not tell of an order is read singly, as the quota allows (R41).

Those that have to ship soonest come first. Tokens are kept aside, so that neither the pull nor the
reading back of shipments has to wait for this.
"""

from datetime import datetime, timedelta

from core.amazon.call import Call
from core.amazon.order_facts import read_one, read_page
from core.amazon.orders import get_order, search_created
from core.books.jobs import Cursor
from core.domain.jobs import FILL_IN, PUSH_OUTCOMES
from core.errors import Held, RequestRefused, SetAside, Throttled, Unavailable
from core.sync.booking import book_or_set_aside, book_set_aside, setting_of
from core.sync.datasets import included, included_in_one
from core.sync.work import Work, book_failure, finish, put_off

KEPT_ASIDE = 10.0
"""getOrder tokens left for reading back."""

SEARCH_FROM = 100
SEARCH_KEPT_ASIDE = 6.0
"""searchOrders pays when it fills a page; this many of its tokens stay with the pull."""

NEVER_YOUNGER = timedelta(minutes=2)


class FillIn:
    """One step reads one order, or one page of orders placed around the same time."""

    name, label, period = FILL_IN

    async def step(self, work: Work, now: datetime) -> None:
        """Read what is needed most; when nothing is missing, the run is over."""
        span = work.books.orders.partial_span()
        if span is None:
            with work.books.atomic(now):
                finish(work, self, now, "")
            return
        try:
            if search := self._search(work, span, now):
                await self._page(work, search, now)
            else:
                await self._one(work, work.books.orders.partial(limit=1)[0], now)
        except (Throttled, Held) as error:
            with work.books.atomic(now):
                put_off(work, self, error, now)

    def _search(
        self, work: Work, span: tuple[int, datetime, datetime], now: datetime
    ) -> Call | None:
        number, first, last = span
        datasets = included(work.books, now)
        tokens = work.line.tokens("searchOrders", now)
        if number < SEARCH_FROM or datasets is None:
            return None
        if tokens < SEARCH_KEPT_ASIDE:
            return None
        until = min(last + timedelta(seconds=1), now - NEVER_YOUNGER)
        cursor = work.books.jobs.cursor(self.name)
        token = cursor.next_token if cursor else None
        if cursor and token:
            first, until = cursor.asked_after or first, cursor.watermark
        if until <= first:
            return None
        return search_created(work.account, first, until, token, datasets)

    async def _page(self, work: Work, call: Call, now: datetime) -> None:
        reply = await work.line.ask(call, now)
        books = work.books
        if isinstance(reply.error, RequestRefused):
            with books.atomic(now):
                work.line.book(reply)
                books.jobs.drop_cursor(self.name)
                put_off(work, self, reply.error, now)
            return
        if reply.error:
            book_failure(work, self, reply, now)
            return
        try:
            page = read_page(reply.body)
        except SetAside as unreadable:
            with books.atomic(now):
                work.line.book(reply)
                put_off(work, self, unreadable, now)
            return
        with books.atomic(now):
            seq = work.line.book(reply)
            setting = setting_of(books)
            for fact in page.facts:
                book_or_set_aside(books, fact, setting, now, cause=seq)
            for error in page.set_aside:
                book_set_aside(books, error, now, cause=seq)
            if page.next_token:
                assert call.window is not None
                after, until = call.window
                books.jobs.put_cursor(self.name, Cursor(until, page.next_token, after, now))
            else:
                books.jobs.drop_cursor(self.name)

    async def _one(self, work: Work, order_id: str, now: datetime) -> None:
        missing = KEPT_ASIDE + 1 - work.line.tokens("getOrder", now)
        if missing > 0:
            ready_at = work.line.ready_at("getOrder", now, KEPT_ASIDE + 1)
            raise Throttled("getOrder", ready_at)
        call = get_order(order_id, included_in_one(work.books, now))
        reply = await work.line.ask(call, now)
        if reply.error and not isinstance(reply.error, RequestRefused):
            book_failure(work, self, reply, now)
            return
        books = work.books
        with books.atomic(now):
            seq = work.line.book(reply)
            if reply.error and included(books, now) is None:
                # Amazon gives no statuses for a while, so its refusal says nothing of this order.
                put_off(work, self, Unavailable("getOrder"), now)
                return
            if reply.error is None:
                try:
                    fact = read_one(reply.body)
                    book_or_set_aside(books, fact, setting_of(books), now, cause=seq)
                except SetAside as unreadable:
                    apart = SetAside(order_id, unreadable.reason)
                    book_set_aside(books, apart, now, cause=seq)
            books.orders.leave_partial(order_id)
            state = books.orders.state(order_id)
            if state and not state.partial and any(push.waits for push in state.pushes):
                books.jobs.hasten(PUSH_OUTCOMES.name, now)
