"""What happened in the demo shop: minutes before the curtain rises, and who did what."""

from datetime import timedelta

from core.domain.labels import CancelReason
from scenarios.language.definition import Action
from scenarios.language.verbs import (
    BuyerAsksToCancel,
    BuyerCancels,
    BuyerOrders,
    Payment,
    SellerCentralShips,
    ShopCancels,
    ShopShips,
)

Turn = tuple[int, Action]


def _order(
    before: int, name: str, sku: str, quantity: int = 1, payment: Payment = "CREDIT_CARD"
) -> Turn:
    unpaid = payment == "CONVENIENCE_STORE"
    return before, BuyerOrders(
        order=name,
        items={sku: quantity},
        payment=payment,
        pay_after="never" if unpaid else timedelta(seconds=10),
    )


_SHIPPED_BY_THE_SHOP: tuple[Turn, ...] = (
    _order(2820, "shipped-1", "TEA-UJI-100"),
    (2500, ShopShips(order="shipped-1", tracking="4012-3456-7801")),
    _order(2600, "shipped-2", "PEN-FP-F"),
    (2400, ShopShips(order="shipped-2", carrier="佐川急便", tracking="3600-1122-3344")),
    _order(1900, "shipped-3", "TOWEL-IMABARI-2"),
    (1500, ShopShips(order="shipped-3", tracking="4012-3456-7812")),
    _order(1480, "shipped-4", "NOTE-A5-3", 2),
    (1100, ShopShips(order="shipped-4", carrier="日本郵便", tracking="1122-3344-5566")),
    _order(610, "waits-1", "CUP-HASAMI-BL", 2),
    (12, ShopShips(order="waits-1", tracking="4012-3456-7890")),
    _order(540, "waits-2", "KNIFE-SANTOKU"),
    (7, ShopShips(order="waits-2", tracking="4012-3456-7891")),
)
"""The last two still wait to be sent (送信待ち)."""

_TO_BE_SHIPPED: tuple[Turn, ...] = (
    _order(1300, "open-1", "TEA-HOJI-80"),
    _order(800, "open-2", "NOTE-A5-3", 5),
    _order(700, "open-3", "TEA-UJI-100", 3, "COD"),
    _order(420, "open-4", "TOWEL-IMABARI-2", 2),
    _order(155, "open-5", "TEA-UJI-100"),
    _order(64, "open-6", "CUP-HASAMI-WH"),
    _order(45, "open-7", "BOX-KIRI-S", 1, "COD"),
    _order(21, "open-8", "PEN-FP-F"),
    _order(9, "open-9", "NOTE-A5-3", 2),
)

_UNPAID: tuple[Turn, ...] = (
    _order(2000, "unpaid-1", "TEA-HOJI-80", 2, "CONVENIENCE_STORE"),
    _order(330, "unpaid-2", "CUP-HASAMI-WH", 1, "CONVENIENCE_STORE"),
    _order(18, "unpaid-3", "KNIFE-SANTOKU", 1, "CONVENIENCE_STORE"),
)
"""要確認 until they are paid, or cancelled by Amazon on the sixth day."""

_CANCELLED: tuple[Turn, ...] = (
    _order(2700, "changed-mind", "CUP-HASAMI-BL", 1, "CONVENIENCE_STORE"),
    (2300, BuyerCancels(order="changed-mind")),
    _order(1200, "sold-out", "TOWEL-IMABARI-2"),
    (1140, ShopCancels(order="sold-out", reason=CancelReason.NO_INVENTORY)),
    _order(260, "asks", "TEA-HOJI-80"),
    (200, BuyerAsksToCancel(order="asks", reason="色を間違えました")),
)
"""By the buyer while unpaid (R23), by the shop (R37), and one that is only asked for (R29)."""

_SELLER_CENTRAL: tuple[Turn, ...] = (
    _order(1000, "early", "NOTE-A5-3"),
    (940, SellerCentralShips(order="early", carrier="ヤマト運輸", tracking="5512-0000-0001")),
    _order(480, "twice", "PEN-FP-F"),
    (443, SellerCentralShips(order="twice", carrier="ヤマト運輸", tracking="5512-0000-0002")),
    (442, ShopShips(order="twice", tracking="5512-0000-0003")),
)
"""Shipped there first: adopted (R34), and told twice, which is 連携失敗 as documented (R35)."""

_AMAZON_SHIPS: tuple[Turn, ...] = (
    _order(2500, "fba-1", "BATT-10000"),
    _order(380, "fba-2", "LAMP-DESK-LED"),
    _order(33, "fba-3", "FUROSHIKI-90", 2),
)

STORY: tuple[Turn, ...] = (
    *_SHIPPED_BY_THE_SHOP,
    *_TO_BE_SHIPPED,
    *_UNPAID,
    *_CANCELLED,
    *_SELLER_CENTRAL,
    *_AMAZON_SHIPS,
)
