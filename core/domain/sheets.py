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

    @property
    def switches(self) -> tuple[DataLink, Posting] | None:
        """商品データ連携 and 商品掲載, where the row has both."""
        if self.data_link is None or self.posting is None:
            return None
        return self.data_link, self.posting


class ProductChange(msgspec.Struct, frozen=True):
    """A product as an import found it and left it; `before` is None where it is new."""

    before: ProductLine | None
    after: ProductLine
    was_removed: bool = False
    """It waited for its listing to go, and the import kept it."""

    @property
    def code(self) -> str:
        """Which product."""
        return self.after.code

    @property
    def fields(self) -> frozenset[str]:
        """What the import changed."""
        names = ProductLine.__struct_fields__
        if self.before is None:
            return frozenset(names)
        return frozenset(
            name for name in names if getattr(self.before, name) != getattr(self.after, name)
        )

    @property
    def relinks(self) -> bool:
        """Whether it is another SKU or ASIN since."""
        return not self.fields.isdisjoint(("sku", "asin"))

    def stands(self, now: ProductLine | None) -> bool:
        """Whether all that the import changed is as it left it."""
        return now is not None and all(
            getattr(now, name) == getattr(self.after, name) for name in self.fields
        )


class Restored(msgspec.Struct, frozen=True):
    """Product codes: `done` are as before an import, `kept` stay because something has changed."""

    done: tuple[str, ...]
    kept: tuple[str, ...]


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
    file that was refused. `written` has every product written, or none where they are too many to
    be taken back.
    """

    added: int
    changed: int
    unchanged: int
    deletions: int
    errors: tuple[CellError, ...]
    changes: tuple[ImportChange, ...] = ()
    applied: bool = False
    written: tuple[ProductChange, ...] = ()


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
