"""配送・キャンセル送信: every 20 minutes, what the shop decided goes to Amazon (R32, R35, R37)."""

from contextlib import suppress
from datetime import datetime, timedelta

from core.amazon.call import Call
from core.amazon.order_facts import read_one
from core.amazon.orders import get_order
from core.amazon.shipments import CONFIRM_SHIPMENT, confirm_shipment, says_already_shipped
from core.books.outbox import PushItem
from core.domain.findings import Finding
from core.domain.instants import instant, stamp
from core.domain.jobs import FEED_FROM, FILL_IN, PUSH_OUTCOMES
from core.domain.labels import Policy, PushState
from core.domain.outbox import package_reference
from core.errors import (
    AnswerLost,
    Held,
    RenkeiError,
    RequestRefused,
    SetAside,
    Throttled,
)
from core.sync.axes import link_failed
from core.sync.booking import book_read_back, setting_of
from core.sync.cancel_feed import send_cancels
from core.sync.datasets import included_in_one
from core.sync.fulfilment_feed import CONFIRM_AFTER, FEED_MOST, send_shipments
from core.sync.settling import SHIP_FOLLOW
from core.sync.work import Work, finish, put_off

READ_BACK_AFTER = timedelta(minutes=5)
"""A lost answer is read back after Amazon had time to show what it did."""

PULL_COUNTS_FOR = timedelta(minutes=5)
"""How long a pull that was waited for counts as the look before a feed."""

LATE_AFTER = timedelta(hours=1)
AT_ONCE = 10
"""So many notices go out together at most, as far as there are tokens: their intent is one step,
and so is what came of them."""

SENT, REFUSED, PULLED, PASSED_OVER = "送信あり", "拒否あり", "取込後 ", "後回し "
"""What a run has come to, as its progress says."""


