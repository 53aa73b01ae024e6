"""Products, their options, and the data that link them to Amazon."""

import sqlite3

import msgspec

from core.domain.labels import DataLink, Posting

_PRODUCT = "SELECT code, title, stock, price_yen, parent, jan, reserve, removed FROM products "
_ENTRY = "SELECT sku, asin, code, data_link, posting, forced, deleted_at IS NOT NULL FROM links "


class Product(msgspec.Struct, frozen=True, array_like=True):
    """A product, or an option where `parent` is set; `reserve` None means the shop's (R17)."""

    code: str
    title: str
    stock: int
    price_yen: int
    parent: str | None
    jan: str
    reserve: int | None
    removed: bool
    """Deleted in the shop while its listing at Amazon is not gone yet (R15)."""


class Link(msgspec.Struct, frozen=True, array_like=True):
    """「Amazonマーケットプレイス用データ」 of a product (R06); `deleted` is the listing, by us."""

    sku: str
    asin: str
    code: str
    data_link: DataLink
    posting: Posting
    forced: bool
    deleted: bool

    @property
    def switches(self) -> tuple[DataLink, Posting]:
        """商品データ連携 and 商品掲載."""
        return self.data_link, self.posting


class Products:
    """Reads and writes `products` and the entered part of `links`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, code: str) -> Product | None:
        """One product."""
        row = self._connection.execute(_PRODUCT + "WHERE code = ?", (code,)).fetchone()
        return msgspec.convert(row, Product, strict=False) if row else None

    def add(self, code: str, title: str, stock: int, price_yen: int) -> None:
        """Add a product that is not there."""
        self._connection.execute(
            "INSERT INTO products (code, title, stock, price_yen) VALUES (?, ?, ?, ?)",
            (code, title, stock, price_yen),
        )

    def describe(self, code: str, title: str, price_yen: int) -> None:
        """Give a product this title and price; one that was to go stays."""
        self._connection.execute(
            "UPDATE products SET title = ?, price_yen = ?, removed = 0 WHERE code = ?",
            (title, price_yen, code),
        )

    def set_price(self, code: str, price_yen: int) -> None:
        """Set a product's price."""
        self._connection.execute(
            "UPDATE products SET price_yen = ? WHERE code = ?", (price_yen, code)
        )

    def set_parent(self, code: str, parent: str | None) -> None:
        """Make a product an option of `parent`, or a product of its own."""
        self._connection.execute("UPDATE products SET parent = ? WHERE code = ?", (parent, code))

    def set_jan(self, code: str, jan: str) -> None:
        """Set a product's JAN code."""
        self._connection.execute("UPDATE products SET jan = ? WHERE code = ?", (jan, code))

    def set_reserve(self, code: str, units: int | None) -> None:
        """安全在庫 of one product; None takes the shop's (R17)."""
        self._connection.execute("UPDATE products SET reserve = ? WHERE code = ?", (units, code))

    def has_options(self, code: str) -> bool:
        """Whether a product has option rows."""
        return self._one("SELECT 1 FROM products WHERE parent = ? LIMIT 1", code) is not None

    def link(self, code: str) -> Link | None:
        """The Amazon data of a product."""
        row = self._connection.execute(_ENTRY + "WHERE code = ?", (code,)).fetchone()
        return msgspec.convert(row, Link, strict=False) if row else None

    def holder(self, column: str, value: str) -> str | None:
        """The product that has this `sku` or `asin`."""
        assert column in ("sku", "asin")
        return self._one(f"SELECT code FROM links WHERE {column} = ?", value)

    def enter(self, code: str, sku: str, asin: str, *, forced: bool) -> None:
        """Give a product its Amazon data anew, both switches on; nothing counts as sent yet."""
        self.clear(code)
        self._connection.execute(
            "INSERT INTO links (sku, code, asin, forced) VALUES (?, ?, ?, ?)",
            (sku, code, asin, forced),
        )

    def clear(self, code: str) -> None:
        """Take a product's Amazon data away."""
        self._connection.execute("DELETE FROM links WHERE code = ?", (code,))

    def switch(self, code: str, data_link: DataLink, posting: Posting) -> None:
        """Turn the two switches of a product (R10); a paused SKU is looked at anew (R14)."""
        self._connection.execute(
            "UPDATE links SET data_link = ?, posting = ?, touched = 1,"
            " looked_at = iif(paused = '', looked_at, NULL),"
            " at_amazon = iif(paused = '', at_amazon, NULL), paused = '' WHERE code = ?",
            (data_link, posting, code),
        )

    def release_forced(self) -> None:
        """R14: what was forced under `documented` is sent again once that policy holds again."""
        self._connection.execute(
            "UPDATE links SET paused = '', looked_at = NULL, touched = 1"
            " WHERE forced = 1 AND paused <> ''"
        )

    def mark_removed(self, code: str) -> None:
        """Have a product go as soon as its listing is gone (R15)."""
        self._connection.execute("UPDATE products SET removed = 1 WHERE code = ?", (code,))

    def remove(self, code: str) -> None:
        """Delete a product with its Amazon data; its options become products of their own."""
        self._connection.execute("UPDATE products SET parent = NULL WHERE parent = ?", (code,))
        self.clear(code)
        self._connection.execute("DELETE FROM products WHERE code = ?", (code,))

    def remove_gone(self, sku: str) -> None:
        """Delete the product behind a SKU if it only waited for its listing to go."""
        code = self._one(
            "SELECT code FROM links JOIN products USING (code) WHERE sku = ? AND removed = 1", sku
        )
        if code is not None:
            self.remove(code)

    def _one(self, sql: str, value: str) -> str | None:
        row = self._connection.execute(sql, (value,)).fetchone()
        return str(row[0]) if row else None
