"""Reads the books for a person: lists by the page, one order whole, jobs, findings, journal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from core.books.books import Books
from core.commands.linking import against_link
from core.commands.push_now import against_push_now
from core.domain.findings import Finding
from core.domain.instants import instant
from core.domain.labels import FulfilledBy, Policy, PushState
from core.domain.outbox import may_cancel, may_ship, may_take_back
from core.domain.refusals import Refusal
from core.errors import Refused
from core.views.buyers import (
    SEARCHED_AT_MOST,
    BuyerHits,
    BuyerRow,
    buyer_kept,
    buyer_row,
    search_buyers,
)
from core.views.calls import Calls
from core.views.explanation import Explanation, explain, explain_set_aside
from core.views.health import QuotaRow, quotas
from core.views.jobs import job_rows
from core.views.last_call import LastCall, last_call
from core.views.link import LinkRow, link_row
from core.views.orders import order_page, order_row, order_total
from core.views.possible import Possible, possible
from core.views.product_rows import ProductCounts, ProductFilter, ProductRow
from core.views.products import product_counts, product_page, product_rows, product_total
from core.views.pulse import Pulse, pulse
from core.views.rows import (
    Counts,
    FindingRow,
    JobRow,
    JournalRow,
    LedgerLine,
    Leg,
    OrderDetail,
    OrderFilter,
    OrderLine,
    OrderRow,
    PackageRow,
    Page,
    PushRow,
    SetAsideRow,
)
from core.views.timeline import timeline

_JOURNAL = "SELECT seq, at, kind, order_id, sku, cause, amazon_at, data FROM journal "
ALL = OrderFilter()
EVERY = ProductFilter()
_LEDGER = "SELECT at, sku, reason, quantity, stock_after, order_id FROM ledger "


class Views:
    """All that is shown comes from here; nothing is written."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[Mapping[str, object]]:
        found = self._books.connection.execute(sql, values)
        names = [column[0] for column in found.description]
        return (dict(zip(names, row, strict=True)) for row in found)

    def policy(self) -> Policy:
        """The shop's policy."""
        return self._books.settings.policy

    def link(self, now: datetime) -> LinkRow:
        """How the shop stands with Amazon at `now` (R04, R05)."""
        return link_row(self._books, now)

    def buyer(self, order_id: str, now: datetime) -> BuyerRow | None:
        """The buyer of an order, decrypted; None where nobody is kept (R40).

        His day counts from its very moment, also while no engine runs that would delete him.

        Raises Refused where there is no key, or another one.
        """
        return buyer_row(self._books, order_id, now)

    def search_buyers(
        self, text: str, now: datetime, limit: int = 50, *, at_most: int = SEARCHED_AT_MOST
    ) -> BuyerHits:
        """Buyers with `text` in name, address, phone or mail; says where it stopped (R40).

        Raises Refused where there is no key; those sealed with another one are counted.
        """
        return search_buyers(self._books, text, now, limit, at_most)

    def orders(
        self, wanted: OrderFilter = ALL, *, after: str | None = None, limit: int = 50
    ) -> Page[OrderRow]:
        """A page of orders, newest first; `after` is the last page's `after`."""
        return self.orders_from(wanted, Leg(after, limit))

    def orders_from(self, wanted: OrderFilter, leg: Leg) -> Page[OrderRow]:
        """A page from anywhere in the list, in either direction."""
        return order_page(self._books.connection, wanted, leg)

    def orders_total(self, wanted: OrderFilter = ALL, *, at_most: int | None = None) -> int:
        """How many orders there are of this kind; counting may stop at `at_most`."""
        return order_total(self._books.connection, wanted, at_most)

    def order(self, order_id: str) -> OrderDetail:
        """Everything on one order. Raises Refused where there is none of this number."""
        row = order_row(self._books.connection, order_id)
        state = self._books.orders.state(order_id)
        if row is None or state is None:
            raise Refused(Refusal.NO_SUCH_ORDER, order_id)
        by = FulfilledBy(row.fulfilled_by)
        seen = next(
            self._rows("SELECT ship_by, first_seen_at FROM orders WHERE order_id = ?", (order_id,))
        )
        ship_by = seen["ship_by"]
        return OrderDetail(
            row=row,
            lines=self._lines(order_id),
            packages=self._packages(order_id),
            ledger=self.ledger(order_id=order_id),
            pushes=self.pushes(order_id),
            findings=self.findings(order_id),
            timeline=timeline(row.purchased_at, self._journal_of(order_id)),
            ship=may_ship(state, by),
            cancel=may_cancel(state, by),
            take_back=may_take_back(state),
            ship_by=instant(str(ship_by)) if ship_by else None,
            first_seen_at=instant(str(seen["first_seen_at"])),
            buyer_kept=buyer_kept(self._books, order_id),
        )

    def possible(self, order_ids: Iterable[str]) -> tuple[Possible, ...]:
        """What may be done with each of these orders, and why not (R39)."""
        return tuple(possible(self._books, order_ids))

    def explanation(self, order_id: str) -> Explanation:
        """Why an order is as it is. Raises Refused where there is none of this number."""
        for row in self.set_aside():
            if row.order_id == order_id:
                return explain_set_aside(row)
        return explain(self.order(order_id), self.jobs())

    def _lines(self, order_id: str) -> tuple[OrderLine, ...]:
        rows = self._rows(
            "SELECT item_id, sku, asin, title, quantity, unit_price_yen,"
            " sku IN (SELECT value FROM orders, json_each(held_skus) WHERE order_id = ?) AS linked"
            " FROM order_lines WHERE order_id = ? ORDER BY item_id",
            (order_id, order_id),
        )
        return tuple(msgspec.convert(row, OrderLine, strict=False) for row in rows)

    def _packages(self, order_id: str) -> tuple[PackageRow, ...]:
        rows = self._rows(
            "SELECT reference, carrier, tracking, shipped_at FROM packages WHERE order_id = ?"
            " ORDER BY reference",
            (order_id,),
        )
        return tuple(msgspec.convert(row, PackageRow) for row in rows)

    def _journal_of(self, order_id: str) -> Iterator[JournalRow]:
        rows = self._rows(
            _JOURNAL + "WHERE order_id = ? AND order_id <> '' ORDER BY seq", (order_id,)
        )
        return (msgspec.convert(row, JournalRow) for row in rows)

    def pushes(self, order_id: str) -> tuple[PushRow, ...]:
        """The notices of one order, oldest first."""
        rows = self._rows(
            "SELECT push_id, order_id, kind, state, carrier, tracking, coalesce(reason, '') AS"
            " reason, created_at, sent_at, settled_at, error, due_at, coalesce(waits_for, '')"
            " AS waits_for FROM pushes LEFT JOIN jobs ON name = 'push_outcomes' AND state = ?"
            " WHERE order_id = ? ORDER BY push_id",
            (PushState.WAITING, order_id),
        )
        return tuple(msgspec.convert(row, PushRow) for row in rows)

    def jobs(self) -> tuple[JobRow, ...]:
        """The periodic jobs, in the order in which they run."""
        return job_rows(self._books)

    def findings(self, subject: str | None = None) -> tuple[FindingRow, ...]:
        """What a person should know, the heaviest first."""
        where = "" if subject is None else "WHERE subject = ? "
        values = () if subject is None else (subject,)
        rows = self._rows(f"SELECT code, subject, at, note FROM findings {where}", values)
        found = [msgspec.convert({**row, **_of(str(row["code"]))}, FindingRow) for row in rows]
        found.sort(key=lambda each: (-each.weight, each.at, each.subject, each.code))
        return tuple(found)

    def products(self, code: str | None = None) -> tuple[ProductRow, ...]:
        """All products, or that of `code`, with what Amazon last got of them."""
        return product_rows(self._books.connection, self._books.terms, code)

    def product_page(
        self, wanted: ProductFilter = EVERY, *, after: str | None = None, limit: int = 50
    ) -> Page[ProductRow]:
        """A page of products in the order wanted; `after` is the last page's `after`."""
        return self.products_from(wanted, Leg(after, limit))

    def products_from(self, wanted: ProductFilter, leg: Leg) -> Page[ProductRow]:
        """A page from anywhere in the list, in either direction."""
        return product_page(self._books.connection, self._books.terms, wanted, leg)

    def products_total(self, wanted: ProductFilter, *, at_most: int | None = None) -> int:
        """How many products there are of this kind; counting may stop at `at_most`."""
        return product_total(self._books.connection, self._books.terms, wanted, at_most)

    def against_link(self, code: str, sku: str, asin: str) -> Refusal | None:
        """Why a product cannot have this SKU and this ASIN, None where it can."""
        return against_link(self._books, code, sku, asin)

    def against_push_now(self, now: datetime, unsent: int) -> Refusal | None:
        """Why 今すぐ送信 is not possible while `unsent` SKUs differ, None where it is."""
        return against_push_now(self._books, now, unsent)

    def product_counts(self) -> ProductCounts:
        """Figures for the head of the product list."""
        return product_counts(self._books)

    def ledger(
        self, *, sku: str | None = None, order_id: str | None = None
    ) -> tuple[LedgerLine, ...]:
        """Stock movements, oldest first, of one SKU or one order or of all."""
        given = {"sku": sku, "order_id": order_id}
        asked = {name: value for name, value in given.items() if value is not None}
        # A condition that may be empty would keep the index from being used.
        where = " AND ".join(f"{name} = ?" for name in asked) or "TRUE"
        rows = self._rows(f"{_LEDGER}WHERE {where} ORDER BY ledger_id", tuple(asked.values()))
        return tuple(msgspec.convert(row, LedgerLine) for row in rows)

    def journal(self, *, after: int = 0, limit: int = 1000) -> tuple[JournalRow, ...]:
        """Journal lines behind number `after`, oldest first."""
        rows = self._rows(_JOURNAL + "WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
        return tuple(msgspec.convert(row, JournalRow) for row in rows)

    def calls(self) -> Calls:
        """Calls to Amazon, newest first."""
        return Calls(self._books.connection)

    def last_call(self) -> LastCall | None:
        """The newest call to Amazon, None before the first."""
        return last_call(self._books.connection)

    def pulse(self, now: datetime) -> Pulse:
        """Delay, orders and failed calls of the last day, hour by hour."""
        return pulse(self._books.connection, now)

    def quotas(self, now: datetime) -> tuple[QuotaRow, ...]:
        """What is left of each quota that was ever used (R41)."""
        return quotas(self._books, now)

    def set_aside(self) -> tuple[SetAsideRow, ...]:
        """Orders that cannot be read, the newest first (R43)."""
        rows = self._rows(
            "SELECT order_id, reason, first_at, last_at, tries FROM set_aside"
            " ORDER BY last_at DESC, order_id"
        )
        return tuple(msgspec.convert(row, SetAsideRow) for row in rows)

    def counts(self) -> Counts:
        """Figures for the head of the order list."""
        return Counts(
            orders=self.orders_total(),
            needs_check=self._count("orders WHERE payment_status = '要確認'"),
            open=self._count("orders WHERE payment_status = '注文完了' AND handling = '未処理'"),
            link_failed=self._count("orders WHERE payment_status = '連携失敗'"),
            waiting=self._books.outbox.count(PushState.WAITING),
            findings=self._count("findings"),
            set_aside=self._count("set_aside"),
        )

    def _count(self, what: str) -> int:
        (number,) = self._books.connection.execute(f"SELECT count(*) FROM {what}").fetchone()
        return int(number)


def _of(code: str) -> dict[str, object]:
    return dict(Finding[code].value._asdict())
