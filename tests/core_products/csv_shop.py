"""Books for tests of CSV: a few products, and files as people bring them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from core import Books, Desk
from core.csv import CellError, ImportPlan, apply_products, export_products, read_products
from core.views.product_rows import ProductRow
from core.views.views import Views

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
HEADER = (
    "独自商品コード,親商品コード,商品名,JANコード,在庫数,価格,安全在庫,"
    "商品データ連携,商品掲載,ASIN,Amazon出品者SKU"
)


class CsvShop:
    """A shop without Amazon: its books, desk and views."""

    def __init__(self) -> None:
        self.books = Books.open(None)
        self.desk = Desk(self.books, lambda: NOW)
        self.views = Views(self.books)

    def product(self, code: str) -> ProductRow:
        return next(row for row in self.views.products() if row.code == code)

    def codes(self) -> list[str]:
        return [row.code for row in self.views.products()]

    def take(
        self, text: str | bytes, *, skip_bad_rows: bool = False, confirmed: bool = False
    ) -> ImportPlan:
        """Import a file of products."""
        data = text.encode() if isinstance(text, str) else text
        return apply_products(
            self.books, read_products(data), NOW, skip_bad_rows=skip_bad_rows, confirmed=confirmed
        )

    def export(self, encoding: str = "utf-8-sig") -> bytes:
        return b"".join(export_products(self.books, encoding))

    def everything(self) -> list[tuple[object, ...]]:
        """All that an import could touch, row by row."""
        tables = ("products", "links", "ledger", "journal")
        return [
            row
            for table in tables
            for row in self.books.connection.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]


@contextmanager
def csv_shop(*, filled: bool = True) -> Iterator[CsvShop]:
    """P1 linked, P2 with an option P2-R that is linked, P3 bare."""
    shop = CsvShop()
    with shop.books:
        if filled:
            for number, title in enumerate(("宇治抹茶", "Tシャツ", "万年筆"), start=1):
                shop.desk.add_product(f"P{number}", title, stock=10 * number, price_yen=1_000)
            shop.desk.link("P1", "TEA", "B0TEA00000")
            shop.desk.add_product("P2-R", "Tシャツ 赤", stock=3, price_yen=1_500)
            shop.desk.set_parent("P2-R", "P2")
            shop.desk.link("P2-R", "TSHIRT-R", "B0TSHIRTR0")
        yield shop


def file(*rows: str, header: str = HEADER) -> str:
    """A file of these rows."""
    return "\r\n".join((header, *rows)) + "\r\n"


def told(errors: tuple[CellError, ...]) -> list[tuple[int, str]]:
    """Where the errors are."""
    return [(error.line, error.column) for error in errors]
