"""配送完了 and 注文キャンセル in a feed: intent before act, and what stays open (R38, R42)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import repeat

from core.amazon.call import Reply
from core.amazon.feeds import FeedKind, ReportLine, read_xml_report
from core.books.jobs import Follow
from core.books.outbox import PushItem
from core.domain.findings import Finding
from core.domain.labels import PushState
from core.errors import AnswerLost, RenkeiError, RequestRefused, SetAside
from core.sync.feed_run import (
    feed_id_of,
    fetch_report,
    look_at_feed,
    start_feed,
    upload_content,
)
from core.sync.work import Work

LOOK_EVERY = timedelta(minutes=2)
LOOK_SELDOM = timedelta(minutes=15)
LATE_AFTER = timedelta(hours=1)
Settle = Callable[[Work, str, tuple[ReportLine, ...], datetime, int], None]
"""Books what a report says of a feed's notices, inside an open step; the last is the cause."""

READ_BACK_AFTER = timedelta(minutes=20)
"""A feed that nobody knows of may still be running: its orders are read after it had time to."""


async def send_notices(
    work: Work,
    kind: FeedKind,
    content: bytes,
    items: list[PushItem],
    now: datetime,
    *,
    feed_follow: str,
    follow: str,
) -> RenkeiError | None:
    """Submit one feed for `items`; gives what stopped it, None if nothing did.

    Until the feed is created nothing happens at Amazon, so a failure before that leaves the notices
    waiting; a lost answer to its creation leaves them 結果不明, to be read back one by one. Where
    one was taken back during the upload, nothing is sent: the next step makes a new feed.
    """
    try:
        document = await upload_content(work, kind, content, now)
    except RenkeiError as error:
        return error
    sending = _intend(work, items, now)
    if sending is None:
        return None
    answer = await start_feed(work, kind, document, now)
    with work.books.atomic(now):
        if not isinstance(answer, Reply):
            _settle(work, sending, answer, now, feed_follow, follow, cause=None)
            return answer
        cause = work.line.book(answer)
        outcome = feed_id_of(answer)
        _settle(work, sending, outcome, now, feed_follow, follow, cause=cause)
    return None if isinstance(outcome, str) else outcome


def _intend(work: Work, items: list[PushItem], now: datetime) -> list[PushItem] | None:
    """Write that all of them are on their way; None where one was taken back meanwhile."""
    outbox = work.books.outbox
    with work.books.atomic(now):
        if len(outbox.still_waiting(items)) < len(items):
            return None
        return outbox.step_each(items, PushState.SENDING, now, by_feed=True)


def _settle(
    work: Work,
    items: list[PushItem],
    outcome: str | RenkeiError,
    now: datetime,
    feed_follow: str,
    follow: str,
    *,
    cause: int | None,
) -> None:
    """Book what came of createFeed, inside an open step."""
    books = work.books
    match outcome:
        case str():
            books.outbox.step_each(
                items, PushState.ACCEPTED, now, causes=repeat(cause), feed_id=outcome
            )
            books.jobs.follow(feed_follow, outcome, now, now + LOOK_EVERY)
        case AnswerLost():
            for item in items:
                leave_open(work, item, now, follow, cause=cause)
        case _:
            books.outbox.step_each(
                items, PushState.WAITING, now, causes=repeat(cause), by_feed=False
            )


def leave_open(
    work: Work, item: PushItem, now: datetime, follow: str, *, cause: int | None, error: str = ""
) -> None:
    """Nobody knows what came of a notice: its order is read before anything is sent again."""
    work.books.outbox.step(item, PushState.UNKNOWN, now, cause=cause, error=error)
    work.books.jobs.follow(follow, str(item.push_id), now, now + READ_BACK_AFTER)


async def follow_notices(
    work: Work, follow: Follow, now: datetime, item_follow: str, settle: Settle
) -> None:
    """Look how far a feed is; when it is over, `settle` each notice by the lines of its report.

    What cannot be had of it for an hour, because it is refused or unreadable, is done without.
    Raises what stopped it.
    """
    try:
        feed, seq = await look_at_feed(work, follow.subject, now)
        if not feed.over:
            _still_waiting(work, follow, now)
            return
        if feed.processing_status != "DONE" or not feed.result_feed_document_id:
            _come_to_nothing(work, follow, now, seq, item_follow)
            return
        body, document, seq = await fetch_report(work, feed, now)
        lines = read_xml_report(body, document)
    except (RequestRefused, SetAside):
        if now - follow.since < LATE_AFTER:
            raise
        _come_to_nothing(work, follow, now, work.books.journal.latest(), item_follow)
        return
    with work.books.atomic(now):
        settle(work, follow.subject, lines, now, seq)
        work.books.jobs.unfollow(follow.kind, follow.subject)


def _still_waiting(work: Work, follow: Follow, now: datetime) -> None:
    """A feed is not over: look again, and say so when it takes long."""
    late = now - follow.since >= LATE_AFTER
    with work.books.atomic(now):
        if late:
            for item in work.books.outbox.of_feed(follow.subject):
                work.books.findings.raise_(
                    Finding.UNCONFIRMED, item.order_id, now, order_id=item.order_id
                )
        later = now + (LOOK_SELDOM if late else LOOK_EVERY)
        work.books.jobs.postpone(follow.kind, follow.subject, later, tried=True)


def _come_to_nothing(
    work: Work, follow: Follow, now: datetime, cause: int, item_follow: str
) -> None:
    """A feed that ended FATAL or CANCELLED may have done some, none or all of its work."""
    with work.books.atomic(now):
        for item in work.books.outbox.of_feed(follow.subject):
            if item.state is PushState.ACCEPTED:
                leave_open(work, item, now, item_follow, cause=cause)
        work.books.jobs.unfollow(follow.kind, follow.subject)
