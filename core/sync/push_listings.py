"""在庫・価格送信: every hour, what changed in the shop goes to Amazon (R10, R12 to R17).

A run looks at Amazon's side where that is needed, looks up the ASINs of SKUs that Amazon does not
have, and then sends. Up to 40 changes go SKU by SKU, more in one feed; reading them back is
`core.sync.listings_read_back`.
"""

from datetime import datetime
from itertools import repeat, takewhile

import msgspec

from core.amazon.call import Call, Reply
from core.amazon.catalog import IDENTIFIERS_MAX
from core.amazon.listing_messages import MESSAGES_MAX
from core.amazon.listings import SEARCH_MAX, delete_item, patch_item, put_item, read_submission
from core.books.offers import Change
from core.domain.findings import Finding
from core.domain.instants import stamp
from core.domain.jobs import FEED_FROM, PUSH_LISTINGS
from core.domain.labels import PushState
from core.domain.listings import Errand, Terms
from core.errors import AnswerLost, Held, RenkeiError, RequestRefused, SetAside, Throttled
from core.sync.listings_feed import send_feed
from core.sync.listings_look import LOOK_COUNTS_FOR, look_at, look_up
from core.sync.listings_read_back import CONFIRM_AFTER, LISTINGS_FOLLOW
from core.sync.work import Work, finish, put_off

AT_ONCE = 5.0
"""Tokens that are waited for once the burst is used up."""

MOST_AT_ONCE = 10
"""So many changes go out together at most, as far as there are tokens: their intent is one step,
and so is what came of them."""


class Run(msgspec.Struct, frozen=True):
    """How far a run is: whether it uses a feed, the last SKU sent, and how many were sent."""

    by_feed: bool
    batch: str
    """What goes in one run is read back together."""
    after: str = ""
    number: int = 0

    def went_on(self, sent: list[Change]) -> "Run":
        """The run after `sent`."""
        return Run(self.by_feed, self.batch, sent[-1].sku, self.number + len(sent))


