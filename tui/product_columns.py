"""Columns of the product list, and what of a product stands below it."""

from textual.content import Content

from core.domain.labels import DataLink, Posting
from core.domain.refusals import Refusal
from core.views.product_rows import ProductOrder, ProductRow
from tui.formats import short_moment, signed, yen
from tui.ink import Ink, inked, lines
from tui.signs import push_ink
from tui.widgets.columns import Column
from tui.words import N_, _


def _at_amazon(row: ProductRow) -> Ink:
    return Ink("-" if row.amazon_quantity is None else f"{row.amazon_quantity:,}", "amazon")


def _difference(row: ProductRow) -> Ink:
    return Ink(signed(row.difference) if row.difference else "", "warn")


def _linked(row: ProductRow) -> Ink:
    if row.fba:
        return Ink("FBA", "amazon")
    if not row.linked:
        return Ink("連携しない", "quiet")
    return Ink("登録しない", "warn") if row.posting is Posting.OFF else Ink("連携する", "good")


def _note(row: ProductRow) -> Ink:
    if row.push_note or not row.findings:
        return Ink(row.push_note, "bad")
    return Ink(_("診断 {n}件").format(n=row.findings), "warn")


def _reserve(row: ProductRow) -> Ink:
    return Ink("" if row.reserve is None else f"{row.reserve:,}", "note")


PRODUCT_COLUMNS: tuple[Column[ProductRow], ...] = (
    Column("code", N_("商品コード"), 13, lambda row: Ink(row.code)),
    Column("title", N_("商品名"), 12, lambda row: Ink(row.title), rank=1, grow=4, likes=30),
    Column(
        "stock",
        N_("在庫"),
        6,
        lambda row: Ink(f"{row.stock:,}", "strong" if row.stock >= 0 else "bad"),
        right=True,
    ),
    Column("amazon", "Amazon", 6, _at_amazon, right=True),
    Column("difference", N_("差"), 4, _difference, right=True),
    Column("price", N_("価格"), 8, lambda row: Ink(yen(row.price_yen)), right=True),
    Column("state", N_("送信"), 10, lambda row: push_ink(None, row.push_state)),
    Column("linked", N_("連携"), 10, _linked, rank=1),
    Column("reserve", "安全在庫", 8, _reserve, rank=2, right=True),
    Column("sku", "SKU", 14, lambda row: Ink(row.sku or "-", "quiet"), rank=3, grow=1),
    Column("asin", "ASIN", 10, lambda row: Ink(row.asin or "-", "quiet"), rank=4),
    Column("jan", "JAN", 13, lambda row: Ink(row.jan or "-", "quiet"), rank=5),
    Column("note", N_("備考"), 16, _note, rank=5, grow=2),
)

ORDER_WORDS = {
    ProductOrder.CODE: N_("商品コード順"),
    ProductOrder.STOCK: N_("在庫の少ない順"),
    ProductOrder.DIFFERENCE: N_("差の大きい順"),
    ProductOrder.PRICE: N_("価格の安い順"),
}


def needs_a_look(row: ProductRow) -> bool:
    """Whether something is wrong with a product."""
    return bool(row.findings or row.push_note)


def preview(row: ProductRow | None, reserve: int) -> Content:
    """What a narrow list leaves out; `reserve` is the shop's (R17)."""
    if row is None:
        return Content("")
    kept_back = reserve if row.reserve is None else row.reserve
    whose = _("ショップの設定") if row.reserve is None else _("この商品")
    parts = [
        inked(
            Ink(row.title, "strong"),
            f"  {row.code}  SKU {row.sku or '-'}  ASIN {row.asin or '-'}  JAN {row.jan or '-'}",
        ),
        inked(
            f"{_('在庫')} {row.stock:,}  {yen(row.price_yen)}  安全在庫 {kept_back:,}",
            Ink(f" ({whose})", "quiet"),
            Ink(_switches(row), "warn"),
        ),
        inked(
            Ink(_sent(row), "amazon"),
            Ink(_known(row), "amazon"),
        ),
    ]
    if row.push_note:
        parts.append(inked(Ink(row.push_note, "bad")))
    if row.fba:
        parts.append(inked(Ink(_(Refusal.FBA_LISTING.value), "warn")))
    return lines(*parts)


def _sent(row: ProductRow) -> str:
    words = _("Amazonへ送信済: {quantity} / {price}").format(
        quantity="-" if row.pushed_quantity is None else row.pushed_quantity,
        price="-" if row.pushed_price_yen is None else yen(row.pushed_price_yen),
    )
    return f"{words} ({short_moment(row.pushed_at)})" if row.pushed_at else words


def _known(row: ProductRow) -> str:
    if row.amazon_at is None:
        return ""
    quantity = "-" if row.amazon_quantity is None else f"{row.amazon_quantity:,}"
    words = _("Amazonの在庫: {quantity} ({at})")
    return "  " + words.format(quantity=quantity, at=short_moment(row.amazon_at))


def _switches(row: ProductRow) -> str:
    """What is not as usual."""
    if row.data_link is None or row.posting is None:
        return ""
    if (row.data_link, row.posting) == (DataLink.ON, Posting.ON):
        return ""
    return f"  商品データ連携={row.data_link.value} 商品掲載={row.posting.value}"
