"""What was sent is looked at again until it shows (R38): shipments, cancels, lost answers."""

from datetime import datetime, timedelta

from core.amazon.order_facts import read_one
from core.amazon.orders import get_order
from core.books.jobs import Follow
from core.books.outbox import PushItem
from core.domain.findings import Finding
from core.domain.instants import instant
from core.domain.labels import AmazonStatus, PushKind, PushState
from core.errors import RenkeiError, SetAside
from core.sync.axes import link_failed
from core.sync.booking import book_read_back, setting_of
from core.sync.datasets import included_in_one
from core.sync.notice_feed import READ_BACK_AFTER
from core.sync.settling import CANCEL_FOLLOW, CANCEL_REFUSED, SHIP_FOLLOW
from core.sync.work import Work

AGAIN_AFTER = timedelta(minutes=10)
LATE_AFTER = timedelta(hours=1)
SELDOM = timedelta(hours=6)

_PUSH_JOB = "push_outcomes"
_ALL = 1_000_000


async def read_back(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Read the order behind a notice; gives what stopped it, None if it was read.

    Amazon's word settles the notice where it can (`core.sync.booking`). A lost one that has left no
    trace at Amazon goes out again: the same packageReferenceId makes a repeat harmless.
    """
    books = work.books
    item = books.outbox.get(int(follow.subject))
    reply = await work.line.ask(get_order(item.order_id, included_in_one(books, now)), now)
    with books.atomic(now):
        seq = work.line.book(reply, cause=item.command_seq)
        if reply.error:
            return reply.error
        try:
            book_read_back(books, read_one(reply.body), setting_of(books), now, cause=seq)
        except SetAside as error:
            return error
        item = books.outbox.get(item.push_id)
        match item.state:
            case PushState.ACCEPTED:
                _look_again(work, follow, item, now)
            case PushState.UNKNOWN if follow.data == CANCEL_REFUSED:
                seq = books.outbox.step(item, PushState.REFUSED, now, cause=seq)
                link_failed(books, item.order_id, now, cause=seq, rule="R37")
                books.jobs.unfollow(follow.kind, follow.subject)
            case PushState.UNKNOWN:
                books.outbox.step(item, PushState.WAITING, now, cause=seq)
                books.jobs.unfollow(follow.kind, follow.subject)
                books.jobs.hasten(_PUSH_JOB, now)
                if now - instant(item.created_at) >= LATE_AFTER:
                    _unconfirmed(work, item, now)
            case _:
                books.jobs.unfollow(follow.kind, follow.subject)
    return None


def _look_again(work: Work, follow: Follow, item: PushItem, now: datetime) -> None:
    state = work.books.orders.state(item.order_id)
    if state and state.amazon_status is AmazonStatus.CANCELLED:
        # Nothing more can be seen of a shipment of an order that Amazon has ended.
        _unconfirmed(work, item, now)
        work.books.jobs.unfollow(follow.kind, follow.subject)
        return
    late = now - follow.since >= LATE_AFTER
    if late:
        _unconfirmed(work, item, now)
    later = now + (SELDOM if late else AGAIN_AFTER)
    work.books.jobs.postpone(follow.kind, follow.subject, later, tried=True)


def _unconfirmed(work: Work, item: PushItem, now: datetime) -> None:
    work.books.findings.raise_(Finding.UNCONFIRMED, item.order_id, now, order_id=item.order_id)


def recover(work: Work, now: datetime) -> None:
    """On start: what was 送信中 when we were killed is 結果不明, and is read back at once (R42).

    What was on its way in a feed is read when that feed, if there is one, has had time to run. If
    it was not created, the order shows nothing and the notice goes out again.
    """
    books = work.books
    sending = [PushState.SENDING]
    lost = [item for kind in PushKind for item in books.outbox.in_state(sending, kind, limit=_ALL)]
    if not lost:
        return
    with books.atomic(now):
        for item in lost:
            books.outbox.step(item, PushState.UNKNOWN, now)
            follow_kind = SHIP_FOLLOW if item.kind is PushKind.SHIP else CANCEL_FOLLOW
            due_at = now + READ_BACK_AFTER if item.by_feed else now
            books.jobs.follow(follow_kind, str(item.push_id), now, due_at)
