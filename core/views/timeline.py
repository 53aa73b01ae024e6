"""An order's life in two lanes, read from the journal alone."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import msgspec

from core.books.journal import Entry
from core.domain.findings import Finding
from core.domain.labels import AmazonStatus, Lane
from core.views.rows import JournalRow, TimelineEntry

Data = dict[str, str | int | float | bool | None]
Line = tuple[Lane, str, dict[str, str]]

_read = msgspec.json.Decoder(Data).decode

_FIRST = {
    AmazonStatus.PENDING_AVAILABILITY: "予約注文（保留）",
    AmazonStatus.PENDING: "支払い待ち（保留）",
    AmazonStatus.UNSHIPPED: "支払い確定、未出荷",
    AmazonStatus.PARTIALLY_SHIPPED: "一部出荷",
    AmazonStatus.SHIPPED: "出荷済み",
    AmazonStatus.CANCELLED: "キャンセル",
    AmazonStatus.UNFULFILLABLE: "出荷不可",
}
_CANCELLED_BY = {"BUYER": "購入者", "MERCHANT": "出品者", "AMAZON": "Amazon"}

TEMPLATES = (
    *_FIRST.values(),
    "注文発生",
    "出荷済み {tracking}",
    "キャンセル（{by}）",
    "購入者キャンセル依頼",
    "内容の更新",
    "決済ステータス {after}",
    "処理可否 {after}",
    "決済ステータス {after}、処理可否 {handling}",
    "在庫 {quantity}（{reason}）{sku} 残り{stock}",
    "配送完了 {carrier} {tracking}",
    "注文キャンセル {reason}",
    "取り下げ（{notice}）",
    "{command}",
    "送信状態 {after}（{notice}）",
    "{operation} → {status} {error}",
    "{operation} → 応答なし",
    "診断: {finding}",
)
"""All templates, for translators."""
SENTENCES = frozenset({"by", "finding"})
"""Values that are sentences of ours; all others are labels, numbers and Amazon's words."""


def timeline(purchased_at: datetime, rows: Iterable[JournalRow]) -> tuple[TimelineEntry, ...]:
    """The entries of one order in the order in which they happened.

    `rows` are its journal lines, oldest first.
    """
    lived = []
    first = True
    for row in rows:
        if row.kind == Entry.FACT and first:
            first = False
            lived.append(_entry(row, purchased_at, (Lane.AMAZON, "注文発生", {}), ""))
        lived += entries(row)
    return tuple(sorted(lived, key=lambda entry: (entry.at, entry.seq)))


def entries(row: JournalRow) -> Iterator[TimelineEntry]:
    """What one line of the journal says; nothing where it is for the engine alone."""
    data = _read(row.data)
    at = row.amazon_at or row.at
    for line in _WRITERS.get(row.kind, _nothing)(data, row):
        when = at if line[0] is Lane.AMAZON else row.at
        yield _entry(row, when, line, str(data.get("rule") or ""))


def _entry(row: JournalRow, at: datetime, line: Line, rule: str) -> TimelineEntry:
    lane, template, values = line
    return TimelineEntry(row.seq, at, row.at, lane, template, values, row.cause, rule)


def _nothing(data: Data, row: JournalRow) -> Iterator[Line]:
    yield from ()


def _fact(data: Data, row: JournalRow) -> Iterator[Line]:
    status = AmazonStatus(str(data["status"]))
    if data.get("before") == status:
        asked = "購入者キャンセル依頼" if data.get("cancel_asked") else "内容の更新"
        yield Lane.AMAZON, asked, {}
    elif status is AmazonStatus.SHIPPED and data.get("tracking"):
        yield Lane.AMAZON, "出荷済み {tracking}", {"tracking": str(data["tracking"])}
    elif status is AmazonStatus.CANCELLED and data.get("cancelled_by"):
        by = str(data["cancelled_by"])
        yield Lane.AMAZON, "キャンセル（{by}）", {"by": _CANCELLED_BY.get(by, by)}
    else:
        yield Lane.AMAZON, _FIRST[status], {}


def _status(data: Data, row: JournalRow) -> Iterator[Line]:
    payment, handling = str(data["payment_status"]), str(data["handling"])
    paid = data.get("payment_before") != payment
    handled = data.get("handling_before") != handling
    if paid and handled:
        template = "決済ステータス {after}、処理可否 {handling}"
        yield Lane.SHOP, template, {"after": payment, "handling": handling}
    elif paid:
        yield Lane.SHOP, "決済ステータス {after}", {"after": payment}
    elif handled:
        yield Lane.SHOP, "処理可否 {after}", {"after": handling}


def _stock(data: Data, row: JournalRow) -> Iterator[Line]:
    values = {
        "quantity": f"{data['quantity']:+d}",
        "reason": str(data["reason"]),
        "sku": row.sku,
        "stock": str(data["stock_after"]),
    }
    yield Lane.SHOP, "在庫 {quantity}（{reason}）{sku} 残り{stock}", values


def _command(data: Data, row: JournalRow) -> Iterator[Line]:
    values = {key: str(value) for key, value in data.items()}
    match data["command"]:
        case "配送完了":
            yield Lane.SHOP, "配送完了 {carrier} {tracking}", values
        case "注文キャンセル":
            yield Lane.SHOP, "注文キャンセル {reason}", values
        case "取り下げ":
            yield Lane.SHOP, "取り下げ（{notice}）", values
        case _:
            yield Lane.SHOP, "{command}", values


def _push(data: Data, row: JournalRow) -> Iterator[Line]:
    values = {"after": str(data["after"]), "notice": str(data["notice"])}
    yield Lane.SHOP, "送信状態 {after}（{notice}）", values


def _call(data: Data, row: JournalRow) -> Iterator[Line]:
    operation = str(data["operation"])
    if data["status"] is None:
        yield Lane.AMAZON, "{operation} → 応答なし", {"operation": operation}
        return
    values = {
        "operation": operation,
        "status": str(data["status"]),
        "error": str(data.get("error") or ""),
    }
    yield Lane.AMAZON, "{operation} → {status} {error}", values


def _finding(data: Data, row: JournalRow) -> Iterator[Line]:
    if raised := data.get("raised"):
        yield Lane.SHOP, "診断: {finding}", {"finding": Finding[str(raised)].value.text}


_WRITERS: dict[str, Callable[[Data, JournalRow], Iterator[Line]]] = {
    Entry.FACT: _fact,
    Entry.STATUS: _status,
    Entry.STOCK: _stock,
    Entry.COMMAND: _command,
    Entry.PUSH: _push,
    Entry.CALL: _call,
    Entry.FINDING: _finding,
}
