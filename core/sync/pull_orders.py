"""注文取込: every 5 minutes, all orders that changed since the watermark (R18 to R23, R34).

Pages are read as long as the quota lasts; where more remains than it can carry, or Amazon gives no
statuses, the window is read by report (`core.sync.pull_report`).
"""

from datetime import datetime, timedelta

from core.amazon.call import Reply
from core.amazon.order_facts import OrderPage, read_page
from core.amazon.orders import search_orders
from core.books.jobs import Cursor
from core.domain.jobs import PULL_ORDERS
from core.errors import Held, RequestRefused, SetAside, Throttled
from core.sync.booking import book_fact, book_set_aside, setting_of
from core.sync.datasets import give_up, granted, included
from core.sync.pull_report import begin_report, step_report
from core.sync.work import Work, book_failure, finish, put_off

OVERLAP = timedelta(minutes=2)
"""Asked again at each read, since Amazon's index may show a change a little late."""

TOKEN_LIFE = timedelta(hours=24)
PAGES_KEPT_ASIDE = 2.0
"""With so few searchOrders tokens left and pages still to come, a report is quicker (R41)."""


class PullOrders:
    """One step reads one page, or does one thing for a report, and stores it with the way on."""

    name, label, period = PULL_ORDERS

    async def step(self, work: Work, now: datetime) -> None:
        """Read on; the watermark moves only when all before it is stored."""
        if read := work.books.reports.get(self.name):
            await step_report(work, self, read, now)
            return
        cursor = self._cursor(work, now)
        datasets = included(work.books, now)
        if datasets is None:
            with work.books.atomic(now):
                self._by_report(work, cursor, now)
            return
        await self._page(work, cursor, datasets, now)

    async def _page(
        self, work: Work, cursor: Cursor, datasets: tuple[str, ...], now: datetime
    ) -> None:
        after = cursor.asked_after or cursor.watermark - OVERLAP
        call = search_orders(work.account, after, cursor.next_token, datasets)
        try:
            reply = await work.line.ask(call, now)
        except (Throttled, Held) as error:
            with work.books.atomic(now):
                put_off(work, self, error, now)
            return
        if reply.error:
            self._stumble(work, cursor, datasets, reply, now)
            return
        try:
            page = read_page(reply.body, work.repeats.known)
        except SetAside as error:
            with work.books.atomic(now):
                work.line.book(reply)
                put_off(work, self, error, now)
            return
        with work.books.atomic(now):
            seq = work.line.book(reply)
            read_from = granted(work.books, datasets, now)
            news, apart = self._store(work, page, now, seq)
            if read_from is not None and read_from < cursor.watermark:
                work.books.jobs.put_cursor(self.name, Cursor(read_from))
            else:
                self._go_on(work, cursor, after, page, news, reply)
        work.repeats.booked(page.seen, apart, last=page.next_token is None)

    def _cursor(self, work: Work, now: datetime) -> Cursor:
        cursor = work.books.jobs.cursor(self.name)
        if cursor is None:
            orders_from = work.books.link.get().orders_from
            assert orders_from is not None
            return Cursor(orders_from + OVERLAP)
        if cursor.token_at and now - cursor.token_at >= TOKEN_LIFE:
            return Cursor(cursor.watermark)
        return cursor

    def _stumble(
        self,
        work: Work,
        cursor: Cursor,
        datasets: tuple[str, ...],
        reply: Reply,
        now: datetime,
    ) -> None:
        """A refusal may mean the page token or the datasets; neither is asked for again as it was.

        A refused token: the window is read again from its start. Refused datasets: fewer.
        """
        if not isinstance(reply.error, RequestRefused):
            book_failure(work, self, reply, now)
            return
        with work.books.atomic(now):
            work.line.book(reply)
            work.books.jobs.put_cursor(self.name, Cursor(cursor.watermark))
            if cursor.next_token is None:
                give_up(work.books, datasets, now)

    def _store(
        self, work: Work, page: OrderPage, now: datetime, cause: int
    ) -> tuple[int, set[str]]:
        """Gives the number of orders that were news, and those that were set aside."""
        books, news, apart = work.books, 0, list(page.set_aside)
        setting = setting_of(books)
        for fact in page.facts:
            try:
                news += book_fact(books, fact, setting, now, cause=cause)
            except SetAside as error:
                apart.append(error)
        for unreadable in apart:
            book_set_aside(books, unreadable, now, cause=cause)
        return news, {unreadable.subject for unreadable in apart}

    def _go_on(
        self,
        work: Work,
        cursor: Cursor,
        after: datetime,
        page: OrderPage,
        news: int,
        reply: Reply,
    ) -> None:
        jobs, now = work.books.jobs, reply.asked_at
        # Our clock may be ahead of Amazon's, which cannot have told of what was still to come.
        asked_at = min(now, reply.amazon_at or now)
        if page.next_token is None:
            # Not past the first page's asking: what changed since may be on no page of this read.
            read_to = min(
                page.last_updated_before or asked_at - OVERLAP, cursor.token_at or asked_at
            )
            jobs.put_cursor(self.name, Cursor(max(cursor.watermark, read_to)))
            finish(work, self, now, f"{news}件")
        elif self._report_is_quicker(work, now):
            self._by_report(work, cursor, now)
        else:
            asked = Cursor(cursor.watermark, page.next_token, after, cursor.token_at or asked_at)
            jobs.put_cursor(self.name, asked)
            jobs.progress(self.name, "次のページ")

    def _report_is_quicker(self, work: Work, now: datetime) -> bool:
        few = work.line.tokens("searchOrders", now) <= PAGES_KEPT_ASIDE
        return few and work.books.settings.by_report

    def _by_report(self, work: Work, cursor: Cursor, now: datetime) -> None:
        """Read the window by report from here on, inside an open step."""
        work.books.jobs.put_cursor(self.name, Cursor(cursor.watermark))
        begin_report(work, self, cursor.watermark - OVERLAP, now)
