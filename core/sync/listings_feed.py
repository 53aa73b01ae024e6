"""More than 40 changed SKUs go in one JSON_LISTINGS_FEED; its report is read by the line (R16)."""

from datetime import datetime, timedelta
from itertools import repeat

from core.amazon.call import Reply
from core.amazon.feeds import LISTINGS_FEED, WHOLE_FEED, ReportLine
from core.amazon.listing_messages import (
    MESSAGES_MAX,
    ListingMessage,
    listings_content,
    read_listings_report,
)
from core.books.jobs import Follow
from core.books.offers import Change
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
from core.sync.listings_read_back import CONFIRM_AFTER, LISTINGS_FOLLOW
from core.sync.work import Work

LISTINGS_FEED_FOLLOW = "listings_feed"
LOOK_EVERY = timedelta(minutes=2)
LOOK_SELDOM = timedelta(minutes=15)
LATE_AFTER = timedelta(hours=1)
_SUBJECT = "push_listings"
"""Findings about a feed as a whole stand on the job."""


async def send_feed(work: Work, changes: list[Change], now: datetime) -> RenkeiError | None:
    """Submit one feed for `changes`; gives what stopped it, None if Amazon took it.

    After a lost answer its SKUs are 結果不明: the next run looks at each before it sends again.
    """
    messages = [
        ListingMessage(number, each.sku, each.asin, each.errand, each.offer)
        for number, each in enumerate(changes, start=1)
    ]
    try:
        content = listings_content(work.account, messages)
        document = await upload_content(work, LISTINGS_FEED, content, now)
    except RenkeiError as error:
        return error
    offers, skus = work.books.offers, [each.sku for each in changes]
    with work.books.atomic(now):
        offers.intend(skus)
    answer = await start_feed(work, LISTINGS_FEED, document, now)
    with work.books.atomic(now):
        if not isinstance(answer, Reply):
            offers.stopped(skus, PushState.WAITING)
            return answer
        cause = work.line.book(answer)
        outcome = feed_id_of(answer)
        if isinstance(outcome, RenkeiError):
            lost = isinstance(outcome, AnswerLost)
            offers.stopped(skus, PushState.UNKNOWN if lost else PushState.WAITING)
            return outcome
        offers.accepted(changes, outcome, now, causes=repeat(cause))
        work.books.jobs.follow(LISTINGS_FEED_FOLLOW, outcome, now, now + LOOK_EVERY)
    return None


async def follow_listings_feed(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Look how far a feed of listings is; when it is over, read its report."""
    try:
        feed, seq = await look_at_feed(work, follow.subject, now)
        if not feed.over:
            _still_waiting(work, follow, now)
            return None
        if feed.processing_status != "DONE" or not feed.result_feed_document_id:
            _come_to_nothing(work, follow, feed.processing_status, now, seq)
            return None
        body, document, seq = await fetch_report(work, feed, now)
        lines = read_listings_report(body, document)
    except (RequestRefused, SetAside) as error:
        if now - follow.since < LATE_AFTER:
            raise
        _come_to_nothing(work, follow, str(error), now, work.books.journal.latest())
        return None
    if whole := next((line.error for line in lines if line.message_id == WHOLE_FEED), ""):
        _come_to_nothing(work, follow, whole, now, seq)
        return None
    with work.books.atomic(now):
        _settle(work, follow.subject, lines, now, seq)
        for finding in (Finding.LISTING_REFUSED, Finding.LISTING_UNCONFIRMED):
            work.books.findings.clear(finding, _SUBJECT)
        work.books.jobs.unfollow(follow.kind, follow.subject)
        work.books.jobs.follow(LISTINGS_FOLLOW, follow.subject, now, now + CONFIRM_AFTER)
    return None


def _settle(
    work: Work, feed_id: str, lines: tuple[ReportLine, ...], now: datetime, cause: int
) -> None:
    """What a line refuses differs again and goes with a later run; the rest is read back."""
    books = work.books
    for line in lines:
        sku = books.offers.by_message(feed_id, line.message_id)
        if sku is None:
            continue
        books.offers.resend([sku], PushState.REFUSED, line.error)
        books.findings.raise_(
            Finding.LISTING_REFUSED, sku, now, sku=sku, note=line.error, cause=cause
        )
    accepted = books.offers.awaited(feed_id, limit=MESSAGES_MAX)
    books.findings.clear_each(Finding.LISTING_REFUSED, (each.sku for each in accepted))


def _still_waiting(work: Work, follow: Follow, now: datetime) -> None:
    late = now - follow.since >= LATE_AFTER
    with work.books.atomic(now):
        if late:
            work.books.findings.raise_(
                Finding.LISTING_UNCONFIRMED, _SUBJECT, now, note=follow.subject
            )
        later = now + (LOOK_SELDOM if late else LOOK_EVERY)
        work.books.jobs.postpone(follow.kind, follow.subject, later, tried=True)


def _come_to_nothing(work: Work, follow: Follow, words: str, now: datetime, cause: int) -> None:
    """A feed that failed as a whole may have done some of its work: all is looked at anew."""
    books = work.books
    with books.atomic(now):
        rest = books.offers.awaited(follow.subject, limit=MESSAGES_MAX)
        books.offers.resend([each.sku for each in rest], PushState.UNKNOWN)
        books.findings.raise_(Finding.LISTING_REFUSED, _SUBJECT, now, note=words[:200], cause=cause)
        books.jobs.unfollow(follow.kind, follow.subject)
