"""Reports 2021-06-30: all orders by last update, when pages alone would take hours (R41).

The report carries no personal data, no orderItemIds and no payment kind: enough to book status and
stock. What it leaves out is filled in later by searchOrders and getOrder.
"""

import re
import zlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.domain.facts import LineFact, OrderFact
from core.domain.instants import amazon_stamp, instant
from core.domain.labels import AmazonStatus, FulfilledBy
from core.errors import SetAside

ALL_ORDERS = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL"
BYTES_MAX = 200_000_000
_WHOLE = re.compile(r"(\d{1,12})(\.0{1,4})?")
_STATUS = {
    "pending": AmazonStatus.PENDING,
    "pendingavailability": AmazonStatus.PENDING_AVAILABILITY,
    "unshipped": AmazonStatus.UNSHIPPED,
    "partiallyshipped": AmazonStatus.PARTIALLY_SHIPPED,
    "shipped": AmazonStatus.SHIPPED,
    "canceled": AmazonStatus.CANCELLED,
    "cancelled": AmazonStatus.CANCELLED,
    "unfulfillable": AmazonStatus.UNFULFILLABLE,
}
_CHANNEL = {"merchant": FulfilledBy.MERCHANT, "amazon": FulfilledBy.AMAZON}
_NEEDED = (
    "amazon-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sku",
    "quantity",
)


class Report(msgspec.Struct, frozen=True):
    """A report as getReport shows it; CANCELLED may mean that there is no data.

    `created_at` is by Amazon's clock: it tells of nothing that happened much later.
    """

    processing_status: str
    document_id: str
    created_at: datetime | None


class ReportDocument(msgspec.Struct, frozen=True, rename="camel"):
    """Where a report lies for a few minutes."""

    url: str
    compression_algorithm: str = ""


class _Created(msgspec.Struct, rename="camel"):
    report_id: str


class _Report(msgspec.Struct, rename="camel"):
    processing_status: str
    report_document_id: str = ""
    created_time: str = ""


_read_created = msgspec.json.Decoder(_Created).decode
_read_report = msgspec.json.Decoder(_Report).decode
_read_document = msgspec.json.Decoder(ReportDocument).decode


def create_report(account: AmazonAccount, start: datetime, end: datetime) -> Call:
    """Order the report of all orders that changed from `start` to `end`, at most 30 days."""
    body = {
        "reportType": ALL_ORDERS,
        "marketplaceIds": [account.marketplace_id],
        "dataStartTime": amazon_stamp(start),
        "dataEndTime": amazon_stamp(end),
    }
    return Call("createReport", "POST", "/reports/2021-06-30/reports", body=body, changes=True)


def get_report(report_id: str) -> Call:
    """How far a report is."""
    return Call("getReport", "GET", f"/reports/2021-06-30/reports/{report_id}")


def get_report_document(document_id: str) -> Call:
    """Where a report lies."""
    return Call("getReportDocument", "GET", f"/reports/2021-06-30/documents/{document_id}")


def download(document: ReportDocument) -> Call:
    """Fetch a report."""
    return Call("downloadReport", "GET", "", url=document.url)


def read_created(body: bytes) -> str:
    """The reportId of an answer of createReport. Raises SetAside."""
    try:
        return clean(_read_created(body).report_id, 60)
    except UNREADABLE as error:
        raise SetAside("createReport", clean(str(error), 200)) from None


def read_report(body: bytes) -> Report:
    """Read an answer of getReport. Raises SetAside."""
    try:
        told = _read_report(body)
        created_at = instant(told.created_time) if told.created_time else None
        return Report(clean(told.processing_status, 40), told.report_document_id, created_at)
    except UNREADABLE as error:
        raise SetAside("getReport", clean(str(error), 200)) from None


def read_document(body: bytes) -> ReportDocument:
    """Read an answer of getReportDocument. Raises SetAside."""
    try:
        return _read_document(body)
    except UNREADABLE as error:
        raise SetAside("getReportDocument", clean(str(error), 200)) from None


def read_orders(content: bytes, document: ReportDocument) -> tuple[list[OrderFact], list[SetAside]]:
    """The orders of a report, oldest change first, and what of it cannot be read (R43).

    Raises SetAside where the file as a whole is no such report.
    """
    head, *rows = _text(content, document).replace("\r\n", "\n").split("\n")
    names = head.split("\t")
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise SetAside("report", f"no column {missing[0]}")
    by_order: dict[str, list[dict[str, str]]] = {}
    for row in filter(None, rows):
        cells = dict(zip(names, row.split("\t"), strict=False))
        by_order.setdefault(clean(cells.get("amazon-order-id", ""), 40), []).append(cells)
    facts, apart = [], []
    for order_id, lines in by_order.items():
        try:
            facts.append(_fact(order_id, lines))
        except KeyError as error:
            apart.append(SetAside(order_id or "?", f"report: no {error.args[0]}"))
        except ValueError as error:
            apart.append(SetAside(order_id or "?", "report: " + clean(str(error), 200)))
    facts.sort(key=lambda fact: (fact.updated_at, fact.order_id))
    return facts, apart


def _text(content: bytes, document: ReportDocument) -> str:
    """Japan's reports come in cp932; UTF-8 is tried first since cp932 would accept most of it."""
    if document.compression_algorithm == "GZIP":
        unpacker = zlib.decompressobj(wbits=31)
        try:
            content = unpacker.decompress(content, BYTES_MAX)
        except zlib.error as error:
            raise SetAside("report", clean(str(error), 200)) from None
        if not unpacker.eof:
            raise SetAside("report", "not whole")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932", errors="replace")


def _fact(order_id: str, rows: list[dict[str, str]]) -> OrderFact:
    first = rows[0]
    status = first["order-status"].replace(" ", "").lower()
    if status not in _STATUS:
        raise ValueError(f"unknown order-status {clean(first['order-status'], 40)!r}")
    channel = first["fulfillment-channel"].strip().lower()
    if channel not in _CHANNEL:
        raise ValueError(f"unknown fulfillment-channel {clean(channel, 40)!r}")
    return OrderFact(
        order_id=order_id,
        status=_STATUS[status],
        fulfilled_by=_CHANNEL[channel],
        payment_kind=None,
        created_at=instant(first["purchase-date"]),
        updated_at=instant(first["last-updated-date"]),
        lines=tuple(_lines(rows)),
        packages=(),
        total_yen=None,
        ship_by=None,
        cancel_asked=None,
        cancelled_by="",
        partial=True,
    )


def _lines(rows: Iterable[dict[str, str]]) -> Iterable[LineFact]:
    """One line a SKU: without orderItemIds nothing else tells two rows apart."""
    quantities: dict[str, int] = {}
    firsts: dict[str, dict[str, str]] = {}
    for row in rows:
        sku = clean(row["sku"], 80)
        whole = _WHOLE.fullmatch(row["quantity"].strip())
        if whole is None:
            raise ValueError("quantity is not a number")
        quantities[sku] = quantities.get(sku, 0) + int(whole[1])
        firsts.setdefault(sku, row)
    for sku, quantity in quantities.items():
        row = firsts[sku]
        yield LineFact(
            item_id=f"sku:{sku}",
            sku=sku,
            asin=clean(row.get("asin", ""), 20),
            title=clean(row.get("product-name", ""), 300),
            quantity=quantity,
            unit_price_yen=None,
        )
