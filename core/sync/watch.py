"""見回り: every hour, what time alone brings: warnings of deadlines, and buyers to delete.

It asks nothing of Amazon, so it goes on when the link has stopped (R05, R40, R45).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.books.books import Books
from core.books.journal import Entry
from core.domain.findings import Finding
from core.domain.instants import instant, jst, stamp
from core.domain.jobs import WATCH
from core.domain.labels import LIVE_STATES, FulfilledBy
from core.domain.shop_link import Stop
from core.linking.steps import SUBJECT
from core.sync.booking import WATCHED
from core.sync.work import Work, finish

SHIP_BY_WARNING = timedelta(hours=24)
AMAZON_CANCELS_AFTER = timedelta(days=30)
"""Amazon cancels what was paid so long ago and never shipped."""

CANCEL_WARNING = timedelta(days=5)

_UNSHIPPED = "amazon_status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED')"
_LIVE = ", ".join(f"'{state}'" for state in LIVE_STATES)
_TO_SHIP = f"""
SELECT order_id, ship_by, purchased_at FROM orders INDEXED BY orders_to_ship
WHERE {_UNSHIPPED} AND fulfilled_by = '{FulfilledBy.MERCHANT}'
    AND (ship_by <= ? OR purchased_at <= ?)
    AND NOT EXISTS (SELECT 1 FROM pushes WHERE pushes.order_id = orders.order_id
        AND state IN ({_LIVE}))
"""
_PAID = f"""
SELECT min(amazon_at) FROM journal WHERE order_id = ? AND order_id <> '' AND kind = '{Entry.FACT}'
    AND json_extract(data, '$.status') IN ('UNSHIPPED', 'PARTIALLY_SHIPPED')
"""


class Watch:
    """One step looks round; those before it take new orders into the search index."""

    name, label, period = WATCH

    async def step(self, work: Work, now: datetime) -> None:
        """Raise and clear the warnings, and delete the buyers whose day has come."""
        books = work.books
        if books.search.is_worth_it():
            with books.atomic(now):
                if taken_in := books.search.take_in():
                    books.jobs.progress(self.name, f"索引 {taken_in}件")
                    return
        with books.atomic(now):
            _warn_of_authorisation(books, now)
            _warn_of_shipments(books, now)
            books.orders.ask_again()
            deleted = books.buyers.delete_due(now)
            if deleted:
                books.journal.write(Entry.JOB, job=self.name, deleted_buyers=deleted)
            finish(work, self, now, f"個人情報 {deleted}件削除" if deleted else "")
        if deleted:
            books.forget_pages()


def _warn_of_authorisation(books: Books, now: datetime) -> None:
    link = books.link.get()
    if link.warns(now):
        assert link.ends_at is not None
        note = f"{jst(link.ends_at):%Y-%m-%d %H:%M}"
        books.findings.raise_(Finding.AUTH_ENDS_SOON, SUBJECT, now, note=note)
    else:
        books.findings.clear(Finding.AUTH_ENDS_SOON, SUBJECT)


def _warn_of_shipments(books: Books, now: datetime) -> None:
    """R45, for every order that ought to be shipped; after an unlink nobody knows any more."""
    known = books.link.get().stop is not Stop.UNLINKED
    wanted = dict(_warnings(books, now)) if known else {}
    standing = books.findings.standing(WATCHED)
    for finding, order_id in sorted(standing - set(wanted), key=_by_order):
        books.findings.clear(finding, order_id, order_id=order_id)
    for finding, order_id in sorted(set(wanted) - standing, key=_by_order):
        note = wanted[finding, order_id]
        books.findings.raise_(finding, order_id, now, order_id=order_id, note=note)


def _by_order(warning: tuple[Finding, str]) -> tuple[str, str]:
    finding, order_id = warning
    return order_id, finding.name


def _warnings(books: Books, now: datetime) -> Iterable[tuple[tuple[Finding, str], str]]:
    """Each warning with the moment it warns of."""
    soon = stamp(now + SHIP_BY_WARNING)
    old = stamp(now + CANCEL_WARNING - AMAZON_CANCELS_AFTER)
    rows = books.connection.execute(_TO_SHIP, (soon, old)).fetchall()
    for order_id, ship_by, purchased_at in rows:
        if ship_by and ship_by <= soon:
            until = instant(ship_by)
            passed = until < now
            finding = Finding.SHIP_BY_PASSED if passed else Finding.SHIP_BY_SOON
            yield (finding, order_id), f"{jst(until):%Y-%m-%d %H:%M}"
        if purchased_at > old:
            continue
        cancel_at = _paid_at(books, order_id, purchased_at) + AMAZON_CANCELS_AFTER
        if cancel_at - CANCEL_WARNING <= now:
            yield (Finding.AMAZON_CANCELS_SOON, order_id), f"{jst(cancel_at):%Y-%m-%d %H:%M}"


def _paid_at(books: Books, order_id: str, purchased_at: str) -> datetime:
    """When Amazon first showed an order as payable; when it was placed, if that is not known."""
    (at,) = books.connection.execute(_PAID, (order_id,)).fetchone()
    return instant(at or purchased_at)
