"""A world rewinds: both sides come back exactly, and go on as they did, byte for byte."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from scenarios.checkpoints import NoSuchCheckpoint
from scenarios.journal_text import journal_text
from scenarios.language.shop_verbs import ShopAuthorises
from scenarios.network import Way
from scenarios.play.authorising import authorise
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

T = TypeVar("T")

TEA = ProductSetup("tea", "煎茶", 500, 1280, "TEA", "B0RENKEI01")
OFFER = ListingSetup("TEA", "B0RENKEI01", 500, 1280, title="煎茶")
RESTORES = 100


def in_world(play: Callable[[World], Awaitable[T]], **setup: object) -> T:
    """Play in a world with one linked product."""

    async def run() -> T:
        world = await World.open(WorldSetup(products=(TEA,), listings=(OFFER,), **setup))
        try:
            return await play(world)
        finally:
            await world.close()

    return asyncio.run(run())


async def go_on(world: World, draw: Random, rounds: int = 3) -> str:
    """A stretch of life, the same for the same draws; the journal at its end."""
    for _round in range(rounds):
        await world.advance(timedelta(minutes=draw.randint(1, 40)))
        order = await world.amazon.place_order({"TEA": draw.randint(1, 3)})
        await world.advance(timedelta(minutes=draw.randint(6, 40)))
        world.desk.ship(order.order_id, "ヤマト運輸", f"4012-{draw.randint(1000, 9999)}")
    await world.advance(timedelta(minutes=draw.randint(1, 90)))
    return journal_text(world.views)


async def outage(world: World) -> None:
    """Makes retries, and so draws of jitter."""
    world.machine.network.way = Way.DOWN
    await world.advance(timedelta(minutes=17))
    world.machine.network.way = Way.UP


async def restores_that_differ(world: World) -> list[int]:
    """Two checkpoints, one in the middle of an outage, restored in turn again and again."""
    await go_on(world, Random(1))
    marks = [await world.checkpoint()]
    world.machine.network.way = Way.DOWN
    await world.advance(timedelta(minutes=16))
    marks.append(await world.checkpoint())
    wanted: dict[tuple[str, int], str] = {}
    differing = []
    for turn in range(RESTORES):
        mark, seed = marks[turn % 2], turn % 4
        await world.restore(mark)
        await outage(world)
        text = await go_on(world, Random(seed), rounds=1)
        if wanted.setdefault((mark, seed), text) != text:
            differing.append(turn)
    assert len(set(wanted.values())) == len(wanted) == 4
    return differing


def test_a_hundred_restores_of_a_hundred_go_on_byte_for_byte() -> None:
    assert in_world(restores_that_differ) == []


def test_a_world_that_never_rewound_says_the_same() -> None:
    """Taking and restoring a checkpoint leaves no trace."""

    async def plain(world: World) -> str:
        await go_on(world, Random(1))
        await outage(world)
        return await go_on(world, Random(2))

    async def rewound(world: World) -> str:
        await go_on(world, Random(1))
        mark = await world.checkpoint()
        await go_on(world, Random(7))
        await world.restore(mark)
        await outage(world)
        return await go_on(world, Random(2))

    assert in_world(plain) == in_world(rewound)


@pytest.mark.parametrize("http", [False, True])
def test_books_on_disk_rewind_under_other_connections(tmp_path: Path, http: bool) -> None:
    """The dashboard reads the same file, and has done so all the while."""
    path = tmp_path / "books.db"

    async def play(world: World) -> None:
        await go_on(world, Random(1), rounds=1)
        reader = sqlite3.connect(path)
        count = "SELECT count(*) FROM orders"
        before = reader.execute(count).fetchone()
        mark = await world.checkpoint()
        first = await go_on(world, Random(2))
        assert reader.execute(count).fetchone() != before
        await world.restore(mark)
        assert reader.execute(count).fetchone() == before
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert await go_on(world, Random(2)) == first
        reader.close()

    in_world(play, books_path=path, http=http)


def test_another_way_is_gone_from_the_same_moment() -> None:
    async def play(world: World) -> None:
        order = await world.amazon.place_order({"TEA": 1})
        await world.advance(timedelta(minutes=6))
        mark = await world.checkpoint()
        world.desk.ship(order.order_id, "ヤマト運輸", "1111-2222")
        await world.advance(timedelta(minutes=30))
        assert (await world.amazon.order(order.order_id)).status == "SHIPPED"
        await world.restore(mark)
        await world.amazon.cancel(order.order_id, "SELLER")
        await world.advance(timedelta(minutes=30))
        assert (await world.amazon.order(order.order_id)).status == "CANCELLED"
        assert world.views.order(order.order_id).row.payment_status.value == "注文キャンセル"

    in_world(play)


def test_a_machine_that_was_off_is_off_again() -> None:
    async def play(world: World) -> None:
        await world.advance(timedelta(minutes=6))
        world.machine.kill()
        mark = await world.checkpoint()
        await world.advance(timedelta(hours=1))
        world.machine.start()
        told = await go_on(world, Random(3))
        await world.restore(mark)
        assert not world.machine.running
        assert world.machine.next_due() is None
        await world.advance(timedelta(hours=1))
        world.machine.start()
        assert await go_on(world, Random(3)) == told

    in_world(play)


def test_a_checkpoint_can_be_forgotten() -> None:
    async def play(world: World) -> None:
        mark = await world.checkpoint()
        assert [kept.checkpoint_id for kept in world.checkpoints()] == [mark]
        await world.forget(mark)
        assert world.checkpoints() == ()
        with pytest.raises(NoSuchCheckpoint):
            await world.restore(mark)

    in_world(play)


async def _after_new_consent(world: World) -> None:
    world.desk.stop_link()
    await authorise(ShopAuthorises(), world)


def test_a_consent_that_came_later_is_not_used_after_going_back() -> None:
    async def play(world: World) -> str:
        await world.advance(timedelta(minutes=30))
        before = await world.checkpoint()
        await _after_new_consent(world)
        await world.restore(before)
        await world.advance(timedelta(hours=3))
        return world.views.link(world.now).state.value

    assert in_world(play) == "連携中"


def test_an_engine_that_starts_again_has_the_consent_of_that_time() -> None:
    async def play(world: World) -> bool:
        await _after_new_consent(world)
        world.machine.kill()
        world.machine.start()
        return world.machine.engine._client._account == world.account

    assert in_world(play)
