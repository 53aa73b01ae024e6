"""See Amazon's side of SKUs before anything is written (R08, R14), singly or twenty at a time."""

from datetime import datetime, timedelta

from core.amazon.call import Reply
from core.amazon.catalog import read_found, search_identifiers
from core.amazon.listings import get_item, read_item, read_items, search_items
from core.books.offers import Change
from core.domain.findings import Finding
from core.domain.labels import Policy, Posting
from core.domain.listings import AtAmazon, ListingFact, pauses, shows
from core.errors import NotAuthorised, RenkeiError, RequestRefused, SetAside
from core.sync.work import Work

LOOK_COUNTS_FOR = timedelta(minutes=15)
"""A look is good for one sending within this time."""

PAUSED_FBA = "FBA"
NOT_THERE = 404
NOT_IN_CATALOGUE = "ASIN {asin} はAmazonカタログにありません。"


async def look_at(
    work: Work, changes: list[Change], policy: Policy, now: datetime
) -> RenkeiError | None:
    """Ask for the first of `changes`, with all that one search can name; gives what stopped it.

    A search may miss what is new at Amazon, so what it does not find is asked for singly before it
    counts as absent.
    """
    named = [each for each in changes if _can_be_named(each)]
    if len(named) < 2 or not _can_be_named(changes[0]):
        return await _look_at_one(work, changes[0], policy, now)
    reply = await work.line.ask(search_items(work.account, [each.sku for each in named]), now)
    with work.books.atomic(now):
        seq = work.line.book(reply)
        if reply.error and not isinstance(reply.error, RequestRefused):
            return reply.error
        facts = _found(reply)
        for change in named:
            if fact := facts.get(change.sku):
                _book_present(work, change, fact, policy, now, seq)
            else:
                work.books.offers.seen(change.sku, AtAmazon.UNSURE, now)
    return None


def _can_be_named(change: Change) -> bool:
    return change.at_amazon is not AtAmazon.UNSURE and "," not in change.sku


def _found(reply: Reply) -> dict[str, ListingFact]:
    if reply.error:
        return {}
    try:
        return read_items(reply.body)
    except SetAside:
        return {}


async def _look_at_one(
    work: Work, change: Change, policy: Policy, now: datetime
) -> RenkeiError | None:
    reply = await work.line.ask(get_item(work.account, change.sku), now)
    refusal = reply.error
    with work.books.atomic(now):
        seq = work.line.book(reply)
        if isinstance(refusal, RequestRefused):
            if refusal.status == NOT_THERE:
                _book_absent(work, change, now, seq)
            else:
                _book_unknown(work, change, refusal.words, now, seq)
            return None
        if refusal:
            return refusal
        try:
            fact = read_item(reply.body)
        except SetAside as unreadable:
            _book_unknown(work, change, unreadable.reason, now, seq)
            return None
        _book_present(work, change, fact, policy, now, seq)
    return None


def _book_present(
    work: Work, change: Change, fact: ListingFact, policy: Policy, now: datetime, cause: int
) -> None:
    books, sku = work.books, change.sku
    books.findings.clear(Finding.LISTING_MISSING, sku, sku=sku)
    if fact.asin in ("", change.asin):
        books.findings.clear(Finding.ASIN_DIFFERS, sku, sku=sku)
    else:
        books.findings.raise_(Finding.ASIN_DIFFERS, sku, now, sku=sku, note=fact.asin, cause=cause)
    if pauses(fact, forced=change.forced, policy=policy):
        books.offers.seen(sku, AtAmazon.PRESENT, now, quantity=fact.quantity, paused=PAUSED_FBA)
        books.findings.raise_(Finding.FBA_PAUSED, sku, now, sku=sku, cause=cause)
        return
    books.findings.clear(Finding.FBA_PAUSED, sku, sku=sku)
    books.offers.seen(sku, AtAmazon.PRESENT, now, quantity=fact.quantity)
    if change.open and change.posting is Posting.ON and shows(fact, change.offer):
        books.offers.known(change, now)


def _book_absent(work: Work, change: Change, now: datetime, cause: int) -> None:
    books, sku = work.books, change.sku
    books.offers.seen(sku, AtAmazon.ABSENT, now)
    if change.posting is Posting.OFF:
        books.offers.gone(sku, now)
        books.findings.clear(Finding.LISTING_MISSING, sku, sku=sku)
        books.products.remove_gone(sku)
    elif change.listed_before:
        books.findings.raise_(Finding.LISTING_MISSING, sku, now, sku=sku, cause=cause)


def _book_unknown(work: Work, change: Change, words: str, now: datetime, cause: int) -> None:
    """Amazon does not say whether it has this SKU: nothing is sent of it in this run."""
    sku = change.sku
    work.books.offers.seen(sku, AtAmazon.ABSENT, now)
    work.books.offers.found(sku, change.asin, known=False)
    work.books.findings.raise_(
        Finding.LISTING_MISSING, sku, now, sku=sku, note=words[:200], cause=cause
    )


async def look_up(work: Work, changes: list[Change], now: datetime) -> RenkeiError | None:
    """R08: see which ASINs of SKUs that Amazon does not have are in its catalogue.

    Where Amazon does not let us ask, none counts as known.
    """
    asins = [each.asin for each in changes]
    reply = await work.line.ask(search_identifiers(work.account, "ASIN", asins), now)
    refused = isinstance(reply.error, RequestRefused | NotAuthorised)
    with work.books.atomic(now):
        seq = work.line.book(reply)
        if reply.error and not refused:
            return reply.error
        try:
            items = () if refused else read_found(reply.body)
        except SetAside:
            items = ()
        known = {item.asin for item in items}
        for change in changes:
            work.books.offers.found(change.sku, change.asin, known=change.asin in known)
            if change.asin not in known:
                work.books.findings.raise_(
                    Finding.LISTING_MISSING,
                    change.sku,
                    now,
                    sku=change.sku,
                    note=NOT_IN_CATALOGUE.format(asin=change.asin),
                    cause=seq,
                )
            else:
                work.books.findings.clear(Finding.LISTING_MISSING, change.sku, sku=change.sku)
    return None
