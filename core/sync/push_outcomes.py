"""配送・キャンセル送信: every 20 minutes, what the shop decided goes to Amazon (R32, R35, R37)."""

from contextlib import suppress
from datetime import datetime, timedelta

from core.amazon.call import Call, Reply
from core.amazon.order_facts import read_one
from core.amazon.orders import get_order
from core.amazon.shipments import confirm_shipment, says_already_shipped
from core.books.outbox import PushItem
from core.domain.instants import instant
from core.domain.labels import PaymentKind, Policy, PushKind, PushState
from core.domain.outbox import package_reference
from core.errors import (
    AnswerLost,
    Held,
    RequestRefused,
    SetAside,
    Throttled,
)
from core.sync.booking import SHIP_FOLLOW, book_or_set_aside, link_failed, setting_of
from core.sync.cancel_feed import send_cancels
from core.sync.datasets import included_in_one
from core.sync.work import Work, book_failure, finish, put_off

CONFIRM_AFTER = timedelta(minutes=10)
"""By then a pull has normally shown the effect; only what it has not is read singly (R38)."""

READ_BACK_AFTER = timedelta(minutes=5)
"""A lost answer is read back after Amazon had time to show what it did."""


class PushOutcomes:
    """One step sends one shipment notice, or all waiting cancels in one feed."""

    name = "push_outcomes"
    label = "配送・キャンセル送信"
    period = timedelta(minutes=20)

    async def step(self, work: Work, now: datetime) -> None:
        """Send what waits longest; when nothing waits, the run is over."""
        waiting = work.books.outbox.in_state([PushState.WAITING], PushKind.SHIP, limit=1)
        if waiting:
            await self._ship(work, waiting[0], now)
            return
        cancels = work.books.outbox.in_state([PushState.WAITING], PushKind.CANCEL)
        if cancels:
            error = await send_cancels(work, cancels, now)
            if error:
                with work.books.atomic(now):
                    put_off(work, self, error, now)
            return
        with work.books.atomic(now):
            finish(work, self, now, work.books.jobs.get(self.name).progress or "0件")

    async def _ship(self, work: Work, item: PushItem, now: datetime) -> None:
        if work.books.settings.policy is Policy.SAFE and not await self._look(work, item, now):
            return
        call = self._notice(work, item)
        if (ready_at := work.line.ready_at(call.operation, now)) > now:
            with work.books.atomic(now):
                put_off(work, self, Throttled(call.operation, ready_at), now)
            return
        with work.books.atomic(now):
            work.books.outbox.step(item, PushState.SENDING, now)
        reply = await work.line.ask(call, now)
        with work.books.atomic(now):
            seq = work.line.book(reply, cause=item.command_seq)
            self._settle(work, work.books.outbox.get(item.push_id), reply, now, seq)

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
            book_failure(work, self, reply, now)
            return False
        with work.books.atomic(now):
            seq = work.line.book(reply, cause=item.command_seq)
            if reply.error is None:
                # An order that cannot be read must not hold up the others: its notice goes out and
                # Amazon's answer to it decides.
                with suppress(SetAside):
                    book_or_set_aside(
                        work.books, read_one(reply.body), setting_of(work.books), now, cause=seq
                    )
        return work.books.outbox.get(item.push_id).state is PushState.WAITING

    def _notice(self, work: Work, item: PushItem) -> Call:
        order = work.books.orders
        return confirm_shipment(
            work.account,
            item.order_id,
            reference=package_reference(item.push_id, item.kind),
            carrier=item.carrier,
            tracking=item.tracking,
            shipped_at=instant(item.created_at),
            items=[(item_id, quantity) for item_id, _, quantity in order.items(item.order_id)],
            cash_on_delivery=order.payment_kind(item.order_id) is PaymentKind.COD,
        )

    def _settle(self, work: Work, item: PushItem, reply: Reply, now: datetime, cause: int) -> None:
        books = work.books
        subject = str(item.push_id)
        match reply.error:
            case None:
                books.outbox.step(item, PushState.ACCEPTED, now, cause=cause)
                books.jobs.follow(SHIP_FOLLOW, subject, now, now + CONFIRM_AFTER)
                books.jobs.progress(self.name, "送信あり")
            case RequestRefused() as refusal:
                if books.settings.policy is Policy.SAFE and says_already_shipped(refusal):
                    books.outbox.step(item, PushState.UNKNOWN, now, cause=cause)
                    books.jobs.follow(SHIP_FOLLOW, subject, now, now + READ_BACK_AFTER)
                    return
                seq = books.outbox.step(
                    item, PushState.REFUSED, now, cause=cause, error=refusal.words
                )
                link_failed(books, item.order_id, now, cause=seq, rule="R35")
                books.jobs.progress(self.name, "拒否あり")
            case AnswerLost() as error:
                books.outbox.step(item, PushState.UNKNOWN, now, cause=cause)
                books.jobs.follow(SHIP_FOLLOW, subject, now, now + READ_BACK_AFTER)
                put_off(work, self, error, now)
            case error:
                books.outbox.step(item, PushState.WAITING, now, cause=cause)
                put_off(work, self, error, now)
