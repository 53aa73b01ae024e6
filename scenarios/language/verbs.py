"""What a step can do: one class a verb, in the words of those who do it.

This is the one table of the language. A class's `key` is what stands in the file, its fields are
the verb's arguments, `label` names it for a person. The reader, the JSON Schema and the player all
go by these classes. Where `shorthand` names a field, that field's value alone may stand for the
whole: `buyer_pays: A`.
"""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from core.domain.labels import CancelReason
from core.domain.refusals import Refusal
from scenarios.language.words import (
    AnyText,
    Asin,
    NewOrder,
    NewProduct,
    OrderName,
    ProductCode,
    Quantity,
    Sku,
    Stock,
    Text,
    Yen,
)

Payment = Literal["CREDIT_CARD", "CONVENIENCE_STORE", "COD"]
Party = Literal["MERCHANT", "AMAZON"]
RefusedBy = Annotated[
    Refusal | None, Meta(description="押せないこと（この理由で断られること）を確かめる")
]
RefusedByAmazon = Annotated[bool, Meta(description="Amazonに断られることを確かめる")]


class Verb(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One verb with its arguments."""

    key: ClassVar[str]
    label: ClassVar[str]
    shorthand: ClassVar[str] = ""


class OrderAtAmazon(Verb, frozen=True, kw_only=True):
    """A verb of Amazon's side that is about one order."""

    shorthand = "order"
    order: OrderName
    refused: RefusedByAmazon = False


class AtShop(Verb, frozen=True, kw_only=True):
    """A verb of the shop, which may say why it has to be refused."""

    refused: RefusedBy = None


class BuyerOrders(Verb, frozen=True, kw_only=True):
    """A buyer places an order at Amazon; `pay_after: never` leaves it unpaid."""

    key = "buyer_orders"
    label = "購入者が注文する"
    order: NewOrder
    items: dict[Sku, Quantity]
    payment: Payment = "CREDIT_CARD"
    pay_after: timedelta | Literal["never"] = timedelta(seconds=10)
    fulfilled_by: Party | None = None
    placed_at: datetime | None = None
    oversell: bool = False
    refused: RefusedByAmazon = False


class BuyerPays(OrderAtAmazon, frozen=True, kw_only=True):
    """The payment of an order settles now."""

    key = "buyer_pays"
    label = "購入者が支払う"


class BuyerCancels(OrderAtAmazon, frozen=True, kw_only=True):
    """The buyer cancels himself, where Amazon still lets him."""

    key = "buyer_cancels"
    label = "購入者がキャンセルする"


class BuyerAsksToCancel(OrderAtAmazon, frozen=True, kw_only=True):
    """The buyer asks the shop to cancel (R29)."""

    key = "buyer_asks_to_cancel"
    label = "購入者がキャンセルを依頼する"
    reason: AnyText = ""


class SellerCentralShips(OrderAtAmazon, frozen=True, kw_only=True):
    """Somebody sends the shipment notice in Seller Central, of all items unless some are named."""

    key = "seller_central_ships"
    label = "セラーセントラルで出荷通知を送る"
    shorthand = ""
    carrier: Text = "ヤマト運輸"
    tracking: Text
    items: dict[Sku, Quantity] | None = None


class SellerCentralCancels(OrderAtAmazon, frozen=True, kw_only=True):
    """Somebody cancels the order in Seller Central."""

    key = "seller_central_cancels"
    label = "セラーセントラルで注文をキャンセルする"
    reason: AnyText = ""


class SellerCentralEdits(Verb, frozen=True, kw_only=True):
    """Somebody edits a listing in Seller Central."""

    key = "seller_central_edits"
    label = "セラーセントラルで出品を編集する"
    sku: Sku
    quantity: Stock | None = None
    price: Yen | None = None
    fulfilled_by: Party | None = None


class AmazonCancels(OrderAtAmazon, frozen=True, kw_only=True):
    """Amazon itself cancels an order."""

    key = "amazon_cancels"
    label = "Amazonが注文をキャンセルする"
    reason: AnyText = ""


class ShopShips(AtShop, frozen=True, kw_only=True):
    """配送完了 is pressed in the shop."""

    key = "shop_ships"
    label = "makeshopで配送完了を押す"
    order: OrderName
    carrier: AnyText = "ヤマト運輸"
    tracking: AnyText


class ShopCancels(AtShop, frozen=True, kw_only=True):
    """注文キャンセル is pressed in the shop."""

    key = "shop_cancels"
    label = "makeshopで注文キャンセルを押す"
    order: OrderName
    reason: CancelReason = CancelReason.NO_INVENTORY


class ShopTakesBack(AtShop, frozen=True, kw_only=True):
    """A notice that still waits is taken back (R32)."""

    key = "shop_takes_back"
    label = "makeshopで送信待ちを取り下げる"
    shorthand = "order"
    order: OrderName


class ShopSetsStock(AtShop, frozen=True, kw_only=True):
    """The stock figure of a product is changed by hand."""

    key = "shop_sets_stock"
    label = "makeshopで在庫数を変える"
    product: ProductCode
    quantity: Annotated[int, Meta(title="在庫数", ge=-1_000_000, le=1_000_000)]


class ShopSetsPrice(AtShop, frozen=True, kw_only=True):
    """The price of a product is changed."""

    key = "shop_sets_price"
    label = "makeshopで価格を変える"
    product: ProductCode
    price: Annotated[int, Meta(title="金額（円）", ge=-1_000_000, le=100_000_000)]


class ShopAddsProduct(AtShop, frozen=True, kw_only=True):
    """A new product is entered, linked to nothing."""

    key = "shop_adds_product"
    label = "makeshopに商品を登録する"
    product: NewProduct
    title: Text
    stock: Stock
    price: Yen


class ShopLinks(AtShop, frozen=True, kw_only=True):
    """A product is linked to a SKU at Amazon."""

    key = "shop_links"
    label = "makeshopで商品をSKUに連携する"
    product: ProductCode
    sku: Sku
    asin: Asin
    force: bool = False


class ShopUnlinks(AtShop, frozen=True, kw_only=True):
    """A product's link is taken off."""

    key = "shop_unlinks"
    label = "makeshopで商品の連携を外す"
    shorthand = "product"
    product: ProductCode


class Wait(Verb, frozen=True, kw_only=True):
    """Nobody does anything; time goes on."""

    key = "wait"
    label = "待つ"
    shorthand = "duration"
    duration: timedelta


AmazonAct = (
    BuyerOrders
    | BuyerPays
    | BuyerCancels
    | BuyerAsksToCancel
    | SellerCentralShips
    | SellerCentralCancels
    | SellerCentralEdits
    | AmazonCancels
)
"""What is done at Amazon."""

ShopAct = (
    ShopShips
    | ShopCancels
    | ShopTakesBack
    | ShopSetsStock
    | ShopSetsPrice
    | ShopAddsProduct
    | ShopLinks
    | ShopUnlinks
)
"""What the shop does with one order or one product."""
