"""A step as one sentence, in the words of somebody who tells the case."""

from datetime import timedelta
from functools import reduce

from scenarios.language.definition import Action
from scenarios.language.expectations import Expect
from scenarios.language.shop_verbs import BigShopAct
from scenarios.language.verbs import (
    AmazonCancels,
    BuyerAsksToCancel,
    BuyerCancels,
    BuyerOrders,
    BuyerPays,
    SellerCentralCancels,
    SellerCentralEdits,
    SellerCentralShips,
    ShopAct,
    ShopAddsProduct,
    ShopCancels,
    ShopLinks,
    ShopSetsPrice,
    ShopSetsStock,
    ShopShips,
    ShopTakesBack,
    ShopUnlinks,
    Wait,
)
from scenarios.language.world_verbs import WorldAct
from scenarios.play.durations import length
from scenarios.play.world_titles import ordered, title_of_shop_act, title_of_world_act
from scenarios.said import Said, say

_PAYMENTS = {
    "CREDIT_CARD": say("クレジットカード"),
    "CONVENIENCE_STORE": say("コンビニ決済"),
    "COD": say("代引き"),
}


def title_of(action: Action) -> Said:
    """What the step does or looks at."""
    if isinstance(action, BigShopAct):
        return title_of_shop_act(action)
    if isinstance(action, WorldAct):
        return title_of_world_act(action)
    match action:
        case BuyerOrders():
            return _ordering(action)
        case BuyerPays(order=order):
            return say("購入者が注文{order}を支払う", order=order)
        case BuyerCancels(order=order):
            return say("購入者が注文{order}をキャンセルする", order=order)
        case BuyerAsksToCancel(order=order):
            return say("購入者が注文{order}のキャンセルを依頼する", order=order)
        case SellerCentralShips(order=order, carrier=carrier, tracking=tracking):
            return say(
                "セラーセントラルで注文{order}の出荷通知を送る（{carrier} {tracking}）",
                order=order,
                carrier=carrier,
                tracking=tracking,
            )
        case SellerCentralCancels(order=order):
            return say("セラーセントラルで注文{order}をキャンセルする", order=order)
        case SellerCentralEdits(sku=sku):
            return say(
                "セラーセントラルで出品 {sku} を変える（{changes}）",
                sku=sku,
                changes=_edits(action),
            )
        case AmazonCancels(order=order):
            return say("Amazonが注文{order}をキャンセルする", order=order)
        case Wait(duration=duration):
            return say("{time}待つ", time=length(duration))
        case Expect():
            return _looking(action)
        case _:
            return _at_the_shop(action)


def _at_the_shop(action: ShopAct) -> Said:
    match action:
        case ShopShips(order=order, carrier=carrier, tracking=tracking):
            return say(
                "makeshopで注文{order}の配送完了を押す（{carrier} {tracking}）",
                order=order,
                carrier=carrier,
                tracking=tracking,
            )
        case ShopCancels(order=order, reason=reason):
            return say(
                "makeshopで注文{order}の注文キャンセルを押す（{reason}）",
                order=order,
                reason=reason,
            )
        case ShopTakesBack(order=order):
            return say("makeshopで注文{order}の送信待ちを取り下げる", order=order)
        case ShopSetsStock(product=code, quantity=quantity):
            return say("makeshopで {code} の在庫数を {n} にする", code=code, n=quantity)
        case ShopSetsPrice(product=code, price=price):
            return say("makeshopで {code} の価格を {n}円 にする", code=code, n=price)
        case ShopAddsProduct(product=code, title=title):
            return say("makeshopに商品 {code}（{title}）を登録する", code=code, title=title)
        case ShopLinks(product=code, sku=sku):
            return say("makeshopで {code} を {sku} に連携する", code=code, sku=sku)
        case ShopUnlinks(product=code):
            return say("makeshopで {code} の連携を外す", code=code)


def _ordering(action: BuyerOrders) -> Said:
    return say(
        "購入者が注文{order}を出す（{items}、{payment}、{paid}）",
        order=action.order,
        items=ordered(action.items),
        payment=_PAYMENTS[action.payment],
        paid=_paying(action.pay_after) if action.payment != "COD" else say("配達時に支払い"),
    )


def _paying(after: timedelta | str) -> Said:
    if isinstance(after, timedelta):
        return say("{time}後に支払い", time=length(after))
    return say("支払わない")


def _edits(action: SellerCentralEdits) -> Said:
    parts = (
        (action.quantity, say("数量 {value}", value=action.quantity)),
        (action.price, say("価格 {value}円", value=action.price)),
        (action.fulfilled_by, say("出荷元 {value}", value=action.fulfilled_by)),
    )
    told = [said for value, said in parts if value is not None] or [say("変更なし")]
    return reduce(lambda left, right: say("{left}、{right}", left=left, right=right), told)


def _looking(expect: Expect) -> Said:
    if expect.never is not None:
        return say("{time}のあいだ、一度もこうならない", time=length(expect.never))
    if expect.within is not None and expect.stays is None:
        return say("{time}以内にこうなる", time=length(expect.within))
    if expect.stays is not None:
        return say("{time}のあいだ、ずっとこうである", time=length(expect.stays))
    return say("いま、こうである")
