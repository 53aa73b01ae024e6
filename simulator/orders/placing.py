"""A buyer places an order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import get_args

from msgspec import Struct

from simulator.listings.stock import take
from simulator.orders.life import await_shipment, schedule_payment, ship_by
from simulator.simulation import Simulation
from simulator.world.records import Buyer, Listing, Order, OrderItem, Party, Payment

_PREFIXES = ("249", "250", "503")
_PLACED = {payment: f"placed: {payment}" for payment in get_args(Payment)}


class Basket(Struct, frozen=True):
    """What is bought, how it is paid and who fulfils it. `pay_after` None = never paid."""

    lines: Sequence[tuple[Listing, int]]
    payment: Payment
    pay_after: timedelta | None
    fulfilled_by: Party
    created: datetime
    buyer: Buyer | None = None
    order_id: str | None = None


def place(sim: Simulation, basket: Basket) -> Order:
    """Store a new order: stock is taken from the offers, payment goes on the agenda.

    COD orders need no payment and are UNSHIPPED at once, unless `cod_first_status` says otherwise.
    """
    order_id = basket.order_id or new_order_id(sim)
    items = tuple(_line(sim, basket, listing, quantity) for listing, quantity in basket.lines)
    event = sim.world.record(sim.now, "BUYER", order_id, _PLACED[basket.payment])
    on_delivery = basket.payment == "COD"
    ready = on_delivery and sim.behaviours.text("cod_first_status") == "UNSHIPPED"
    goods = sum(item.price * item.quantity for item in items)
    order = Order(
        order_id=order_id,
        seller_id=basket.lines[0][0].seller_id,
        created=basket.created,
        updated=basket.created,
        status="UNSHIPPED" if ready else "PENDING",
        fulfilled_by=basket.fulfilled_by,
        payment=basket.payment,
        items=items,
        shipping_fee=_shipping_fee(sim, basket.fulfilled_by, goods),
        cod_fee=sim.behaviours.number("cod_fee") if on_delivery else 0,
        ship_by=ship_by(sim, basket.created) if ready else None,
        history=(event,),
        buyer=basket.buyer,
    )
    sim.world.add_order(order)
    schedule_payment(sim, order, basket.pay_after)
    if ready:
        await_shipment(sim, order)
    return order


def new_order_id(sim: Simulation) -> str:
    """An unused id in the 3-7-7 form with a prefix seen in Japan."""
    stream = sim.streams.named("order-ids")
    while True:
        halves = f"{stream.randrange(10**7):07d}-{stream.randrange(10**7):07d}"
        order_id = f"{stream.choice(_PREFIXES)}-{halves}"
        if order_id not in sim.world.orders:
            return order_id


def _line(sim: Simulation, basket: Basket, listing: Listing, quantity: int) -> OrderItem:
    current = sim.world.listings[(listing.seller_id, listing.sku)]
    taken = take(sim, current, basket.fulfilled_by, quantity)
    return OrderItem(
        order_item_id=sim.draw_digits("order-item-ids", 14),
        sku=listing.sku,
        asin=listing.asin,
        title=listing.title,
        quantity=quantity,
        price=listing.price,
        taken=taken,
    )


def _shipping_fee(sim: Simulation, party: Party, goods: int) -> int:
    if party == "AMAZON" or goods >= sim.behaviours.number("free_shipping_from"):
        return 0
    return sim.behaviours.number("shipping_fee")