class PushListings:
    """One step asks about one SKU, or sends what there are tokens for, or all in one feed."""

    name, label, period = PUSH_LISTINGS

    async def step(self, work: Work, now: datetime) -> None:
        """Go on with the run; when nothing is left to send, it is over."""
        terms = work.books.terms
        progress = work.books.jobs.get(self.name).progress
        run = msgspec.json.decode(progress, type=Run) if progress else self._begin(work, terms, now)
        try:
            error = await self._next(work, run, terms, now)
        except (Throttled, Held) as stopped:
            error = stopped
        if error:
            with work.books.atomic(now):
                put_off(work, self, error, now)

    def _begin(self, work: Work, terms: Terms, now: datetime) -> Run:
        books = work.books
        run = Run(books.offers.count_changed(terms) >= FEED_FROM, stamp(now))
        with books.atomic(now):
            for sku in books.offers.below_zero():
                books.findings.raise_(Finding.STOCK_NEGATIVE, sku, now, sku=sku)
            for sku in books.offers.above_zero_again(_standing(work)):
                books.findings.clear(Finding.STOCK_NEGATIVE, sku, sku=sku)
            self._progress(work, run)
        return run

    async def _next(self, work: Work, run: Run, terms: Terms, now: datetime) -> RenkeiError | None:
        offers = work.books.offers
        since = now - LOOK_COUNTS_FOR
        batch = SEARCH_MAX if run.by_feed else 1
        if changes := offers.to_look_at(terms, since, after=run.after, limit=batch):
            return await look_at(work, changes, terms.policy, now)
        if changes := offers.to_find(terms, after=run.after, limit=IDENTIFIERS_MAX):
            return await look_up(work, changes, now)
        limit = MESSAGES_MAX if run.by_feed else MOST_AT_ONCE
        if changes := offers.to_send(terms, since, after=run.after, limit=limit):
            return await self._send(work, run, changes, now)
        with work.books.atomic(now):
            offers.settle_unchanged(terms)
            if not offers.count_changed(terms):
                work.books.findings.clear(Finding.LISTING_REFUSED, self.name)
            finish(work, self, now, f"{run.number}件")
        return None

    async def _send(
        self, work: Work, run: Run, changes: list[Change], now: datetime
    ) -> RenkeiError | None:
        if not run.by_feed:
            return await self._send_singly(work, run, changes, now)
        error = await send_feed(work, changes, now)
        if error:
            return error
        with work.books.atomic(now):
            self._progress(work, run.went_on(changes))
        return None

    async def _send_singly(
        self, work: Work, run: Run, changes: list[Change], now: datetime
    ) -> RenkeiError | None:
        """Send as many changes as there are tokens, each by a call; gives what keeps all back.

        With the burst used up it waits for several tokens, so as not to come back for each alone.
        """
        offers, line = work.books.offers, work.line
        operation = _call(work, changes[0]).operation
        if throttled := _throttled(work, operation, now):
            return throttled
        calls = [_call(work, each) for each in changes[: line.whole_tokens(operation, now)]]
        calls = list(takewhile(lambda call: call.operation == operation, calls))
        skus = [call.sku for call in calls]
        with work.books.atomic(now):
            offers.intend(skus)
            line.intend(operation, len(calls), now)
        replies, kept_back = await line.ask_each(calls, now)
        error: RenkeiError | None = kept_back
        done, taken = [], []
        with work.books.atomic(now):
            seqs = line.book_each(operation, replies, repeat(None), now)
            for change, reply, seq in zip(changes, replies, seqs, strict=False):
                if reply.error and not isinstance(reply.error, RequestRefused):
                    lost = isinstance(reply.error, AnswerLost)
                    offers.stopped([change.sku], PushState.UNKNOWN if lost else PushState.WAITING)
                    error = reply.error
                else:
                    done.append(change)
                    if _is_taken(work, change, reply, now, seq):
                        taken.append((change, seq))
            offers.stopped(skus[len(replies) :], PushState.WAITING)
            if taken:
                _follow_up(work, taken, run.batch, now)
            if done:
                self._progress(work, run.went_on(done))
            if error is None and len(changes) > len(calls):
                error = _throttled(work, operation, now)
            if error:
                put_off(work, self, error, now)
        return None

    def _progress(self, work: Work, run: Run) -> None:
        work.books.jobs.progress(self.name, msgspec.json.encode(run).decode())


def _throttled(work: Work, operation: str, now: datetime) -> Throttled | None:
    ready_at = work.line.ready_at
    waits = ready_at(operation, now) > now
    return Throttled(operation, ready_at(operation, now, AT_ONCE)) if waits else None


def _call(work: Work, change: Change) -> Call:
    account, sku = work.account, change.sku
    match change.errand:
        case Errand.OFFER:
            return patch_item(account, sku, change.offer)
        case Errand.REGISTER:
            return put_item(account, sku, change.asin, change.offer)
        case Errand.DELETE:
            return delete_item(account, sku)


def _is_taken(work: Work, change: Change, reply: Reply, now: datetime, cause: int) -> bool:
    """HTTP 200 may still say INVALID (R16); an answer that cannot be read leaves it open."""
    books, sku, state = work.books, change.sku, PushState.REFUSED
    try:
        refusal = (
            reply.error.words
            if isinstance(reply.error, RequestRefused)
            else read_submission(reply.body)
        )
    except SetAside as unreadable:
        refusal, state = unreadable.reason, PushState.UNKNOWN
    if refusal:
        books.offers.stopped([sku], state, refusal)
        books.findings.raise_(Finding.LISTING_REFUSED, sku, now, sku=sku, note=refusal, cause=cause)
    return not refusal


def _follow_up(work: Work, taken: list[tuple[Change, int]], batch: str, now: datetime) -> None:
    """What Amazon took is read back later; each change with the journal's line of its call."""
    books, changes = work.books, [change for change, _ in taken]
    books.offers.accepted(changes, batch, now, causes=[seq for _, seq in taken])
    books.findings.clear_each(Finding.LISTING_REFUSED, (change.sku for change in changes))
    books.jobs.follow(LISTINGS_FOLLOW, batch, now, now + CONFIRM_AFTER)


def _standing(work: Work) -> list[str]:
    return sorted(sku for _, sku in work.books.findings.standing([Finding.STOCK_NEGATIVE]))
