"""A world that lives in its own thread: started, stopped, stepped and asked from outside."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core import Books, Desk, Views
from core.domain.labels import Lane, PushState
from core.errors import BooksUnusable
from scenarios.live import SPEED_MAX, LiveWorld
from scenarios.mailbox import WorldStopped
from scenarios.world import START, World, WorldSetup

LONG_S = 20
"""Longest real wait for something that takes milliseconds."""


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveWorld]:
    """The demo shop, standing at its start."""
    world = LiveWorld(WorldSetup(demo=True, books_path=tmp_path / "books.db"))
    world.start()
    yield world
    world.stop()


def wait_until_time_passes(live: LiveWorld, by: timedelta) -> None:
    """Return once the running clock has passed `by` from the start."""
    passed = threading.Event()

    async def look(world: World) -> bool:
        return world.now - START >= by

    for _ in range(10_000):
        if live.submit(look).result(LONG_S):
            return
        passed.wait(0.001)
    raise AssertionError("the clock does not run")


def test_it_opens_standing_and_knows_what_comes_next(live: LiveWorld) -> None:
    state = live.state()
    assert (state.now, state.running, state.speed, state.error) == (START, False, 1.0, "")
    assert state.next_event is not None
    assert (state.next_event.who, state.next_event.due) == (Lane.SHOP, START)


def test_it_runs_at_its_speed_until_it_is_paused(live: LiveWorld) -> None:
    live.set_speed(SPEED_MAX)
    live.resume()
    wait_until_time_passes(live, timedelta(hours=6))
    assert live.state().running
    live.pause()
    stood = live.submit(_now).result(LONG_S)
    assert not live.state().running
    assert live.submit(_now).result(LONG_S) == stood == live.state().now


def test_a_step_lets_one_event_happen(live: LiveWorld) -> None:
    assert live.step().result(LONG_S).who is Lane.SHOP
    order = live.submit(lambda world: world.amazon.place_order({"TEA-UJI-100": 1})).result(LONG_S)
    events = (live.step().result(LONG_S) for _ in range(20))
    event = next(event for event in events if event.who is Lane.AMAZON)
    assert str(event) == f"Amazon: 注文 {order.order_id} の支払い確定"
    assert live.state().now == event.due == START + timedelta(seconds=10)


def test_it_goes_to_a_time_and_is_there(live: LiveWorld) -> None:
    live.go_to(START + timedelta(hours=30)).result(LONG_S)
    assert live.state().now == START + timedelta(hours=30)
    with pytest.raises(ValueError, match="過去の時刻には進めません"):
        live.go_to(START).result(LONG_S)


def test_a_long_way_is_cancelled_by_pause_and_commands_are_served_on_it(live: LiveWorld) -> None:
    arrival = live.go_to(START + timedelta(days=700))
    wait_until_time_passes(live, timedelta(hours=1))
    live.pause()
    with pytest.raises(CancelledError):
        arrival.result(LONG_S)
    assert START < live.submit(_now).result(LONG_S) < START + timedelta(days=700)


def test_a_way_that_the_caller_gives_up_ends(live: LiveWorld) -> None:
    arrival = live.go_to(START + timedelta(days=700))
    assert arrival.cancel()
    live.step().result(LONG_S)
    assert live.state().now < START + timedelta(days=700)


def test_a_second_connection_gives_orders_that_the_engine_obeys(live: LiveWorld) -> None:
    order = live.submit(lambda world: world.amazon.place_order({"TEA-UJI-100": 1})).result(LONG_S)
    live.go_to(START + timedelta(minutes=10)).result(LONG_S)
    with Books.open(live.books_path) as books:
        Desk(books, lambda: live.state().now).ship(order.order_id, "ヤマト運輸", "1111-2222")
        live.go_to(START + timedelta(minutes=45)).result(LONG_S)
        assert Views(books).order(order.order_id).row.push_state is PushState.CONFIRMED


def test_a_failed_task_is_its_askers_and_the_world_goes_on(live: LiveWorld) -> None:
    async def fail(world: World) -> None:
        raise LookupError("nobody")

    with pytest.raises(LookupError, match="nobody"):
        live.submit(fail).result(LONG_S)
    assert live.state().error == ""
    assert live.step().result(LONG_S)


def test_a_failing_world_stands_still_and_says_so(live: LiveWorld) -> None:
    async def cut(world: World) -> None:
        world.books.close()

    with pytest.raises(Exception, match="closed"):
        live.submit(cut).result(LONG_S)
    live.resume()
    with pytest.raises(CancelledError):
        live.go_to(START + timedelta(hours=1)).result(LONG_S)
    state = live.state()
    assert not state.running
    assert state.error.startswith("内部エラーで時計を止めました（ProgrammingError")


def test_books_that_cannot_be_used_are_told_by_start(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    path.write_text("これはデータベースではありません", encoding="utf-8")
    world = LiveWorld(WorldSetup(demo=True, books_path=path))
    with pytest.raises(BooksUnusable):
        world.start()
    world.stop()


def test_after_its_end_nothing_is_done_and_nobody_waits_for_ever(tmp_path: Path) -> None:
    world = LiveWorld(replace(WorldSetup(demo=True), books_path=tmp_path / "books.db"))
    world.start()
    world.stop()
    for future in (world.step(), world.go_to(START + timedelta(hours=1)), world.submit(_now)):
        with pytest.raises(WorldStopped):
            future.result(LONG_S)


def test_without_a_path_the_books_live_as_long_as_the_world() -> None:
    world = LiveWorld(WorldSetup(demo=True))
    world.start()
    assert world.books_path.exists()
    world.stop()
    assert not world.books_path.parent.exists()


@pytest.mark.parametrize("speed", [0, -1, SPEED_MAX * 2, float("nan")])
def test_a_speed_that_makes_no_sense_is_refused(live: LiveWorld, speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        live.set_speed(speed)


def test_futures_can_be_awaited_from_another_loop(live: LiveWorld) -> None:
    async def ask() -> bool:
        return (await asyncio.wrap_future(live.step())).who is Lane.SHOP

    assert asyncio.run(ask())


async def _now(world: World) -> object:
    return world.now
