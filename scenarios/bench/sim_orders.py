"""A fake Amazon with many orders, put there without a request for each."""

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator import App
    from simulator.simulation import Simulation
    from simulator.world.records import Listing

DATASETS = "BUYER,RECIPIENT,PROCEEDS,PAYMENT,CANCELLATION,FULFILLMENT,PACKAGES"
"""What a shop's engine asks of each order."""

OFFERS = 500
PERIOD = timedelta(days=60)
SETTLES = timedelta(seconds=10)
SEARCHABLE = timedelta(minutes=10)
UNSHIPPED = 2_000


def filled(count: int) -> "App":
    """A fake with `count` orders of the last sixty days: paid, and shipped but for the latest."""
    from simulator import create_app
    from simulator.orders.placing import Basket, place

    app = create_app(empty=True)
    sim, start = app.simulation, app.simulation.now
    offers, waiting = _offers(sim), deque[str]()
    for number in range(count):
        sim.advance(start + PERIOD / count * number)
        lines = [(offers[number % OFFERS], 1)]
        if number % 3 == 0:
            lines.append((offers[number * 7 % OFFERS], 2))
        basket = Basket(lines, "CREDIT_CARD", SETTLES, "MERCHANT", sim.now)
        waiting.append(place(sim, basket).order_id)
        if len(waiting) > UNSHIPPED:
            _ship(sim, waiting.popleft())
    sim.advance(sim.now + SEARCHABLE)
    return app


def _offers(sim: "Simulation") -> "list[Listing]":
    from simulator.world.records import Channel, Listing

    seller_id = sim.world.first_seller().seller_id
    offers = [
        Listing(
            seller_id=seller_id,
            sku=f"SKU-{number:04}",
            asin=f"B0{number:08}",
            title=f"商品 {number} 説明のついた題名",
            price=1_000 + number,
            channels=(Channel("DEFAULT", 1_000_000),),
            created=sim.now,
            updated=sim.now,
        )
        for number in range(OFFERS)
    ]
    for offer in offers:
        sim.world.put_listing(offer)
    return offers


def _ship(sim: "Simulation", order_id: str) -> None:
    from simulator.orders import life

    order = sim.world.orders[order_id]
    tracking = order.items[0].order_item_id
    package = life.whole_package(sim, order, made_by="API", carrier="YAMATO", tracking=tracking)
    life.ship(sim, order, package)
