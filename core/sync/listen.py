"""注文通知: every 20 seconds, what Amazon has put into the shop's queue (R18).

It exists only where a queue is configured. A notification is no more than a hint: it makes the
engine look sooner (`core.sync.wake`). Whatever is lost, late, doubled or out of order, the poll of
every five minutes remains the truth, and a queue that is down stops nothing.
"""

from datetime import datetime

import msgspec

from core.amazon.queue import (
    RECEIVE_MOST,
    Message,
    OrderChange,
    delete,
    read_change,
    read_messages,
    receive,
)
from core.books.journal import Entry
from core.domain.backoff import backoff
from core.domain.instants import stamp
from core.domain.jobs import LISTEN
from core.errors import NotAuthorised, RenkeiError, SetAside
from core.sync.line import journal_call
from core.sync.wake import ORDER_CHANGE_FOLLOW, SEARCHABLE_AFTER, is_known
from core.sync.work import Work, finish

ROUNDS_MOST = 50
"""A queue that never empties must not keep the engine from its other work."""


class Heard(msgspec.Struct, frozen=True):
    """What a run has heard so far."""

    rounds: int = 0
    changes: int = 0
    unusable: int = 0


class Listen:
    """One step takes up to ten messages, stores what they say, and then deletes them."""

    name, label, period = LISTEN

    async def step(self, work: Work, now: datetime) -> None:
        """Go on until the queue is empty. A call that brought nothing is not journalled."""
        access = work.account.queue
        assert access is not None
        reply = await work.line.ask_beside(receive(access, now), now)
        try:
            if reply.error:
                raise reply.error
            messages = read_messages(reply.body)
        except RenkeiError as error:
            with work.books.atomic(now):
                journal_call(work.books, reply)
                self._put_off(work, error, now)
            return
        heard = self._heard(work)
        if messages:
            with work.books.atomic(now):
                cause = journal_call(work.books, reply)
                heard = self._take(work, messages, heard, now, cause)
            # Only now: what is killed in between comes again, and changes nothing then.
            answer = await work.line.ask_beside(delete(access, messages, now), now)
            with work.books.atomic(now):
                journal_call(work.books, answer)
        if len(messages) < RECEIVE_MOST or heard.rounds >= ROUNDS_MOST:
            with work.books.atomic(now):
                finish(work, self, now, _result(heard))

    def _take(
        self, work: Work, messages: tuple[Message, ...], heard: Heard, now: datetime, cause: int
    ) -> Heard:
        """Store what messages say, inside an open step."""
        changes = [change for change in map(_read, messages) if change and _is_ours(work, change)]
        for change in changes:
            _look_soon(work, change, now)
        if unusable := len(messages) - len(changes):
            work.books.journal.write(Entry.JOB, cause=cause, job=self.name, unusable=unusable)
        heard = Heard(heard.rounds + 1, heard.changes + len(changes), heard.unusable + unusable)
        work.books.jobs.progress(self.name, msgspec.json.encode(heard).decode())
        return heard

    def _heard(self, work: Work) -> Heard:
        progress = work.books.jobs.get(self.name).progress
        return msgspec.json.decode(progress, type=Heard) if progress else Heard()

    def _put_off(self, work: Work, error: RenkeiError, now: datetime) -> None:
        tries = work.books.jobs.get(self.name).tries
        match error:
            case NotAuthorised():
                waits_for = "通知キューの認証"
            case SetAside():
                waits_for = "読み取れる通知"
            case _:
                waits_for = "通知キューの復旧"
        due_at = now + max(backoff(tries, work.jitter), self.period)
        work.books.jobs.wait(self.name, now, due_at, waits_for, failed=True)


def _read(message: Message) -> OrderChange | None:
    try:
        return read_change(message)
    except SetAside:
        return None


def _is_ours(work: Work, change: OrderChange) -> bool:
    account = work.account
    return (change.seller_id, change.marketplace_id) == (account.seller_id, account.marketplace_id)


def _look_soon(work: Work, change: OrderChange, now: datetime) -> None:
    """Amazon's search shows a change after two minutes. Its clock may be ahead of ours."""
    changed_at = min(change.changed_at, now)
    if is_known(work, change.order_id, changed_at):
        return
    due_at = max(now, changed_at + SEARCHABLE_AFTER)
    work.books.jobs.follow(ORDER_CHANGE_FOLLOW, change.order_id, now, due_at, stamp(changed_at))


def _result(heard: Heard) -> str:
    if not heard.rounds:
        return ""
    unusable = f"・使えない通知 {heard.unusable}件" if heard.unusable else ""
    return f"{heard.changes}件{unusable}"
