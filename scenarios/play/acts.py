"""What each verb does in a world. A refusal is an outcome like any other: expected or not."""

from datetime import timedelta

from core.domain.refusals import Refusal
from core.errors import Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.language.definition import Action
from scenarios.language.expectations import Expect
from scenarios.language.shop_verbs import BigShopAct
from scenarios.language.verbs import (
    AmazonAct,
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
from scenarios.play.cast import Cast
from scenarios.play.check import Check, all_hold
from scenarios.play.shop_acts import act_at_shop
from scenarios.play.world_acts import act_on_world, refused
from scenarios.said import Said, say
from scenarios.world import World

_DONE = say("できる")


async def act(action: Action, world: World) -> tuple[Check, ...]:
    """Do `action` at this instant; Checks where a refusal or an outcome came or was expected."""
    begun = world.notes.begin()
    if isinstance(action, BigShopAct):
        checks = await _more_at_the_shop(action, world, world.cast)
    else:
        check = await _one(action, world, world.cast)
        checks = (check,) if check else ()
    if all_hold(checks):
        world.notes.whole(action, begun)
    return checks


async def _more_at_the_shop(action: BigShopAct, world: World, cast: Cast) -> tuple[Check, ...]:
    refusal: Refusal | None = None
    checks: tuple[Check, ...] = ()
    try:
        checks = await act_at_shop(action, world, cast)
    except Refused as stopped:
        refusal = stopped.reason
    expected: Refusal | None = getattr(action, "refused", None)
    if refusal is None and expected is None:
        return checks
    return (*checks, _compared(expected, refusal))


async def _one(
    action: AmazonAct | ShopAct | Wait | Expect | WorldAct, world: World, cast: Cast
) -> Check | None:
    if isinstance(action, WorldAct):
        return await act_on_world(action, world, cast)
    if isinstance(action, ShopAct):
        return _at_the_shop(action, world, cast)
    if isinstance(action, AmazonAct):
        return await _at_amazon(action, world, cast)
    return None


def _at_the_shop(action: ShopAct, world: World, cast: Cast) -> Check | None:
    refusal: Refusal | None = None
    try:
        _command(action, world, cast)
    except Refused as stopped:
        refusal = stopped.reason
    if refusal is None and action.refused is None:
        return None
    return _compared(action.refused, refusal)


def _compared(expected: Refusal | None, actual: Refusal | None) -> Check:
    what = say("makeshopでの操作")
    return Check(what, _outcome(expected), _outcome(actual), expected is actual)


def _outcome(refusal: Refusal | None) -> Said:
    if refusal is None:
        return _DONE
    return say("押せない（{name}: {why}）", name=refusal.name, why=refusal.value)


def _command(action: ShopAct, world: World, cast: Cast) -> None:
    desk = world.desk
    match action:
        case ShopShips(order=order, carrier=carrier, tracking=tracking):
            desk.ship(cast.order_id(order), carrier, tracking)
        case ShopCancels(order=order, reason=reason):
            desk.cancel(cast.order_id(order), reason)
        case ShopTakesBack(order=order):
            desk.take_back(cast.order_id(order))
        case ShopSetsStock(product=code, quantity=quantity):
            desk.set_stock(code, quantity)
        case ShopSetsPrice(product=code, price=price):
            desk.set_price(code, price)
        case ShopAddsProduct(product=code, title=title, stock=stock, price=price):
            desk.add_product(code, title, stock=stock, price_yen=price)
        case ShopLinks(product=code, sku=sku, asin=asin, force=force):
            desk.link(code, sku, asin, force=force)
        case ShopUnlinks(product=code):
            desk.unlink(code)


async def _at_amazon(action: AmazonAct, world: World, cast: Cast) -> Check | None:
    expected = not isinstance(action, SellerCentralEdits) and action.refused
    told: Said | None = None
    try:
        await _event(action, world, cast)
    except AmazonSideRefused as refusal:
        told = refused(refusal)
    if told is None and not expected:
        return None
    wanted = say("断られる") if expected else _DONE
    return Check(say("Amazonでの操作"), wanted, told or _DONE, expected == (told is not None))


async def _event(action: AmazonAct, world: World, cast: Cast) -> None:
    amazon = world.amazon
    match action:
        case BuyerOrders():
            await _place(action, world, cast)
        case BuyerPays(order=order):
            await amazon.pay(cast.order_id(order))
        case BuyerCancels(order=order):
            await amazon.cancel(cast.order_id(order), "BUYER")
        case BuyerAsksToCancel(order=order, reason=reason):
            await amazon.request_cancel(cast.order_id(order), reason or "購入者都合")
        case SellerCentralShips(order=order, carrier=carrier, tracking=tracking, items=items):
            await amazon.ship(cast.order_id(order), carrier, tracking, items)
        case SellerCentralCancels(order=order, reason=reason):
            await amazon.cancel(cast.order_id(order), "SELLER", reason)
        case SellerCentralEdits(sku=sku, quantity=quantity, price=price, fulfilled_by=party):
            await amazon.edit_listing(sku, quantity, price, party)
        case AmazonCancels(order=order, reason=reason):
            await amazon.cancel(cast.order_id(order), "AMAZON", reason)


async def _place(action: BuyerOrders, world: World, cast: Cast) -> None:
    order = await world.amazon.place_order(
        action.items,
        action.payment,
        pay_after=action.pay_after if isinstance(action.pay_after, timedelta) else None,
        fulfilled_by=action.fulfilled_by,
        created=action.placed_at,
        oversell=action.oversell,
    )
    cast.enter(action.order, order.order_id)
