"""What a step is about, as the shop and as Amazon hold it at this moment."""

from collections.abc import Iterator
from typing import NamedTuple

from core.errors import Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.language.definition import Step
from scenarios.language.expectations import Expect
from scenarios.language.mistakes import listed
from scenarios.play.cast import Cast
from scenarios.said import Said, say
from scenarios.world import World


class Sides(NamedTuple):
    """One thing, seen from both sides."""

    what: Said
    shop: Said
    amazon: Said


async def both_sides(step: Step, world: World, cast: Cast) -> tuple[Sides, ...]:
    """Every order and product that the step names; groups are left out."""
    orders = [await _order(name, world, cast) for name in dict.fromkeys(orders_of(step))]
    rows = {row.code: row for row in world.views.products()}
    named = dict.fromkeys(_products(step))
    skus = [rows[name].sku if name in rows else name for name in named]
    return (*orders, *[await _product(sku, world) for sku in dict.fromkeys(skus) if sku])


def orders_of(step: Step) -> Iterator[str]:
    """The script's names of the orders that a step is about; groups are left out."""
    if isinstance(step.do, Expect):
        yield from step.do.orders
        if step.do.amazon:
            yield from step.do.amazon.orders
    else:
        order = getattr(step.do, "order", None)
        if isinstance(order, str):
            yield order


def _products(step: Step) -> Iterator[str]:
    if isinstance(step.do, Expect):
        yield from (*step.do.stock, *step.do.products, *step.do.ledger)
        if step.do.amazon:
            yield from step.do.amazon.listings
        return
    for name in (getattr(step.do, "product", None), getattr(step.do, "sku", None)):
        if isinstance(name, str):
            yield name


async def _order(name: str, world: World, cast: Cast) -> Sides:
    number = cast.order_id(name)
    try:
        row = world.views.order(number).row
    except Refused:
        shop = say("注文一覧にない")
    else:
        parts = (row.payment_status, row.handling, row.push_state)
        shop = say("{parts}", parts=listed(part.value for part in parts if part))
    try:
        order = await world.amazon.order(number)
    except AmazonSideRefused:
        amazon = say("なし")
    else:
        parcels = [package.tracking for package in order.packages]
        amazon = say("{parts}", parts=listed([order.status, *parcels]))
    return Sides(say("注文{name}", name=name), shop, amazon)


async def _product(sku: str, world: World) -> Sides:
    row = next((row for row in world.views.products() if row.sku == sku), None)
    shop = say("なし")
    if row is not None:
        shop = say("在庫 {n}、{yen}円", n=row.stock, yen=row.price_yen)
    try:
        offer = await world.amazon.listing(sku)
    except AmazonSideRefused:
        amazon = say("なし")
    else:
        amazon = say("在庫 {n}、{yen}円", n=offer.own_quantity, yen=offer.price)
    return Sides(say("{sku}", sku=sku), shop, amazon)
