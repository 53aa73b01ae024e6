"""Products, their options, and what of them Amazon gets."""

from collections.abc import Callable
from datetime import datetime

from core.books.books import Books
from core.books.journal import Entry
from core.books.products import Link, Product
from core.commands.linking import against_link, forget_findings
from core.commands.push_now import against_push_now
from core.domain.cleaning import clean
from core.domain.jobs import PUSH_LISTINGS
from core.domain.labels import DataLink, Posting
from core.domain.listings import (
    PRICE_BELOW_YEN,
    STOCK_BELOW,
    check_jan,
    deletes_listing,
)
from core.domain.refusals import Refusal
from core.errors import Refused

Switches = tuple[DataLink, Posting]
"""商品データ連携 and 商品掲載."""

SHARED: Switches = (DataLink.ON, Posting.ON)


class ProductCommands:
    """The commands on products. Each call is one step; all raise Refused."""

    _books: Books
    _clock: Callable[[], datetime]

    def add_product(self, code: str, title: str, *, stock: int, price_yen: int) -> None:
        """Add a product, or give an existing one these figures."""
        check_figures(stock, price_yen)
        code, title = clean(code, 50).strip(), clean(title, 300).strip()
        if not code:
            raise Refused(Refusal.BAD_CODE)
        books, now = self._books, self._clock()
        with books.atomic(now):
            seq = books.journal.write(
                Entry.COMMAND, command="商品登録", code=code, stock=stock, price_yen=price_yen
            )
            if books.products.get(code) is None:
                books.products.add(code, title, stock, price_yen)
            else:
                books.products.describe(code, title, price_yen)
                books.stock.set_stock(code, stock, now, cause=seq)

    def set_stock(self, code: str, quantity: int, *, expected: int | None = None) -> None:
        """Set a product's stock by hand; it goes to Amazon with the next hourly push (R12, R13).

        Refused where the stock is not as `expected`: a sale since then would be forgotten.
        """
        check_figures(quantity, 1)
        now = self._clock()
        with self._books.atomic(now):
            product = self._product(code)
            if expected is not None and product.stock != expected:
                raise Refused(Refusal.STOCK_CHANGED, code)
            seq = self._books.journal.write(
                Entry.COMMAND, command="在庫変更", code=code, quantity=quantity
            )
            self._books.stock.set_stock(code, quantity, now, cause=seq)

    def set_price(self, code: str, price_yen: int) -> None:
        """Set a product's price; it goes to Amazon with the next hourly push (R12)."""
        check_figures(0, price_yen)
        with self._books.atomic(self._clock()):
            self._product(code)
            self._books.journal.write(
                Entry.COMMAND, command="価格変更", code=code, price_yen=price_yen
            )
            self._books.products.set_price(code, price_yen)

    def set_reserve(self, units: int | None, code: str | None = None) -> None:
        """安全在庫: units kept back from Amazon under `safe`, of the shop or of one product (R17).

        None lets a product take the shop's, and gives the shop none.
        """
        check_figures(units or 0, 1)
        with self._books.atomic(self._clock()):
            if code is not None:
                self._product(code)
            self._books.journal.write(Entry.COMMAND, command="安全在庫", code=code, units=units)
            if code is None:
                self._books.settings.reserve = units or 0
            else:
                self._books.products.set_reserve(code, units)

    def set_jan(self, code: str, jan: str) -> None:
        """Set a product's JAN code, by which its ASIN can be searched (R07)."""
        jan = jan.strip()
        with self._books.atomic(self._clock()):
            self._product(code)
            if jan and (wrong := check_jan(jan)):
                raise Refused(wrong, code)
            self._books.journal.write(Entry.COMMAND, command="JANコード", code=code, jan=jan)
            self._books.products.set_jan(code, jan)

    def set_parent(self, code: str, parent: str | None) -> None:
        """Make a product an オプション of `parent`, or a product of its own again (R09)."""
        products = self._books.products
        with self._books.atomic(self._clock()):
            self._product(code)
            if parent is not None:
                above = products.get(parent)
                if above is None or parent == code:
                    raise Refused(Refusal.NO_SUCH_PARENT, parent)
                if above.parent is not None or products.has_options(code):
                    raise Refused(Refusal.PARENT_IS_OPTION, code)
            self._books.journal.write(
                Entry.COMMAND, command="オプション設定", code=code, parent=parent
            )
            products.set_parent(code, parent)

    def link(
        self,
        code: str,
        sku: str,
        asin: str,
        *,
        force: bool = False,
        switches: Switches = SHARED,
        confirmed: bool = False,
    ) -> None:
        """Give a product its Amazon data and, unless `switches` say else, share it (R06 to R10).

        Amazon's side is looked at before the first figure leaves; an FBA SKU is then paused unless
        `force` is set under `documented` (R14). `confirmed` as with `set_switches`.
        """
        sku, asin = clean(sku, 80).strip(), clean(asin, 20).strip()
        with self._books.atomic(self._clock()):
            if refusal := against_link(self._books, code, sku, asin):
                raise Refused(refusal, _about(refusal, code, sku, asin))
            self._books.journal.write(
                Entry.COMMAND, sku=sku, command="連携する", code=code, asin=asin, force=force
            )
            forget_findings(self._books, code)
            self._books.products.enter(code, sku, asin, forced=force)
            if switches != SHARED:
                self._switch(code, *switches, confirmed=confirmed)

    def unlink(self, code: str) -> None:
        """連携しない: nothing more is sent for a product; its listing at Amazon stays (R10)."""
        with self._books.atomic(self._clock()):
            self._product(code)
            self._books.journal.write(Entry.COMMAND, command="連携しない", code=code)
            forget_findings(self._books, code)
            if link := self._books.products.link(code):
                self._books.products.switch(code, DataLink.OFF, link.posting)

    def set_switches(
        self, code: str, data_link: DataLink, posting: Posting, *, confirmed: bool = False
    ) -> None:
        """Turn 商品データ連携 and 商品掲載 (R10).

        登録しない with 連携する deletes the listing at Amazon and is refused unless `confirmed`;
        連携しない with 登録しない sends nothing.
        """
        with self._books.atomic(self._clock()):
            self._product(code)
            self._switch(code, data_link, posting, confirmed=confirmed)

    def clear_link(self, code: str) -> None:
        """Take a product's Amazon data away; nothing is sent, its listing at Amazon stays."""
        with self._books.atomic(self._clock()):
            self._product(code)
            self._books.journal.write(Entry.COMMAND, command="連携情報の消去", code=code)
            forget_findings(self._books, code)
            self._books.products.clear(code)

    def remove_product(self, code: str, *, confirmed: bool = False) -> None:
        """Delete a product; one that is 連携する first has its listing at Amazon deleted (R15).

        That has to be `confirmed`, as with 登録しない (R10).
        """
        products = self._books.products
        with self._books.atomic(self._clock()):
            self._product(code)
            link = products.link(code)
            listed = link is not None and link.data_link is DataLink.ON and not link.deleted
            if listed and not confirmed:
                raise Refused(Refusal.DELETES_LISTING, code)
            self._books.journal.write(Entry.COMMAND, command="商品削除", code=code)
            if listed:
                products.switch(code, DataLink.ON, Posting.OFF)
                products.mark_removed(code)
            else:
                forget_findings(self._books, code)
                products.remove(code)

    def push_now(self) -> None:
        """今すぐ送信: 在庫・価格送信 runs at once, within the quotas, and again at its hour.

        Raises Refused where nothing waits to be sent, or the link or Amazon holds it back.
        """
        now = self._clock()
        with self._books.atomic(now):
            unsent = self._books.offers.count_changed(self._books.terms)
            if refusal := against_push_now(self._books, now, unsent):
                raise Refused(refusal)
            self._books.journal.write(Entry.COMMAND, command="今すぐ送信")
            self._books.jobs.hasten(PUSH_LISTINGS.name, now)

    def _switch(self, code: str, data_link: DataLink, posting: Posting, *, confirmed: bool) -> None:
        link = self._entered(code)
        after = (data_link, posting)
        if not confirmed and deletes_listing(link.switches, after, deleted=link.deleted):
            raise Refused(Refusal.DELETES_LISTING, code)
        self._books.journal.write(
            Entry.COMMAND,
            sku=link.sku,
            command="掲載設定",
            code=code,
            data_link=data_link,
            posting=posting,
            confirmed=confirmed,
        )
        if data_link is DataLink.OFF:
            forget_findings(self._books, code)
        self._books.products.switch(code, data_link, posting)

    def _product(self, code: str) -> Product:
        product = self._books.products.get(code)
        if product is None:
            raise Refused(Refusal.NO_SUCH_PRODUCT, code)
        return product

    def _entered(self, code: str) -> Link:
        link = self._books.products.link(code)
        if link is None:
            raise Refused(Refusal.NO_ASIN, code)
        return link


def _about(refusal: Refusal, code: str, sku: str, asin: str) -> str:
    match refusal:
        case Refusal.NO_SKU | Refusal.NO_SUCH_PRODUCT:
            return code
        case Refusal.BAD_SKU | Refusal.SKU_TAKEN:
            return sku
        case _:
            return asin


def check_figures(stock: int, price_yen: int) -> None:
    """Raise Refused where a stock or a price is out of range."""
    if not 0 <= stock < STOCK_BELOW:
        raise Refused(Refusal.NEGATIVE_STOCK)
    if not 0 < price_yen < PRICE_BELOW_YEN:
        raise Refused(Refusal.BAD_PRICE)
