"""Rows of a file as a person gave them: what a row says, and what is wrong with it (R11)."""

import msgspec

from core.domain.labels import DataLink, Posting


class CellError(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong: physical `line` from 1, `column` (empty: the whole row), why.

    The reason is a `core.domain.sentence.Sentence` where it has values in it.
    """

    line: int
    column: str
    reason: str


class ProductLine(msgspec.Struct, frozen=True):
    """What one row says of a product; None where it says nothing, and then all stays as it is."""

    code: str
    parent: str | None = None
    title: str | None = None
    jan: str | None = None
    stock: int | None = None
    price_yen: int | None = None
    reserve: int | None = None
    data_link: DataLink | None = None
    posting: Posting | None = None
    asin: str | None = None
    sku: str | None = None


class ImportChange(msgspec.Struct, frozen=True):
    """One figure of one product that an import changes, as it is shown."""

    line: int
    code: str
    column: str
    before: str
    after: str


class ImportPlan(msgspec.Struct, frozen=True):
    """What an import changes; `changes` shows the first of them.

    `deletions` counts listings that go at Amazon (R10). `applied` is False for a dry run and for a
    file that was refused.
    """

    added: int
    changed: int
    unchanged: int
    deletions: int
    errors: tuple[CellError, ...]
    changes: tuple[ImportChange, ...] = ()
    applied: bool = False


PRODUCT_LABELS = {
    "code": "独自商品コード",
    "parent": "親商品コード",
    "title": "商品名",
    "jan": "JANコード",
    "stock": "在庫数",
    "price_yen": "価格",
    "reserve": "安全在庫",
    "data_link": "商品データ連携",
    "posting": "商品掲載",
    "asin": "ASIN",
    "sku": "Amazon出品者SKU",
}
"""The column of a file for each field, in the order of export."""
