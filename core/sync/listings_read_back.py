"""Accepted is not applied: what was sent of a listing is read back until it shows (R16)."""

from datetime import datetime, timedelta
from itertools import takewhile

from core.amazon.call import Call, Reply
from core.amazon.listing_messages import MESSAGES_MAX
from core.amazon.listings import get_item, read_item, read_items, search_items
from core.books.jobs import Follow
from core.books.offers import Sent
from core.domain.findings import Finding
from core.domain.labels import PushState
from core.domain.listings import (
    AtAmazon,
    ListingFact,
    Verdict,
    delete_verdict,
    offer_verdict,
    pauses,
)
from core.errors import RenkeiError, RequestRefused, SetAside
from core.sync.listings_look import NOT_THERE, PAUSED_FBA
from core.sync.work import Work

LISTINGS_FOLLOW = "listings"
"""Follows what went in one run, by one searchListingsItems for twenty."""

CONFIRM_AFTER = timedelta(minutes=16)
"""Amazon shows a listing change within about a quarter of an hour."""

LATE_AFTER = timedelta(hours=1)
_BATCH = 20


async def read_listings_back(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Read the next SKUs of a batch; `follow.data` is the last one of this round."""
    offers = work.books.offers
    sent = offers.awaited(follow.subject, after=follow.data, limit=_BATCH)
    if not sent:
        _end_round(work, follow, now)
        return None
    asked = list(takewhile(lambda each: "," not in each.sku, sent)) or sent[:1]
    reply = await work.line.ask(_call(work, asked), now)
    with work.books.atomic(now):
        seq = work.line.book(reply)
        if reply.error and not isinstance(reply.error, RequestRefused):
            return reply.error
        facts = _facts(reply, alone=len(asked) == 1)
        if facts is not None:
            shown = [s for s in asked if _settle(work, s, facts.get(s.sku), now, seq)]
            work.books.findings.clear_each(Finding.LISTING_UNCONFIRMED, (s.sku for s in shown))
        work.books.jobs.note(follow.kind, follow.subject, asked[-1].sku)
    return None


def _call(work: Work, asked: list[Sent]) -> Call:
    if len(asked) == 1:
        return get_item(work.account, asked[0].sku)
    return search_items(work.account, [each.sku for each in asked])


def _facts(reply: Reply, *, alone: bool) -> dict[str, ListingFact] | None:
    """What Amazon shows, by SKU; None where the answer does not say it."""
    if isinstance(reply.error, RequestRefused):
        return {} if reply.error.status == NOT_THERE else None
    try:
        if alone:
            fact = read_item(reply.body)
            return {fact.sku: fact}
        return read_items(reply.body)
    except SetAside:
        return None


def _settle(work: Work, sent: Sent, fact: ListingFact | None, now: datetime, cause: int) -> bool:
    """Book what is shown of one SKU; gives whether that is what was sent."""
    books, sku = work.books, sent.sku
    if sent.offer is None:
        gone = delete_verdict(fact) is Verdict.CONFIRMED
        if gone:
            books.offers.gone(sku, now)
            books.products.remove_gone(sku)
        return gone
    if fact:
        paused = pauses(fact, forced=sent.forced, policy=books.settings.policy)
        books.offers.seen(
            sku,
            AtAmazon.PRESENT,
            now,
            quantity=fact.quantity,
            paused=PAUSED_FBA if paused else "",
        )
        if paused:
            books.findings.raise_(Finding.FBA_PAUSED, sku, now, sku=sku, cause=cause)
    verdict = offer_verdict(fact, sent.offer, sent.sent_at)
    match verdict:
        case Verdict.CONFIRMED:
            books.offers.settled(sku, PushState.CONFIRMED)
        case Verdict.REFUSED:
            assert fact is not None
            books.offers.settled(sku, PushState.REFUSED, fact.errors)
            books.findings.raise_(
                Finding.LISTING_REFUSED, sku, now, sku=sku, note=fact.errors, cause=cause
            )
        case Verdict.NOT_YET:
            if fact is None and sent.deleted:
                # An earlier deletion took effect after this offer was taken: it is registered anew.
                books.offers.resend([sku], PushState.WAITING)
    return verdict is Verdict.CONFIRMED


def _end_round(work: Work, follow: Follow, now: datetime) -> None:
    """All of a batch were read once: come again for the rest, or say that they do not show."""
    books = work.books
    late = now - follow.since >= LATE_AFTER
    with books.atomic(now):
        rest = books.offers.awaited(follow.subject, limit=MESSAGES_MAX if late else 1)
        if late:
            for each in rest:
                books.findings.raise_(Finding.LISTING_UNCONFIRMED, each.sku, now, sku=each.sku)
                books.offers.settled(each.sku, PushState.ACCEPTED)
        if late or not rest:
            books.jobs.unfollow(follow.kind, follow.subject)
            return
        books.jobs.note(follow.kind, follow.subject, "")
        books.jobs.postpone(follow.kind, follow.subject, now + CONFIRM_AFTER, tried=True)