class PushOutcomes:
    """One step sends as many shipment notices as there are tokens, or all that wait in one feed."""

    name, label, period = PUSH_OUTCOMES

    async def step(self, work: Work, now: datetime) -> None:
        """Send what waits longest; when nothing waits, the run is over."""
        if work.books.outbox.waiting_for_feed() >= FEED_FROM:
            await self._ship_by_feed(work, now)
            return
        _, _, passed_over = work.books.jobs.get(self.name).progress.partition(PASSED_OVER)
        items = work.books.outbox.next_ships(after=int(passed_over or 0), limit=AT_ONCE)
        cancels = work.books.outbox.next_cancels()
        if items and not (cancels and str(items[0].push_id) == passed_over):
            await self._ship(work, items, now)
            return
        if cancels:
            error = await send_cancels(work, cancels, now)
            if error:
                with work.books.atomic(now):
                    put_off(work, self, error, now)
            return
        with work.books.atomic(now):
            self._have_items_read(work, now)
            progress = work.books.jobs.get(self.name).progress
            finish(work, self, now, progress if progress in (SENT, REFUSED) else "0件")

    def _have_items_read(self, work: Work, now: datetime) -> None:
        """Orders of which a report told no items are read at once; late ones are reported."""
        books, lacking = work.books, work.books.outbox.lacking()
        if lacking:
            books.orders.ask_again()
            books.jobs.hasten(FILL_IN.name, now)
        late = {x.order_id for x in lacking if now - instant(x.created_at) >= LATE_AFTER}
        standing = {order_id for _, order_id in books.findings.standing((Finding.NOTICE_WAITS,))}
        for order_id in sorted(standing - late):
            books.findings.clear(Finding.NOTICE_WAITS, order_id, order_id=order_id)
        for order_id in sorted(late - standing):
            books.findings.raise_(Finding.NOTICE_WAITS, order_id, now, order_id=order_id)

    async def _ship_by_feed(self, work: Work, now: datetime) -> None:
        if work.books.settings.policy is Policy.SAFE and not self._pulled(work, now):
            return
        items = work.books.outbox.for_feed(FEED_MOST)
        error = await send_shipments(work, items, now)
        with work.books.atomic(now):
            if error:
                put_off(work, self, error, now)
            else:
                work.books.jobs.progress(self.name, SENT)

    def _pulled(self, work: Work, now: datetime) -> bool:
        """R35 under `safe`: many orders are looked at by one pull, which this waits for, once.

        What that pull cannot show yet Amazon refuses, and then the order is read singly.
        """
        jobs = work.books.jobs
        _, _, pulled_at = jobs.get(self.name).progress.partition(PULLED)
        if pulled_at >= stamp(now - PULL_COUNTS_FOR):
            return True
        with work.books.atomic(now):
            jobs.hasten("pull_orders", now)
            jobs.progress(self.name, PULLED + stamp(now))
            jobs.wait(self.name, now, now + timedelta(seconds=1), "注文取込", failed=False)
        return False

    async def _ship(self, work: Work, items: list[PushItem], now: datetime) -> None:
        looks = work.books.settings.policy is Policy.SAFE
        if looks and not await self._look(work, items[0], now):
            return
        operation = CONFIRM_SHIPMENT
        if (ready_at := work.line.ready_at(operation, now)) > now:
            with work.books.atomic(now):
                put_off(work, self, Throttled(operation, ready_at), now)
            return
        burst = items[:1] if looks else items[: work.line.whole_tokens(operation, now)]
        calls = {item.push_id: self._notice(work, item) for item in burst}
        sending = self._intend(work, burst, now)
        if not sending:
            return
        replies, kept_back = await work.line.ask_each([calls[x.push_id] for x in sending], now)
        with work.books.atomic(now):
            causes = [item.command_seq for item in sending]
            seqs = work.line.book_each(operation, replies, causes, now)
            came = list(zip(sending, replies, seqs, strict=False))
            self._accept(work, [(x, seq) for x, reply, seq in came if not reply.error], now)
            for item, reply, seq in came:
                if reply.error:
                    self._settle(work, item, reply.error, now, seq)
            work.books.outbox.step_each(sending[len(replies) :], PushState.WAITING, now)
            if kept_back:
                put_off(work, self, kept_back, now)

    def _intend(self, work: Work, burst: list[PushItem], now: datetime) -> list[PushItem]:
        """Write that notices are on their way; without those taken back in this moment."""
        books = work.books
        with books.atomic(now):
            sending = books.outbox.still_waiting(burst)
            if not sending:
                books.jobs.progress(self.name, books.jobs.get(self.name).progress)
                return []
            work.line.intend(CONFIRM_SHIPMENT, len(sending), now)
            return books.outbox.step_each(sending, PushState.SENDING, now)

    async def _look(self, work: Work, item: PushItem, now: datetime) -> bool:
        """R35 under `safe`: read the order first; False where nothing is left to send."""
        call = get_order(item.order_id, included_in_one(work.books, now))
        try:
            reply = await work.line.ask(call, now)
        except (Throttled, Held) as error:
            with work.books.atomic(now):
                put_off(work, self, error, now)
            return False
        if reply.error and not isinstance(reply.error, RequestRefused):
            with work.books.atomic(now):
                work.line.book(reply)
                # The next try is another order's, so that one that fails for ever holds up nobody.
                work.books.jobs.progress(self.name, f"{PASSED_OVER}{item.push_id}")
                put_off(work, self, reply.error, now)
            return False
        with work.books.atomic(now):
            seq = work.line.book(reply, cause=item.command_seq)
            if reply.error is None:
                # An order that cannot be read must not hold up the others: its notice goes out and
                # Amazon's answer to it decides.
                with suppress(SetAside):
                    book_read_back(
                        work.books, read_one(reply.body), setting_of(work.books), now, cause=seq
                    )
        return work.books.outbox.get(item.push_id).state is PushState.WAITING

    def _notice(self, work: Work, item: PushItem) -> Call:
        cash_on_delivery, items = work.books.orders.parcel(item.order_id)
        return confirm_shipment(
            work.account,
            item.order_id,
            reference=package_reference(item.push_id, item.kind),
            carrier=item.carrier,
            tracking=item.tracking,
            shipped_at=instant(item.shipped_at or item.created_at),
            items=items,
            cash_on_delivery=cash_on_delivery,
        )

    def _accept(self, work: Work, taken: list[tuple[PushItem, int]], now: datetime) -> None:
        """Amazon took these; each with the journal's line of its call."""
        if not taken:
            return
        books, items = work.books, [item for item, _ in taken]
        books.outbox.step_each(items, PushState.ACCEPTED, now, causes=[seq for _, seq in taken])
        subjects = [str(item.push_id) for item in items]
        books.jobs.follow_each(SHIP_FOLLOW, subjects, now, now + CONFIRM_AFTER)
        books.jobs.progress(self.name, SENT)

    def _settle(
        self, work: Work, item: PushItem, error: RenkeiError, now: datetime, cause: int
    ) -> None:
        books = work.books
        subject = str(item.push_id)
        match error:
            case RequestRefused() as refusal:
                # What went in a feed before may have arrived: then the parcel there is ours.
                looks = books.settings.policy is Policy.SAFE or item.by_feed
                if looks and says_already_shipped(refusal):
                    books.outbox.step(item, PushState.UNKNOWN, now, cause=cause)
                    books.jobs.follow(SHIP_FOLLOW, subject, now, now + READ_BACK_AFTER)
                    return
                seq = books.outbox.step(
                    item, PushState.REFUSED, now, cause=cause, error=refusal.words
                )
                link_failed(books, item.order_id, now, cause=seq, rule="R35")
                books.jobs.progress(self.name, REFUSED)
            case AnswerLost():
                books.outbox.step(item, PushState.UNKNOWN, now, cause=cause)
                books.jobs.follow(SHIP_FOLLOW, subject, now, now + READ_BACK_AFTER)
                put_off(work, self, error, now)
            case _:
                books.outbox.step(item, PushState.WAITING, now, cause=cause)
                put_off(work, self, error, now)
