"""配送完了 of many orders from CSV: 注文番号, 配送業者, 追跡番号, 出荷日 (R39)."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Protocol

import msgspec

from core.csv.cells import escaped, read_day, read_text
from core.csv.sheet import Column, Given, Sheet
from core.domain.refusals import Refusal
from core.domain.sheets import CellError
from core.domain.shipping import Outcome, RowResult, ShipRow

_ORDER, _CARRIER, _TRACKING, _DAY = "注文番号", "配送業者", "追跡番号", "出荷日"
COLUMNS = (
    Column(_ORDER, "order_id", lambda cell: read_text(cell, 40), required=True),
    Column(_CARRIER, "carrier", lambda cell: read_text(cell, 80), required=True),
    Column(_TRACKING, "tracking", lambda cell: read_text(cell, 40), required=True),
    Column(_DAY, "shipped_on", read_day),
)
_COLUMN_OF = {
    Refusal.NO_CARRIER: _CARRIER,
    Refusal.NO_TRACKING: _TRACKING,
    Refusal.BAD_TRACKING: _TRACKING,
    Refusal.SHIPPED_ON_FUTURE: _DAY,
    Refusal.SHIPPED_ON_TOO_EARLY: _DAY,
}


class ShipmentPlan(msgspec.Struct, frozen=True):
    """What an import of shipments puts in line; `applied` is False for a dry run or a refusal.

    `order_ids` are those that are in line now.
    """

    shipped: int
    unchanged: int
    errors: tuple[CellError, ...]
    applied: bool
    order_ids: tuple[str, ...] = ()


class Ships(Protocol):
    """The Desk, as far as it is needed here."""

    def ship_many(
        self, rows: Sequence[ShipRow], *, dry_run: bool = False, all_or_nothing: bool = False
    ) -> tuple[RowResult, ...]:
        """配送完了 of many orders."""
        ...


def read_shipments(data: bytes) -> Sheet[ShipRow]:
    """Read a file of shipments; a row without 出荷日 was shipped today."""
    return Sheet(data, COLUMNS, _row)


def blank_shipments(order_ids: Iterable[str], carrier: str) -> bytes:
    """A file to fill in: a row for each order, with the carrier, without number and day."""
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow([column.label for column in COLUMNS])
    rows.writerows([order_id, escaped(carrier), "", ""] for order_id in order_ids)
    return text.getvalue().encode("utf-8-sig")


def apply_shipments(
    desk: Ships, sheet: Sheet[ShipRow], *, skip_bad_rows: bool = False, dry_run: bool = False
) -> ShipmentPlan:
    """Put the shipments of a sheet in line, in one step, each by the checks of 配送完了.

    With a bad row nothing is put in line at all, unless `skip_bad_rows`.
    """
    errors = list(sheet.errors)
    lines: list[int] = []
    rows: list[ShipRow] = []
    for row in sheet.rows():
        errors += row.errors
        if row.value is not None:
            lines.append(row.line)
            rows.append(row.value)
    checks_only = dry_run or (bool(errors) and not skip_bad_rows)
    results = desk.ship_many(rows, dry_run=checks_only, all_or_nothing=not skip_bad_rows)
    for line, result in zip(lines, results, strict=True):
        if result.reason is not None:
            column = _COLUMN_OF.get(result.reason, _ORDER)
            errors.append(CellError(line, column, result.reason.value))
    refused = bool(sheet.errors) or (bool(errors) and not skip_bad_rows)
    return ShipmentPlan(
        shipped=_count(results, Outcome.DONE),
        unchanged=_count(results, Outcome.UNCHANGED),
        errors=tuple(sorted(errors)),
        applied=not dry_run and not refused,
        order_ids=tuple(each.order_id for each in results if each.push_id is not None),
    )


def _count(results: Sequence[RowResult], outcome: Outcome) -> int:
    return sum(result.outcome is outcome for result in results)


def _row(given: Given) -> ShipRow:
    return msgspec.convert(given, ShipRow)
