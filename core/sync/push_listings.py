"""在庫・価格送信: every hour, what changed in the shop goes to Amazon (R12 to R17)."""

from datetime import datetime, timedelta

from core.amazon.listings import get_item, patch_item, read_item, read_submission
from core.books.jobs import Follow
from core.books.stock import Link
from core.domain.findings import Finding
from core.domain.labels import Policy, PushState
from core.domain.listings import Offer, changed_parts, wanted_offer
from core.errors import Held, RenkeiError, RequestRefused, SetAside, Throttled
from core.sync.work import Work, book_failure, finish, put_off

LISTING_FOLLOW = "listing"
CONFIRM_AFTER = timedelta(minutes=16)
"""Amazon shows a listing change within about a quarter of an hour."""

LATE_AFTER = timedelta(hours=1)
PAUSED_FBA = "FBA"


class PushListings:
    """One step looks at, or sends, one SKU; `progress` is the last SKU that was dealt with."""

    name = "push_listings"
    label = "在庫・価格送信"
    period = timedelta(hours=1)

    async def step(self, work: Work, now: datetime) -> None:
        """Deal with the next changed SKU; when none is left, the run is over."""
        books = work.books
        done, _, number = books.jobs.get(self.name).progress.partition("\t")
        for link in books.stock.links():
            if link.sku > done and not link.paused and (offer := self._changed(work, link)):
                await self._send(work, link, offer, int(number or 0), now)
                return
        with books.atomic(now):
            finish(work, self, now, f"{number or 0}件")

    def _changed(self, work: Work, link: Link) -> Offer | None:
        settings = work.books.settings
        wanted = wanted_offer(link.stock, link.price_yen, settings.reserve, settings.policy)
        return changed_parts(wanted, link.pushed)

    async def _send(self, work: Work, link: Link, offer: Offer, number: int, now: datetime) -> None:
        policy = work.books.settings.policy
        try:
            if (not link.looked or policy is Policy.SAFE) and not await self._look(
                work, link, number, now
            ):
                return
            reply = await work.line.ask(patch_item(work.account, link.sku, offer), now)
        except (Throttled, Held) as error:
            with work.books.atomic(now):
                put_off(work, self, error, now)
            return
        if reply.error and not isinstance(reply.error, RequestRefused):
            book_failure(work, self, reply, now)
            return
        with work.books.atomic(now):
            seq = work.line.book(reply)
            refusal = _refusal(reply.error, reply.body)
            self._settle(work, link, offer, refusal, now, seq)
            work.books.jobs.progress(self.name, f"{link.sku}\t{number + 1}")

    async def _look(self, work: Work, link: Link, number: int, now: datetime) -> bool:
        """R14: see Amazon's side before writing; False where nothing may be written."""
        reply = await work.line.ask(get_item(work.account, link.sku), now)
        if reply.error and not isinstance(reply.error, RequestRefused):
            book_failure(work, self, reply, now)
            return False
        with work.books.atomic(now):
            seq = work.line.book(reply)
            finding = self._hindrance(work, link, reply.error, reply.body)
            paused = PAUSED_FBA if finding is Finding.FBA_PAUSED else ""
            if finding is None:
                work.books.findings.clear(Finding.LISTING_MISSING, link.sku, sku=link.sku)
                work.books.stock.looked(link.sku, now, paused)
                return True
            if paused:
                work.books.stock.looked(link.sku, now, paused)
            work.books.findings.raise_(finding, link.sku, now, sku=link.sku, cause=seq)
            work.books.jobs.progress(self.name, f"{link.sku}\t{number}")
        return False

    def _hindrance(
        self, work: Work, link: Link, error: RenkeiError | None, body: bytes
    ) -> Finding | None:
        if error:
            return Finding.LISTING_MISSING
        try:
            listing = read_item(body)
        except SetAside:
            return Finding.LISTING_MISSING
        forced = link.forced and work.books.settings.policy is Policy.DOCUMENTED
        return Finding.FBA_PAUSED if listing.fba and not forced else None

    def _settle(
        self, work: Work, link: Link, offer: Offer, refusal: str, now: datetime, seq: int
    ) -> None:
        books, sku = work.books, link.sku
        if refusal:
            books.stock.push_result(sku, PushState.REFUSED, refusal)
            books.findings.raise_(
                Finding.LISTING_REFUSED, sku, now, sku=sku, note=refusal, cause=seq
            )
            return
        books.stock.pushed(sku, offer, now)
        books.findings.clear(Finding.LISTING_REFUSED, sku, sku=sku)
        if link.stock < 0:
            books.findings.raise_(Finding.STOCK_NEGATIVE, sku, now, sku=sku, cause=seq)
        else:
            books.findings.clear(Finding.STOCK_NEGATIVE, sku, sku=sku)
        books.jobs.follow(LISTING_FOLLOW, sku, now, now + CONFIRM_AFTER)


def _refusal(error: RenkeiError | None, body: bytes) -> str:
    """Amazon's words where it did not take an offer; HTTP 200 may say INVALID (R16)."""
    if isinstance(error, RequestRefused):
        return error.words
    try:
        return read_submission(body)
    except SetAside as unreadable:
        return unreadable.reason


async def follow_listing(work: Work, follow: Follow, now: datetime) -> RenkeiError | None:
    """Look whether an accepted offer has become visible (R16)."""
    books, sku = work.books, follow.subject
    link = books.stock.link(sku)
    if link is None:
        with books.atomic(now):
            books.jobs.unfollow(LISTING_FOLLOW, sku)
        return None
    reply = await work.line.ask(get_item(work.account, sku), now)
    with books.atomic(now):
        work.line.book(reply)
        if reply.error:
            return reply.error
        listing = read_item(reply.body)
        applied = listing.updated_at is not None and listing.updated_at >= follow.since
        if listing.errors:
            books.stock.push_result(sku, PushState.REFUSED, listing.errors)
            books.findings.raise_(Finding.LISTING_REFUSED, sku, now, sku=sku, note=listing.errors)
        elif applied or listing.quantity == link.pushed_quantity:
            books.stock.push_result(sku, PushState.CONFIRMED, "")
            books.findings.clear(Finding.LISTING_UNCONFIRMED, sku, sku=sku)
        elif now - follow.since < LATE_AFTER:
            books.jobs.postpone(LISTING_FOLLOW, sku, now + CONFIRM_AFTER, tried=True)
            return None
        else:
            books.findings.raise_(Finding.LISTING_UNCONFIRMED, sku, now, sku=sku)
        books.jobs.unfollow(LISTING_FOLLOW, sku)
    return None
