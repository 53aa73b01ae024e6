"""A world: one clock over a real engine and the fake Amazon, in process and over a socket."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from core.domain.labels import Lane, PaymentStatus, Policy
from core.errors import BooksUnusable, Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.happenings import NextEvent
from scenarios.journal_text import journal_text
from scenarios.world import START, ListingSetup, ProductSetup, World, WorldSetup

T = TypeVar("T")

TEA = ProductSetup("tea", "煎茶", 10, 1280, "TEA", "B0RENKEI01")
SETUP = WorldSetup(
    products=(TEA,), listings=(ListingSetup("TEA", "B0RENKEI01", 10, 1280, title="煎茶"),)
)


def in_world(play: Callable[[World], Awaitable[T]], setup: WorldSetup = SETUP) -> T:
    """Play in a world of its own."""

    async def run() -> T:
        world = await World.open(setup)
        try:
            return await play(world)
        finally:
            await world.close()

    return asyncio.run(run())


async def a_day(world: World) -> str:
    """An order that is shipped and one that is cancelled; the journal of it."""
    await world.advance(timedelta(minutes=7))
    first = await world.amazon.place_order({"TEA": 1})
    second = await world.amazon.place_order({"TEA": 2}, "CONVENIENCE_STORE", pay_after=None)
    await world.advance(timedelta(hours=1))
    world.desk.ship(first.order_id, "ヤマト運輸", "1111-2222")
    await world.amazon.cancel(second.order_id, "BUYER")
    await world.advance_to(START + timedelta(days=1))
    return journal_text(world.views)


def test_an_order_arrives_and_is_shipped() -> None:
    async def play(world: World) -> None:
        await world.advance(timedelta(minutes=7))
        order = await world.amazon.place_order({"TEA": 3})
        await world.advance(timedelta(minutes=5))
        assert world.views.order(order.order_id).row.payment_status is PaymentStatus.COMPLETE
        assert world.views.products()[0].stock == 7
        world.desk.ship(order.order_id, "ヤマト運輸", "1111-2222")
        await world.advance(timedelta(minutes=25))
        assert (await world.amazon.order(order.order_id)).status == "SHIPPED"
        assert world.now == START + timedelta(minutes=37)

    in_world(play)


def test_a_socket_between_the_sides_leaves_the_journal_as_it_is() -> None:
    plain = in_world(a_day)
    assert plain.count("\n") > 20
    served = WorldSetup(products=SETUP.products, listings=SETUP.listings, http=True)
    assert in_world(a_day, served) == plain


def test_the_same_world_twice_has_the_same_journal_and_another_seed_another() -> None:
    assert in_world(a_day) == in_world(a_day)
    other = WorldSetup(seed=2, products=SETUP.products, listings=SETUP.listings)
    assert in_world(a_day, other) != in_world(a_day)


def test_books_on_disk_hold_the_same_as_books_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    on_disk = WorldSetup(products=SETUP.products, listings=SETUP.listings, books_path=path)
    assert in_world(a_day, on_disk) == in_world(a_day)
    with pytest.raises(BooksUnusable, match="前に開いた世界の記録があります"):
        in_world(a_day, on_disk)


def test_steps_are_told_on_the_side_where_they_happen() -> None:
    async def play(world: World) -> tuple[str, list[NextEvent]]:
        order = await world.amazon.place_order({"TEA": 1})
        return order.order_id, [await world.step() for _ in range(2)]

    order_id, events = in_world(play)
    assert str(events[0]).startswith("makeshop: ")
    assert "注文取込" in events[0].text
    assert str(events[1]) == f"Amazon: 注文 {order_id} の支払い確定"
    assert events[1].due == START + timedelta(seconds=10)


def test_at_one_instant_amazon_steps_first() -> None:
    async def play(world: World) -> list[tuple[Lane, timedelta]]:
        await world.advance(timedelta(minutes=4))
        await world.amazon.place_order({"TEA": 1}, pay_after=timedelta(minutes=1))
        steps = [await world.step() for _ in range(2)]
        return [(step.who, step.due - START) for step in steps]

    five = timedelta(minutes=5)
    assert in_world(play) == [(Lane.AMAZON, five), (Lane.SHOP, five)]


def test_the_demo_catalogue_is_linked_where_the_shop_ships_itself() -> None:
    async def play(world: World) -> None:
        offers = {offer.sku: offer.fulfilled_by for offer in await world.amazon.listings()}
        linked = {product.sku for product in world.views.products() if product.linked}
        assert linked == {sku for sku, by in offers.items() if by == "MERCHANT"}
        assert set(offers.values()) == {"MERCHANT", "AMAZON"}

    in_world(play, WorldSetup(demo=True))


def test_the_policy_is_the_shops() -> None:
    async def play(world: World) -> Policy:
        return world.policy

    assert in_world(play, WorldSetup(policy=Policy.SAFE)) is Policy.SAFE


def test_what_the_world_does_not_allow_is_refused_in_words() -> None:
    async def play(world: World) -> None:
        order = await world.amazon.place_order({"TEA": 1}, pay_after=None)
        with pytest.raises(AmazonSideRefused, match="PENDING"):
            await world.amazon.ship(order.order_id, "ヤマト運輸", "1")
        with pytest.raises(AmazonSideRefused) as missing:
            await world.amazon.listing("TEE/茶 1")
        assert missing.value.status == 404
        with pytest.raises(Refused):
            world.desk.ship(order.order_id, "ヤマト運輸", "1")

    in_world(play)


def test_received_calls_are_read_page_after_page() -> None:
    async def play(world: World) -> None:
        await world.advance(timedelta(minutes=21))
        calls = await world.amazon.requests()
        assert {"searchOrders"} <= {call.operation for call in calls}
        assert [call.seq for call in calls] == sorted({call.seq for call in calls})
        assert await world.amazon.requests(calls[-1].seq) == ()

    in_world(play)
