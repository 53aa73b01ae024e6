"""The sentences of the world's verbs and the shop's larger ones."""

from collections.abc import Mapping
from datetime import timedelta

from scenarios.language.mistakes import listed
from scenarios.language.shop_verbs import (
    BigShopAct,
    ShopAuthorises,
    ShopCancelsAll,
    ShopChecksAsin,
    ShopFinds,
    ShopImportsProducts,
    ShopImportsShipments,
    ShopMakesOption,
    ShopPushesNow,
    ShopRemovesProduct,
    ShopRenewsLink,
    ShopSells,
    ShopSetsContract,
    ShopSetsJan,
    ShopSetsPolicy,
    ShopSetsReserve,
    ShopShipsAll,
    ShopStartsLink,
    ShopStopsLink,
    ShopSwitches,
)
from scenarios.language.world_verbs import (
    AmazonBehaves,
    BuyersOrder,
    EngineIs,
    FaultBegins,
    FaultEnds,
    NetworkIs,
    ShopClock,
    WorldAct,
)
from scenarios.play.durations import length
from scenarios.said import Said, say

_ENGINE = {
    "killed": say("連携エンジンが突然止まる"),
    "started": say("連携エンジンを起動する"),
    "settles": say("連携エンジンがこの時刻の仕事を終える"),
    "restarted": say("連携エンジンが突然止まり、すぐ起動する"),
}
_NETWORK = {
    "cut": say("ネットワークが切れる"),
    "answers_lost": say("Amazonからの返事が届かなくなる"),
    "back": say("ネットワークが復旧する"),
}
_ANSWERS = {
    "good": "",
    "foreign": "別の操作への返答",
    "declined": "承認しない",
    "old_code": "期限切れのコード",
    "used_code": "使用済みのコード",
}


def title_of_world_act(action: WorldAct) -> Said:
    """What the world does."""
    match action:
        case BuyersOrder(group=group, orders=orders, over=over):
            return say(
                "購入者{n}人が注文する（{group}、{items}、{time}のあいだに）",
                n=orders,
                group=group,
                items=ordered(action.items),
                time=length(over),
            )
        case FaultBegins(kind=kind, operation=operation, name=name):
            return say(
                "障害「{name}」が始まる（{operation}: {kind}）",
                name=name,
                operation=operation,
                kind=kind,
            )
        case FaultEnds(name=name):
            return say("障害「{name}」が終わる", name=name)
        case AmazonBehaves(behaviour=behaviour, value=value):
            return say("Amazonのふるまい {name} を {value} にする", name=behaviour, value=value)
        case EngineIs(state=state):
            return _ENGINE[state]
        case NetworkIs(state=state):
            return _NETWORK[state]
        case ShopClock(fast=timedelta() as fast) if fast:
            return say("ショップの時計が{time}進む", time=length(fast))
        case ShopClock(slow=timedelta() as slow) if slow:
            return say("ショップの時計が{time}遅れる", time=length(slow))
        case ShopClock():
            return say("ショップの時計が正しくなる")


def title_of_shop_act(action: BigShopAct) -> Said:
    """What the shop does."""
    match action:
        case ShopSells(product=code, quantity=quantity):
            return say("makeshop本店で {code} が{n}個売れる", code=code, n=quantity)
        case ShopSetsReserve(units=units, product=product):
            where = product or "ショップ全体"
            return say("makeshopで安全在庫を{n}個にする（{where}）", n=units, where=where)
        case ShopSwitches(product=code, data_link=data_link, posting=posting):
            return say(
                "makeshopで {code} を「{data_link}・{posting}」にする",
                code=code,
                data_link=data_link,
                posting=posting,
            )
        case ShopMakesOption(product=code, parent=parent):
            return say("makeshopで {code} を {parent} のオプションにする", code=code, parent=parent)
        case ShopSetsJan(product=code, jan=jan):
            return say("makeshopで {code} のJANコードを「{jan}」にする", code=code, jan=jan)
        case ShopRemovesProduct(product=code):
            return say("makeshopで商品 {code} を削除する", code=code)
        case ShopFinds(text=text, asins=asins):
            return say("makeshopで「{text}」を検索する（{asins}）", text=text, asins=listed(asins))
        case ShopChecksAsin(asin=asin):
            return say("makeshopでASIN {asin} を確かめる", asin=asin)
        case _:
            return _of_many(action)


def _of_many(
    action: ShopImportsProducts
    | ShopImportsShipments
    | ShopShipsAll
    | ShopCancelsAll
    | ShopStartsLink
    | ShopStopsLink
    | ShopSetsContract
    | ShopSetsPolicy
    | ShopPushesNow
    | ShopRenewsLink
    | ShopAuthorises,
) -> Said:
    match action:
        case ShopImportsProducts(csv=csv):
            return say("makeshopで商品CSVを取り込む（{n}行）", n=_rows(csv))
        case ShopImportsShipments(csv=csv):
            return say("makeshopで出荷CSVを取り込む（{n}行）", n=_rows(csv))
        case ShopShipsAll(group=group):
            return say("makeshopで {group} の配送完了をまとめて押す", group=group)
        case ShopCancelsAll(group=group):
            return say("makeshopで {group} の注文キャンセルをまとめて押す", group=group)
        case ShopStartsLink():
            return say("makeshopで連携を開始する")
        case ShopStopsLink():
            return say("makeshopで連携を解除する")
        case ShopSetsContract(contract=contract):
            return say("makeshopの契約を{contract}にする", contract=contract)
        case ShopSetsPolicy(policy=policy):
            return say("ショップの方針を {policy} にする", policy=policy)
        case ShopPushesNow():
            return say("makeshopで今すぐ在庫・価格を送信する")
        case ShopRenewsLink():
            return say("Amazonでもう一度承認する")
        case ShopAuthorises(plan=plan, answer=answer):
            about = "、".join(part for part in (plan, _ANSWERS[answer]) if part)
            return say("Amazonで承認して連携を開始する（{about}）", about=about)


def ordered(items: Mapping[str, int]) -> str:
    """What a buyer takes: `TEA×2`."""
    return "、".join(f"{sku}×{quantity}" for sku, quantity in items.items())


def _rows(csv: str) -> int:
    return max(len(csv.strip().splitlines()) - 1, 0)
