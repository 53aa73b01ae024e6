"""What the shop can do besides single orders and figures: sales, switches, files, the link."""

from datetime import timedelta
from typing import Literal

from core.domain.labels import CancelReason, Contract, DataLink, Policy, Posting
from scenarios.language.verbs import AtShop, Verb
from scenarios.language.words import (
    AnyText,
    Asin,
    FileText,
    GroupName,
    ProductCode,
    Quantity,
    Stock,
    Text,
    Times,
)

PlanName = Literal["PROFESSIONAL", "INDIVIDUAL"]
AnswerName = Literal["good", "foreign", "declined", "old_code", "used_code"]


class ShopSells(AtShop, frozen=True, kw_only=True):
    """The shop's own storefront sells some units: its stock goes down, Amazon knows nothing yet."""

    key = "shop_sells"
    label = "makeshop本店で売れる"
    product: ProductCode
    quantity: Quantity


class ShopSetsReserve(AtShop, frozen=True, kw_only=True):
    """安全在庫 of the shop, or of one product (R17)."""

    key = "shop_sets_reserve"
    label = "makeshopで安全在庫を変える"
    shorthand = "units"
    units: Stock
    product: ProductCode | None = None


class ShopSwitches(AtShop, frozen=True, kw_only=True):
    """The two switches of a product (R10); `confirmed` says yes to deleting its listing."""

    key = "shop_switches"
    label = "makeshopで商品データ連携と商品掲載を切り替える"
    product: ProductCode
    data_link: DataLink
    posting: Posting
    confirmed: bool = False


class ShopMakesOption(AtShop, frozen=True, kw_only=True):
    """A product becomes an オプション of another (R09)."""

    key = "shop_makes_option"
    label = "makeshopで商品をオプションにする"
    product: ProductCode
    parent: ProductCode


class ShopRemovesProduct(AtShop, frozen=True, kw_only=True):
    """A product is deleted in the shop (R15)."""

    key = "shop_removes_product"
    label = "makeshopで商品を削除する"
    shorthand = "product"
    product: ProductCode
    confirmed: bool = False


class ShopSetsJan(AtShop, frozen=True, kw_only=True):
    """JANコード of a product, by which its ASIN can be searched (R07); empty takes it away."""

    key = "shop_sets_jan"
    label = "makeshopでJANコードを変える"
    product: ProductCode
    jan: AnyText


class ShopFinds(Verb, frozen=True, kw_only=True):
    """ASINの検索 by keyword, JAN or ASIN; `asins` is what must be found (R07, R08)."""

    key = "shop_finds"
    label = "makeshopでASINを検索する"
    text: Text
    asins: tuple[Asin, ...]


class ShopChecksAsin(AtShop, frozen=True, kw_only=True):
    """Whether an ASIN that is to be linked is in Amazon's catalogue (R08)."""

    key = "shop_checks_asin"
    label = "makeshopでASINを確かめる"
    shorthand = "asin"
    asin: Asin


class ShopImportsProducts(Verb, frozen=True, kw_only=True):
    """システム連携する商品の登録 by CSV (R11); the figures given must come out."""

    key = "shop_imports_products"
    label = "makeshopで商品CSVを取り込む"
    csv: FileText
    skip_bad_rows: bool = False
    confirmed: bool = False
    applied: bool = True
    added: Times | None = None
    changed: Times | None = None
    unchanged: Times | None = None
    wrong_lines: tuple[Times, ...] | None = None


class ShopImportsShipments(Verb, frozen=True, kw_only=True):
    """配送完了 by CSV (R39); `{A}` in the text stands for the number of order A."""

    key = "shop_imports_shipments"
    label = "makeshopで出荷CSVを取り込む"
    csv: FileText
    skip_bad_rows: bool = False
    applied: bool = True
    shipped: Times | None = None
    unchanged: Times | None = None
    wrong_lines: tuple[Times, ...] | None = None


class ShopShipsAll(Verb, frozen=True, kw_only=True):
    """配送完了 of every order of a group that can be shipped, at once (R39)."""

    key = "shop_ships_all"
    label = "makeshopでまとめて配送完了を押す"
    shorthand = "group"
    group: GroupName
    carrier: Text = "ヤマト運輸"
    tracking: AnyText = "4012"
    shipped: Times | None = None


class ShopCancelsAll(Verb, frozen=True, kw_only=True):
    """注文キャンセル of every order of a group that can be cancelled, at once (R39)."""

    key = "shop_cancels_all"
    label = "makeshopでまとめて注文キャンセルを押す"
    shorthand = "group"
    group: GroupName
    reason: CancelReason = CancelReason.NO_INVENTORY
    cancelled: Times | None = None


class ShopStartsLink(AtShop, frozen=True, kw_only=True):
    """連携を開始する, for a shop that began without (R02, R04).

    Where it is not said when the seller `consented`, the authorisation has no end that is known.
    """

    key = "shop_starts_link"
    label = "makeshopで連携を開始する"
    ready_after: timedelta = timedelta(0)
    consented: bool = True
    contract: Contract | None = None


class ShopSetsContract(AtShop, frozen=True, kw_only=True):
    """The shop's contract with makeshop changes (R02)."""

    key = "shop_sets_contract"
    label = "makeshopの契約を変える"
    shorthand = "contract"
    contract: Contract


class ShopSetsPolicy(AtShop, frozen=True, kw_only=True):
    """The shop goes over to the other policy: the manual's ways, or the safe ones."""

    key = "shop_sets_policy"
    label = "ショップの方針を変える"
    shorthand = "policy"
    policy: Policy


class ShopStopsLink(AtShop, frozen=True, kw_only=True):
    """連携を解除する."""

    key = "shop_stops_link"
    label = "makeshopで連携を解除する"


class ShopPushesNow(AtShop, frozen=True, kw_only=True):
    """今すぐ送信: what changed goes to Amazon now instead of at the hour (R12)."""

    key = "shop_pushes_now"
    label = "makeshopで今すぐ在庫・価格を送信する"


class ShopRenewsLink(AtShop, frozen=True, kw_only=True):
    """再承認: the seller consents anew at Amazon (R05)."""

    key = "shop_renews_link"
    label = "Amazonでもう一度承認する"


class ShopAuthorises(AtShop, frozen=True, kw_only=True):
    """The whole way of linking: consent at Amazon, code, check of the seller, start (R01, R03).

    `answer` spoils the way back: another operation's answer, a refused consent, an old code.
    """

    key = "shop_authorises"
    label = "Amazonで承認して連携を開始する"
    plan: PlanName = "PROFESSIONAL"
    answer: AnswerName = "good"


BigShopAct = (
    ShopSells
    | ShopSetsReserve
    | ShopSwitches
    | ShopMakesOption
    | ShopSetsJan
    | ShopRemovesProduct
    | ShopFinds
    | ShopChecksAsin
    | ShopImportsProducts
    | ShopImportsShipments
    | ShopShipsAll
    | ShopCancelsAll
    | ShopStartsLink
    | ShopStopsLink
    | ShopSetsContract
    | ShopSetsPolicy
    | ShopPushesNow
    | ShopRenewsLink
    | ShopAuthorises
)
