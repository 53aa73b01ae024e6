"""What the shop's larger verbs do: files, switches, groups of orders, the link."""

from collections.abc import Iterator

from core.domain.refusals import Refusal
from core.domain.sheets import CellError
from core.domain.shipping import CancelRow, Outcome, RowResult, ShipRow
from core.errors import Refused, RenkeiError
from scenarios.catalogue import check_asin, find_items
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
from scenarios.play.cast import Cast
from scenarios.play.check import Check, check
from scenarios.said import say
from scenarios.world import World

Checks = tuple[Check, ...]


async def act_at_shop(action: BigShopAct, world: World, cast: Cast) -> Checks:
    """Do `action` at this instant; gives what it says must come of it.

    Raises Refused where the shop does not allow it.
    """
    match action:
        case ShopFinds() | ShopChecksAsin():
            return await _find(action, world)
        case ShopAuthorises():
            from scenarios.play.authorising import authorise

            await authorise(action, world)
        case ShopImportsProducts():
            return tuple(_import_products(action, world))
        case ShopImportsShipments():
            return tuple(_import_shipments(action, world, cast))
        case ShopShipsAll():
            return tuple(_ship_all(action, world, cast))
        case ShopCancelsAll():
            return tuple(_cancel_all(action, world, cast))
        case _:
            _command(action, world)
    return ()


def _command(
    action: ShopSells
    | ShopSetsReserve
    | ShopSwitches
    | ShopMakesOption
    | ShopSetsJan
    | ShopRemovesProduct
    | ShopStartsLink
    | ShopStopsLink
    | ShopSetsContract
    | ShopSetsPolicy
    | ShopPushesNow
    | ShopRenewsLink,
    world: World,
) -> None:
    desk = world.desk
    match action:
        case ShopSells(product=code, quantity=quantity):
            desk.set_stock(code, _stock(code, world) - quantity)
        case ShopSetsReserve(units=units, product=product):
            desk.set_reserve(units, product)
        case ShopSwitches(product=code, data_link=data_link, posting=posting):
            desk.set_switches(code, data_link, posting, confirmed=action.confirmed)
        case ShopMakesOption(product=code, parent=parent):
            desk.set_parent(code, parent)
        case ShopSetsJan(product=code, jan=jan):
            desk.set_jan(code, jan)
        case ShopRemovesProduct(product=code, confirmed=confirmed):
            desk.remove_product(code, confirmed=confirmed)
        case ShopStartsLink(ready_after=ready_after, consented=consented, contract=contract):
            if contract is not None:
                desk.set_contract(contract)
            desk.start_link(ready_after, authorised_at=world.now if consented else None)
        case ShopSetsContract(contract=contract):
            desk.set_contract(contract)
        case ShopSetsPolicy(policy=policy):
            desk.set_policy(policy)
        case ShopPushesNow():
            desk.push_now()
        case ShopStopsLink():
            desk.stop_link()
        case ShopRenewsLink():
            desk.renew_link(world.now)


def _stock(code: str, world: World) -> int:
    found = [row.stock for row in world.views.products() if row.code == code]
    if not found:
        raise Refused(Refusal.NO_SUCH_PRODUCT, code)
    return found[0]


async def _find(action: ShopFinds | ShopChecksAsin, world: World) -> Checks:
    try:
        if isinstance(action, ShopChecksAsin):
            await check_asin(world, action.asin)
            return ()
        found = tuple(item.asin for item in await find_items(world, action.text))
    except Refused:
        raise
    except RenkeiError as error:
        what = say("ASINの検索")
        return (Check(what, say("できる"), say("{why}", why=type(error).__name__), holds=False),)
    return (check(say("ASINの検索"), listed(action.asins), listed(found)),)


def _import_products(action: ShopImportsProducts, world: World) -> Iterator[Check]:
    from core.csv.products import apply_products, read_products

    plan = apply_products(
        world.books,
        read_products(action.csv.encode()),
        world.machine.clock(world.now),
        skip_bad_rows=action.skip_bad_rows,
        confirmed=action.confirmed,
    )
    yield check(say("CSVの取り込み"), action.applied, plan.applied)
    yield from _counts(
        ("追加", action.added, plan.added),
        ("変更", action.changed, plan.changed),
        ("変更なし", action.unchanged, plan.unchanged),
    )
    yield from _wrong_lines(action.wrong_lines, plan.errors)


def _import_shipments(action: ShopImportsShipments, world: World, cast: Cast) -> Iterator[Check]:
    from core.csv.shipments import apply_shipments, read_shipments

    text = action.csv
    for name, number in cast.numbers().items():
        text = text.replace(f"{{{name}}}", number)
    sheet = read_shipments(text.encode())
    plan = apply_shipments(world.desk, sheet, skip_bad_rows=action.skip_bad_rows)
    yield check(say("CSVの取り込み"), action.applied, plan.applied)
    yield from _counts(
        ("配送完了", action.shipped, plan.shipped),
        ("変更なし", action.unchanged, plan.unchanged),
    )
    yield from _wrong_lines(action.wrong_lines, plan.errors)


def _counts(*counts: tuple[str, int | None, int]) -> Iterator[Check]:
    for label, wanted, actual in counts:
        if wanted is not None:
            yield check(say("{label}の行数", label=label), wanted, actual)


def _wrong_lines(wanted: tuple[int, ...] | None, errors: tuple[CellError, ...]) -> Iterator[Check]:
    if wanted is None:
        return
    lines = tuple(sorted({error.line for error in errors}))
    told = listed(f"{error.line} {error.column} {error.reason}" for error in errors)
    yield Check(
        say("誤りのある行"),
        say("{lines}", lines=listed(map(str, wanted)) or "なし"),
        say("{lines}", lines=told or "なし"),
        lines == wanted,
    )


def _ship_all(action: ShopShipsAll, world: World, cast: Cast) -> Iterator[Check]:
    rows = [
        ShipRow(cast.order_id(name), action.carrier, f"{action.tracking}-{number:05}")
        for number, name in enumerate(cast.group(action.group), start=1)
    ]
    yield from _counts(("配送完了", action.shipped, _done(world.desk.ship_many(rows))))


def _cancel_all(action: ShopCancelsAll, world: World, cast: Cast) -> Iterator[Check]:
    rows = [CancelRow(cast.order_id(name), action.reason) for name in cast.group(action.group)]
    yield from _counts(("注文キャンセル", action.cancelled, _done(world.desk.cancel_many(rows))))


def _done(results: tuple[RowResult, ...]) -> int:
    return sum(result.outcome is Outcome.DONE for result in results)
