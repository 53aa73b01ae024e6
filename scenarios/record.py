"""What was done in a world becomes a scenario file that comes to the same end.

What happened at Amazon is noted when it is done; what the shop did stands in its journal, whichever
process did it. Both are put in one order by the journal's numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from core.domain.instants import stamp
from core.domain.labels import CancelReason, Contract, DataLink, Policy, Posting, PushKind
from scenarios.amazon_facts import AmazonListing, AmazonOrder
from scenarios.amazon_side import CARD_SETTLES, AmazonSide, Party, Payment
from scenarios.language.definition import Action
from scenarios.language.shop_verbs import (
    ShopMakesOption,
    ShopPushesNow,
    ShopRemovesProduct,
    ShopRenewsLink,
    ShopSetsContract,
    ShopSetsJan,
    ShopSetsPolicy,
    ShopSetsReserve,
    ShopStartsLink,
    ShopStopsLink,
    ShopSwitches,
)
from scenarios.language.verbs import (
    AmazonCancels,
    BuyerAsksToCancel,
    BuyerCancels,
    BuyerOrders,
    BuyerPays,
    SellerCentralCancels,
    SellerCentralEdits,
    SellerCentralShips,
    ShopAddsProduct,
    ShopCancels,
    ShopLinks,
    ShopSetsPrice,
    ShopSetsStock,
    ShopShips,
    ShopTakesBack,
    ShopUnlinks,
)

if TYPE_CHECKING:
    from core.views.rows import JournalRow

_LOOKS = ("個人情報の表示", "購入者の検索")


class RecordedAmazon(AmazonSide):
    """Amazon's side that tells `witness` of every act that succeeded."""

    witness: Callable[[Action], None] | None = None

    async def place_order(
        self,
        items: Mapping[str, int],
        payment: Payment = "CREDIT_CARD",
        *,
        pay_after: timedelta | None = CARD_SETTLES,
        fulfilled_by: Party | None = None,
        buyer: Mapping[str, str] | None = None,
        created: datetime | None = None,
        oversell: bool = False,
    ) -> AmazonOrder:
        """A buyer orders."""
        order = await super().place_order(
            items,
            payment,
            pay_after=pay_after,
            fulfilled_by=fulfilled_by,
            buyer=buyer,
            created=created,
            oversell=oversell,
        )
        self._note(
            BuyerOrders(
                order=order.order_id,
                items=dict(items),
                payment=payment,
                pay_after="never" if pay_after is None else pay_after,
                fulfilled_by=fulfilled_by,
                placed_at=created,
                oversell=oversell,
            ),
        )
        return order

    async def pay(self, order_id: str) -> AmazonOrder:
        """The payment settles."""
        return self._noted(await super().pay(order_id), BuyerPays(order=order_id))

    async def cancel(
        self, order_id: str, by: Literal["BUYER", "SELLER", "AMAZON"], reason: str = ""
    ) -> AmazonOrder:
        """The order is cancelled at Amazon."""
        order = await super().cancel(order_id, by, reason)
        match by:
            case "BUYER":
                return self._noted(order, BuyerCancels(order=order_id))
            case "SELLER":
                return self._noted(order, SellerCentralCancels(order=order_id, reason=reason))
            case "AMAZON":
                return self._noted(order, AmazonCancels(order=order_id, reason=reason))

    async def request_cancel(self, order_id: str, reason: str) -> AmazonOrder:
        """The buyer asks the seller to cancel."""
        order = await super().request_cancel(order_id, reason)
        return self._noted(order, BuyerAsksToCancel(order=order_id, reason=reason))

    async def ship(
        self, order_id: str, carrier: str, tracking: str, items: Mapping[str, int] | None = None
    ) -> AmazonOrder:
        """The shipment notice is sent in Seller Central."""
        order = await super().ship(order_id, carrier, tracking, items)
        given = None if items is None else dict(items)
        return self._noted(
            order,
            SellerCentralShips(order=order_id, carrier=carrier, tracking=tracking, items=given),
        )

    async def edit_listing(
        self,
        sku: str,
        quantity: int | None = None,
        price_yen: int | None = None,
        fulfilled_by: Party | None = None,
    ) -> AmazonListing:
        """Somebody edits an offer in Seller Central."""
        offer = await super().edit_listing(sku, quantity, price_yen, fulfilled_by)
        edit = SellerCentralEdits(
            sku=sku, quantity=quantity, price=price_yen, fulfilled_by=fulfilled_by
        )
        self._note(edit)
        return offer

    def _noted(self, order: AmazonOrder, action: Action) -> AmazonOrder:
        self._note(action)
        return order

    def _note(self, action: Action) -> None:
        if self.witness is not None:
            self.witness(action)


