"""システム連携する商品の登録: products with their Amazon data from CSV (R11)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import msgspec

from core.books.books import Books
from core.books.product_import import ProductImport
from core.csv.cells import Wrong, read_label, read_number, read_text
from core.csv.sheet import Column, Given, Sheet
from core.domain.labels import DataLink, Posting
from core.domain.listings import (
    PRICE_BELOW_YEN,
    SKU_MAX,
    STOCK_BELOW,
    check_asin,
    check_jan,
)
from core.domain.refusals import Refusal
from core.domain.sheets import PRODUCT_LABELS, CellError, ImportPlan, ProductLine


def _checked(check: Callable[[str], Refusal | None], longest: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        text = read_text(cell, longest)
        if refusal := check(text):
            raise Wrong(refusal.value)
        return text

    return read


_READERS: dict[str, Callable[[str], object]] = {
    "code": lambda cell: read_text(cell, 50),
    "parent": lambda cell: read_text(cell, 50),
    "title": lambda cell: read_text(cell, 300),
    "jan": _checked(check_jan, 20),
    "stock": lambda cell: read_number(cell, None, STOCK_BELOW),
    "price_yen": lambda cell: read_number(cell, 1, PRICE_BELOW_YEN),
    "reserve": lambda cell: read_number(cell, 0, STOCK_BELOW),
    "data_link": lambda cell: read_label(cell, DataLink),
    "posting": lambda cell: read_label(cell, Posting),
    "asin": _checked(check_asin, 20),
    "sku": lambda cell: read_text(cell, SKU_MAX),
}

COLUMNS = tuple(
    Column(label, field, _READERS[field], required=field == "code")
    for field, label in PRODUCT_LABELS.items()
)
"""In the order in which they are exported; only 独自商品コード has to be there."""


Told = Callable[[int], object]


def _nobody(rows: int) -> None:
    return None


def read_products(data: bytes) -> Sheet[ProductLine]:
    """Read a file of products. Nothing is looked up or written; rows come when asked for."""
    return Sheet(data, COLUMNS, _line)


def plan_products(
    books: Books, sheet: Sheet[ProductLine], *, confirmed: bool = False, told: Told = _nobody
) -> ImportPlan:
    """What applying `sheet` would change, and every row that would not be taken; writes nothing.

    `confirmed` says that the user agrees to the deletions at Amazon that the file asks for (R10).
    `told` hears how many rows have been read.
    """
    with _staged(books, sheet, confirmed=confirmed, told=told) as (prepared, unreadable):
        prepared.check(unreadable)
        return prepared.plan()


def apply_products(
    books: Books,
    sheet: Sheet[ProductLine],
    now: datetime,
    *,
    skip_bad_rows: bool = False,
    confirmed: bool = False,
) -> ImportPlan:
    """Write a sheet in one step; gives what changed, and every row that was not taken.

    With a bad row nothing is written at all, unless `skip_bad_rows`. The checks are those of the
    single commands; the same sheet a second time changes nothing.
    """
    with _staged(books, sheet, confirmed=confirmed) as (prepared, unreadable), books.atomic(now):
        prepared.check(unreadable)
        plan = prepared.plan()
        refused = bool(sheet.errors) or (bool(plan.errors) and not skip_bad_rows)
        writes = not refused and plan.added + plan.changed
        written = prepared.write(now) if writes else ()
    return msgspec.structs.replace(plan, applied=not refused, written=written)


@contextmanager
def _staged(
    books: Books, sheet: Sheet[ProductLine], *, confirmed: bool, told: Told = _nobody
) -> Iterator[tuple[ProductImport, list[CellError]]]:
    prepared = ProductImport(books, confirmed=confirmed)
    unreadable = list(sheet.errors)

    def good() -> Iterator[tuple[int, ProductLine]]:
        for number, row in enumerate(sheet.rows(), start=1):
            told(number)
            unreadable.extend(row.errors)
            if row.value is not None:
                yield row.line, row.value

    prepared.stage(good())
    try:
        yield prepared, unreadable
    finally:
        prepared.close()


def _line(given: Given) -> ProductLine:
    return msgspec.convert(given, ProductLine)
