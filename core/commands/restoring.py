"""An import of products taken back, as far as nobody has touched them since."""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from core.books.books import Books
from core.books.journal import Entry
from core.commands.linking import forget_findings
from core.domain.listings import deletes_listing
from core.domain.sheets import ProductChange, ProductLine, Restored

_SENT = "SELECT 1 FROM links WHERE code = ? AND (push_state IS NOT NULL OR pushed_at IS NOT NULL)"
_OPTIONS = "SELECT code FROM products WHERE parent = ?"


def restore_products(books: Books, changes: Sequence[ProductChange], now: datetime) -> Restored:
    """Set back, in one step, each product whose changed figures are still those of the import.

    A product stays as it is where it was to be deleted before, where its new SKU was already sent
    to Amazon, where its listing would be deleted, or where others stand in its way.
    """
    with books.atomic(now):
        wanted = _free(books, [change for change in changes if _may(books, change)])
        seq = books.journal.write(Entry.COMMAND, command="商品CSVの取り消し", products=len(wanted))
        for change in wanted:
            if change.relinks:
                forget_findings(books, change.code)
                books.products.clear(change.code)
        for change in wanted:
            _describe(books, change, now, seq)
        for change in wanted:
            _link(books, change)
    done = {change.code for change in wanted}
    kept = tuple(change.code for change in changes if change.code not in done)
    return Restored(tuple(change.code for change in wanted), kept)


def _may(books: Books, change: ProductChange) -> bool:
    before, link = change.before, books.products.link(change.code)
    if change.was_removed or not change.stands(_line(books, change.code)):
        return False
    if before is not None and before.parent:
        above = books.products.get(before.parent)
        if above is None or above.parent is not None:
            return False
    if change.relinks:
        return books.connection.execute(_SENT, (change.code,)).fetchone() is None
    if link is None or before is None or before.switches is None:
        return True
    return not deletes_listing(link.switches, before.switches, deleted=link.deleted)


def _free(books: Books, changes: list[ProductChange]) -> list[ProductChange]:
    """Those that nobody stands in the way of who does not go back too."""
    while True:
        codes = {change.code for change in changes}
        moving = {change.code for change in changes if change.relinks}
        free = [change for change in changes if _is_free(books, change, codes, moving)]
        if len(free) == len(changes):
            return free
        changes = free


def _is_free(
    books: Books, change: ProductChange, codes: Collection[str], moving: Collection[str]
) -> bool:
    before = change.before
    if before is None:
        return all(code in codes for (code,) in books.connection.execute(_OPTIONS, (change.code,)))
    if not (change.relinks and before.sku and before.asin):
        return True
    holders = (books.products.holder("sku", before.sku), books.products.holder("asin", before.asin))
    return all(holder is None or holder in moving for holder in holders)


def _describe(books: Books, change: ProductChange, now: datetime, seq: int) -> None:
    code, before, products = change.code, change.before, books.products
    if before is None:
        products.remove(code)
        return
    present = _line(books, code)
    assert present is not None, "nobody has come between"
    changed = {name: getattr(before, name) for name in change.fields}
    line = msgspec.structs.replace(present, **changed)
    products.describe(code, line.title or "", line.price_yen or 0)
    products.set_jan(code, line.jan or "")
    products.set_reserve(code, line.reserve)
    products.set_parent(code, line.parent)
    books.stock.set_stock(code, line.stock or 0, now, cause=seq)


def _link(books: Books, change: ProductChange) -> None:
    code, before = change.code, change.before
    if before is None or before.switches is None:
        return
    if change.relinks and before.sku and before.asin:
        books.products.enter(code, before.sku, before.asin, forced=False)
    elif not change.fields & {"data_link", "posting"}:
        return
    link = books.products.link(code)
    if link is not None and link.switches != before.switches:
        forget_findings(books, code)
        books.products.switch(code, *before.switches)


def _line(books: Books, code: str) -> ProductLine | None:
    product, link = books.products.get(code), books.products.link(code)
    if product is None or product.removed:
        return None
    return ProductLine(
        code,
        parent=product.parent,
        title=product.title,
        jan=product.jan,
        stock=product.stock,
        price_yen=product.price_yen,
        reserve=product.reserve,
        data_link=link.data_link if link else None,
        posting=link.posting if link else None,
        asin=link.asin if link else None,
        sku=link.sku if link else None,
    )