def commands(
    rows: "Iterator[JournalRow]", imports: Mapping[int, Action]
) -> "Iterator[tuple[JournalRow, Action | None]]":
    """The shop's commands among journal lines; None for one that the language has no verb for.

    Somebody's look at a buyer changes nothing and is left out. `imports` are files that were taken
    in, by the numbers of their lines.
    """
    for row in rows:
        if row.kind == "command":
            data: dict[str, object] = msgspec.json.decode(row.data)
            if data["command"] not in _LOOKS:
                yield row, imports.get(row.seq) or _command(row, data)


def _command(row: "JournalRow", data: Mapping[str, object]) -> Action | None:
    told = {name: value for name, value in data.items() if name != "command"}
    code = str(told.get("code") or "")
    match data["command"]:
        case PushKind.SHIP.value:
            return ShopShips(
                order=row.order_id, carrier=str(told["carrier"]), tracking=str(told["tracking"])
            )
        case PushKind.CANCEL.value:
            reason = CancelReason(str(told["reason"]))
            return ShopCancels(order=row.order_id, reason=reason)
        case "取り下げ":
            return ShopTakesBack(order=row.order_id)
        case "在庫変更":
            return ShopSetsStock(product=code, quantity=_int(told["quantity"]))
        case "価格変更":
            return ShopSetsPrice(product=code, price=_int(told["price_yen"]))
        case "商品登録":
            return ShopAddsProduct(
                product=code, title=code, stock=_int(told["stock"]), price=_int(told["price_yen"])
            )
        case "連携する":
            return ShopLinks(
                product=code, sku=row.sku, asin=str(told["asin"]), force=bool(told["force"])
            )
        case "連携しない":
            return ShopUnlinks(product=code)
        case "オプション設定" if told["parent"]:
            return ShopMakesOption(product=code, parent=str(told["parent"]))
        case "JANコード":
            return ShopSetsJan(product=code, jan=str(told["jan"]))
        case "方針":
            return ShopSetsPolicy(policy=Policy(str(told["policy"])))
        case "契約":
            return ShopSetsContract(contract=Contract(str(told["contract"])))
        case "商品削除":
            return ShopRemovesProduct(product=code, confirmed=True)
        case "安全在庫":
            return ShopSetsReserve(units=_int(told["units"] or 0), product=code or None)
        case "掲載設定":
            return ShopSwitches(
                product=code,
                data_link=DataLink(str(told["data_link"])),
                posting=Posting(str(told["posting"])),
                confirmed=bool(told["confirmed"]),
            )
        case "今すぐ送信":
            return ShopPushesNow()
        case "連携開始" if (started := _started(row, told)) is not None:
            return started
        case "連携解除":
            return ShopStopsLink()
        case "再承認":
            return ShopRenewsLink()
        case _:
            return None


def _started(row: "JournalRow", told: Mapping[str, object]) -> ShopStartsLink | None:
    """None where the seller consented at another time, or nobody wrote down whether he did."""
    consented_at = told.get("authorised_at", "")
    if consented_at not in (None, stamp(row.at)):
        return None
    ready_after = timedelta(seconds=float(str(told["ready_after_s"])))
    return ShopStartsLink(ready_after=ready_after, consented=consented_at is not None)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
