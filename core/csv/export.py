"""Products with their Amazon data as CSV, for a spreadsheet and back (R11)."""

import csv
from collections.abc import Iterator
from io import StringIO

from core.books.books import Books
from core.csv.cells import escaped
from core.domain.sheets import PRODUCT_LABELS
from core.errors import AskAPerson

ENCODINGS = ("utf-8-sig", "cp932")
"""UTF-8 with BOM, which a spreadsheet recognises, and Shift_JIS as Windows writes it."""

_ROWS = """
SELECT code, parent, title, nullif(jan, ''), stock, price_yen, reserve,
    coalesce(data_link, '連携しない'), posting, asin, sku
FROM products LEFT JOIN links USING (code) WHERE removed = 0 ORDER BY code
"""
_BATCH = 500


class NotInCp932(AskAPerson):
    """A text that Shift_JIS cannot hold; `code` is the product, `character` the first of them."""

    def __init__(self, code: str, character: str) -> None:
        super().__init__(
            f"商品 {code} の「{character}」はShift_JISで表せません。UTF-8で書き出してください。"
        )
        self.code = code
        self.character = character


def export_products(books: Books, encoding: str = "utf-8-sig") -> Iterator[bytes]:
    """The file in pieces, header first; nothing in it starts a formula.

    Raises NotInCp932 at the first product that `encoding` cannot hold, before its piece.
    """
    assert encoding in ENCODINGS
    yield _written([list(PRODUCT_LABELS.values())]).encode(encoding)
    plain = encoding.removesuffix("-sig")
    rows = books.connection.execute(_ROWS)
    while batch := rows.fetchmany(_BATCH):
        cells = [["" if value is None else escaped(str(value)) for value in row] for row in batch]
        try:
            yield _written(cells).encode(plain)
        except UnicodeEncodeError:
            raise _first_outside(cells, plain) from None


def _written(rows: list[list[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _first_outside(rows: list[list[str]], encoding: str) -> NotInCp932:
    for row in rows:
        for cell in row:
            for character in cell:
                try:
                    character.encode(encoding)
                except UnicodeEncodeError:
                    return NotInCp932(row[0], character)
    raise AssertionError("the whole could not be encoded, but each part can")
