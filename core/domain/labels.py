"""The words of the field: the manual's labels, Amazon's statuses, and the two policies.

Each label's value *is* the Japanese text that a shop sees and searches for (rules.md, "Labels"), so
it is what stands in the books, in JSON and on screen. Labels are never translated away.
"""

from enum import StrEnum


class Policy(StrEnum):
    """How the integration treats the manual's weak points (rules.md, "Two policies")."""

    DOCUMENTED = "documented"
    SAFE = "safe"


class LinkState(StrEnum):
    """How the shop stands with Amazon (R04, R05)."""

    NOT_LINKED = "未連携"
    PREPARING = "連携準備中"
    LINKED = "連携中"
    AUTHORISATION_ENDED = "承認切れ"


class Contract(StrEnum):
    """The shop's contract with makeshop (R02)."""

    FULL = "本契約"
    TRIAL = "無料体験"


class PaymentStatus(StrEnum):
    """決済ステータス, the first axis of an order."""

    NEEDS_CHECK = "要確認"
    COMPLETE = "注文完了"
    CANCELLED = "注文キャンセル"
    LINK_FAILED = "連携失敗"


class Handling(StrEnum):
    """処理可否, the second axis of an order."""

    OPEN = "未処理"
    SHIPPED = "配送完了"
    CANCELLED = "キャンセル"
    RETURNED = "返送"


class PaymentKind(StrEnum):
    """The two payment kinds, each with a list of its own (R26)."""

    AMAZON = "Amazonマーケットプレイス決済"
    COD = "Amazonマーケットプレイス決済(代引き)"


class AmazonStatus(StrEnum):
    """`fulfillment.fulfillmentStatus` of Orders 2026-01-01."""

    PENDING_AVAILABILITY = "PENDING_AVAILABILITY"
    PENDING = "PENDING"
    UNSHIPPED = "UNSHIPPED"
    PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED"
    SHIPPED = "SHIPPED"
    CANCELLED = "CANCELLED"
    UNFULFILLABLE = "UNFULFILLABLE"


class FulfilledBy(StrEnum):
    """Who ships: the shop (自社配送) or Amazon (FBA)."""

    MERCHANT = "MERCHANT"
    AMAZON = "AMAZON"


class DataLink(StrEnum):
    """商品データ連携, the first switch of a product: whether anything is sent for it (R10)."""

    ON = "連携する"
    OFF = "連携しない"


class Posting(StrEnum):
    """商品掲載, the second switch: whether Amazon is to have a listing of it (R10)."""

    ON = "登録する"
    OFF = "登録しない"


class PushKind(StrEnum):
    """What the shop tells Amazon of an order."""

    SHIP = "配送完了"
    CANCEL = "注文キャンセル"


class PushState(StrEnum):
    """How far Amazon has a 配送完了 or 注文キャンセル of the shop (送信状態, the outbox)."""

    WAITING = "送信待ち"
    SENDING = "送信中"
    ACCEPTED = "受理"
    CONFIRMED = "確認済み"
    REFUSED = "拒否"
    UNKNOWN = "結果不明"
    TAKEN_BACK = "取り下げ"


LIVE_STATES = (PushState.WAITING, PushState.SENDING, PushState.ACCEPTED, PushState.UNKNOWN)
"""States in which an order may have no second notice of the same kind."""


class CancelReason(StrEnum):
    """Reasons that 注文キャンセル offers; `code` is what the feed carries (R37)."""

    NO_INVENTORY = "在庫切れ"
    BUYER = "購入者都合"
    ADDRESS = "配送先不備"
    PRICE = "価格誤り"

    @property
    def code(self) -> str:
        """Amazon's CancelReason of POST_ORDER_ACKNOWLEDGEMENT_DATA."""
        return _CANCEL_CODES[self]


_CANCEL_CODES = {
    CancelReason.NO_INVENTORY: "NoInventory",
    CancelReason.BUYER: "BuyerCanceled",
    CancelReason.ADDRESS: "ShippingAddressUndeliverable",
    CancelReason.PRICE: "GeneralAdjustment",
}


class MoveReason(StrEnum):
    """Why a stock figure moved; part of the ledger's key (design.md, "Idempotence by keys")."""

    ORDERED = "注文引当"
    CANCEL_RETURN = "キャンセル戻し"
    MANUAL = "手動変更"


class Mark(StrEnum):
    """Marks beside an order that are not a status."""

    PARTLY_SHIPPED = "一部出荷"
    BEFORE_LINK = "連携開始日以前の注文"
    CANCEL_ASKED = "購入者キャンセル依頼"
    UNKNOWN_AMOUNT = "未確定"


class Lane(StrEnum):
    """The two sides of an order's time line."""

    SHOP = "makeshop"
    AMAZON = "Amazon"
