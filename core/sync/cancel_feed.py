"""Cancels go by feed, all that wait in one (R37): submit it, follow it, read its report."""

from datetime import datetime, timedelta

from core.amazon.call import Reply
from core.amazon.feeds import (
    CancelMessage,
    Feed,
    ReportLine,
    cancel_content,
    create_document,
    create_feed,
    download,
    get_document,
    get_feed,
    read_created,
    read_document,
    read_feed,
    read_report,
    upload,
)
from core.books.jobs import Follow
from core.books.outbox import PushItem
from core.domain.findings import Finding
from core.domain.labels import PaymentStatus, PushState
from core.errors import AnswerLost, RenkeiError, SetAside
from core.sync.booking import CANCEL_FOLLOW, link_failed, move_axes
from core.sync.work import Work

FEED_FOLLOW = "feed"
LOOK_EVERY = timedelta(minutes=2)
LOOK_SELDOM = timedelta(minutes=15)
LATE_AFTER = timedelta(hours=1)
CONFIRM_AFTER = timedelta(minutes=10)


async def send_cancels(work: Work, items: list[PushItem], now: datetime) -> RenkeiError | None:
    """Submit one feed for `items`; gives what stopped it, None if Amazon took it.

    Until the feed is created nothing happens at Amazon, so a failure before that leaves the cancels
    waiting; a lost answer to its creation leaves them 結果不明, to be read back one by one.
    """
    books = work.books
    with books.atomic(now):
        for item in items:
            books.outbox.step(item, PushState.SENDING, now)
    sent = [books.outbox.get(item.push_id) for item in items]
    error: RenkeiError | None
    try:
        reply = await _submit(work, items, now)
        error = reply.error
    except RenkeiError as stopped:
        reply, error = None, stopped
    with books.atomic(now):
        seq = work.line.book(reply) if reply else None
        if reply and error is None:
            error = _taken(work, sent, reply, now, seq)
        elif isinstance(error, AnswerLost):
            for item in sent:
                books.outbox.step(item, PushState.UNKNOWN, now, cause=seq)
                books.jobs.follow(CANCEL_FOLLOW, str(item.push_id), now, now + CONFIRM_AFTER)
        else:
            for item in sent:
                books.outbox.step(item, PushState.WAITING, now, cause=seq)
    return error


async def _submit(work: Work, items: list[PushItem], now: datetime) -> Reply:
    """The three calls of a feed; gives the reply to the last, raises what stopped an earlier."""
    messages = [
        CancelMessage(
            item.order_id,
            tuple(item_id for item_id, _, _ in work.books.orders.items(item.order_id)),
            item.reason.code if item.reason else "",
        )
        for item in items
    ]
    document = read_document(await _ask(work, await work.line.ask(create_document(), now), now))
    content = cancel_content(work.account.seller_id, messages)
    await _ask(work, await work.line.ask(upload(document, content), now), now)
    return await work.line.ask(create_feed(work.account, document), now)


async def _ask(work: Work, reply: Reply, now: datetime) -> bytes:
    with work.books.atomic(now):
        work.line.book(reply)
    if reply.error:
        raise reply.error
    return reply.body


def _taken(
    work: Work, sent: list[PushItem], reply: Reply, now: datetime, seq: int | None
) -> RenkeiError | None:
    try:
        feed_id = read_created(reply.body)
    except SetAside:
        for item in sent:
            work.books.outbox.step(item, PushState.UNKNOWN, now, cause=seq)
            work.books.jobs.follow(CANCEL_FOLLOW, str(item.push_id), now, now + CONFIRM_AFTER)
        return AnswerLost("createFeed")
    for item in sent:
        work.books.outbox.step(item, PushState.ACCEPTED, now, cause=seq, feed_id=feed_id)
    work.books.jobs.follow(FEED_FOLLOW, feed_id, now, now + LOOK_EVERY)
    return None


async def follow_feed(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Look how far a feed is; when it is over, read its report line by line."""
    reply = await work.line.ask(get_feed(follow.subject), now)
    if reply.error:
        with work.books.atomic(now):
            work.line.book(reply)
        return reply.error
    feed = read_feed(reply.body)
    with work.books.atomic(now):
        seq = work.line.book(reply)
        if not feed.over:
            _still_waiting(work, follow, now)
            return None
        if feed.processing_status != "DONE" or not feed.result_feed_document_id:
            _come_to_nothing(work, follow, now, seq)
            return None
    return await _read_report(work, follow, feed, now)


async def _read_report(work: Work, follow: Follow, feed: Feed, now: datetime) -> RenkeiError | None:
    address = await work.line.ask(get_document(feed.result_feed_document_id), now)
    document = read_document(await _ask(work, address, now))
    reply = await work.line.ask(download(document), now)
    if reply.error:
        with work.books.atomic(now):
            work.line.book(reply)
        return reply.error
    lines = read_report(reply.body, document)
    with work.books.atomic(now):
        seq = work.line.book(reply)
        _settle(work, follow.subject, lines, now, seq)
        work.books.jobs.unfollow(FEED_FOLLOW, follow.subject)
    return None


def _settle(
    work: Work, feed_id: str, lines: tuple[ReportLine, ...], now: datetime, cause: int
) -> None:
    """DONE is not success: each message has an answer of its own."""
    books = work.books
    errors = {line.message_id: line.error for line in lines}
    for number, item in enumerate(books.outbox.of_feed(feed_id), start=1):
        if item.state is not PushState.ACCEPTED:
            continue
        if number in errors:
            seq = books.outbox.step(item, PushState.REFUSED, now, cause=cause, error=errors[number])
            link_failed(books, item.order_id, now, cause=seq, rule="R37")
            continue
        seq = move_axes(
            books, item.order_id, payment_status=PaymentStatus.CANCELLED, cause=cause, rule="R37"
        )
        books.stock.settle(item.order_id, books.stock.returnable(item.order_id), now, cause=seq)
        books.jobs.follow(CANCEL_FOLLOW, str(item.push_id), now, now + CONFIRM_AFTER)


def _still_waiting(work: Work, follow: Follow, now: datetime) -> None:
    late = now - follow.since >= LATE_AFTER
    if late:
        for item in work.books.outbox.of_feed(follow.subject):
            work.books.findings.raise_(
                Finding.UNCONFIRMED, item.order_id, now, order_id=item.order_id
            )
    later = now + (LOOK_SELDOM if late else LOOK_EVERY)
    work.books.jobs.postpone(FEED_FOLLOW, follow.subject, later, tried=True)


def _come_to_nothing(work: Work, follow: Follow, now: datetime, cause: int) -> None:
    """A feed that ended FATAL or CANCELLED may have done some, none or all of its work."""
    for item in work.books.outbox.of_feed(follow.subject):
        if item.state is PushState.ACCEPTED:
            work.books.outbox.step(item, PushState.UNKNOWN, now, cause=cause)
            work.books.jobs.follow(CANCEL_FOLLOW, str(item.push_id), now, now + CONFIRM_AFTER)
    work.books.jobs.unfollow(FEED_FOLLOW, follow.subject)
