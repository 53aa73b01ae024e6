"""注文取込: every 5 minutes, all orders that changed since the watermark (R18 to R23, R34)."""

from datetime import datetime, timedelta

from core.amazon.call import Reply
from core.amazon.orders import OrderPage, read_page, search_orders
from core.books.jobs import Cursor
from core.errors import RequestRefused, SetAside, Throttled
from core.sync.booking import book_or_set_aside, book_set_aside, setting_of
from core.sync.work import Work, book_failure, finish, put_off

OVERLAP = timedelta(minutes=2)
"""Asked again at each read, since Amazon's index may show a change a little late."""

TOKEN_LIFE = timedelta(hours=24)


class PullOrders:
    """One step reads one page and stores it together with the way on."""

    name = "pull_orders"
    label = "注文取込"
    period = timedelta(minutes=5)

    async def step(self, work: Work, now: datetime) -> None:
        """Read the next page; the watermark moves only when the last one is stored."""
        cursor = self._cursor(work, now)
        after = cursor.asked_after or cursor.watermark - OVERLAP
        try:
            reply = await work.line.ask(search_orders(work.account, after, cursor.next_token), now)
        except Throttled as error:
            with work.books.atomic(now):
                put_off(work, self, error, now)
            return
        if reply.error:
            self._stumble(work, cursor, reply, now)
            return
        try:
            page = read_page(reply.body)
        except SetAside as error:
            with work.books.atomic(now):
                work.line.book(reply)
                put_off(work, self, error, now)
            return
        self._store(work, cursor, after, reply, page, now)

    def _cursor(self, work: Work, now: datetime) -> Cursor:
        cursor = work.books.jobs.cursor(self.name)
        if cursor is None:
            orders_from = work.books.settings.orders_from
            assert orders_from is not None
            return Cursor(orders_from + OVERLAP)
        if cursor.token_at and now - cursor.token_at >= TOKEN_LIFE:
            return Cursor(cursor.watermark)
        return cursor

    def _stumble(self, work: Work, cursor: Cursor, reply: Reply, now: datetime) -> None:
        """A refused page token is given up: the same window is read again from its start."""
        if isinstance(reply.error, RequestRefused) and cursor.next_token:
            with work.books.atomic(now):
                work.line.book(reply)
                work.books.jobs.put_cursor(self.name, Cursor(cursor.watermark))
            return
        book_failure(work, self, reply, now)

    def _store(
        self,
        work: Work,
        cursor: Cursor,
        after: datetime,
        reply: Reply,
        page: OrderPage,
        now: datetime,
    ) -> None:
        books = work.books
        with books.atomic(now):
            seq = work.line.book(reply)
            setting = setting_of(books)
            news = sum(
                book_or_set_aside(books, fact, setting, now, cause=seq) for fact in page.facts
            )
            for error in page.set_aside:
                book_set_aside(books, error, now, cause=seq)
            if page.next_token:
                asked = Cursor(cursor.watermark, page.next_token, after, cursor.token_at or now)
                books.jobs.put_cursor(self.name, asked)
                books.jobs.progress(self.name, "次のページ")
            else:
                read_to = page.last_updated_before or now - OVERLAP
                books.jobs.put_cursor(self.name, Cursor(max(cursor.watermark, read_to)))
                finish(work, self, now, f"{news}件")
