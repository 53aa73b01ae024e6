"""A living world goes back: a step, to a time, and another way from there."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scenarios.history import MOMENTS_MAX, Moment, NothingToRewind
from scenarios.live import LiveWorld
from scenarios.said import say
from scenarios.world import START, World, WorldSetup

LONG_S = 30
"""Longest real wait for something that takes milliseconds."""

SKU = "TEA-UJI-100"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveWorld]:
    """The demo shop, standing at its start."""
    world = LiveWorld(WorldSetup(demo=True, books_path=tmp_path / "books.db"))
    world.start()
    yield world
    world.stop()


async def orders_at_amazon(world: World) -> int:
    return len(await world.amazon.orders())


async def place(world: World) -> str:
    return (await world.amazon.place_order({SKU: 1})).order_id


def step(live: LiveWorld) -> str:
    return str(live.step().result(LONG_S))


def test_steps_are_taken_back_one_by_one_and_come_again(live: LiveWorld) -> None:
    stood = [live.state().now]
    told = []
    for _step in range(5):
        told.append(step(live))
        stood.append(live.state().now)
    for before in reversed(stood[:-1]):
        assert live.rewind().result(LONG_S).at == before
        assert live.state().now == before
    assert [step(live) for _step in range(5)] == told
    assert live.state().now == stood[-1]


def test_what_a_person_did_is_taken_back_on_both_sides(live: LiveWorld) -> None:
    before = live.submit(orders_at_amazon).result(LONG_S)
    order_id = live.submit(place).result(LONG_S)
    live.go_to(START + timedelta(minutes=30)).result(LONG_S)
    books = sqlite3.connect(live.books_path)
    there = "SELECT count(*) FROM orders WHERE order_id = ?"
    assert books.execute(there, (order_id,)).fetchone() == (1,)
    assert live.rewind(START).result(LONG_S).at == START
    assert books.execute(there, (order_id,)).fetchone() == (0,)
    live.rewind(START).result(LONG_S)
    assert live.submit(orders_at_amazon).result(LONG_S) == before
    books.close()


def test_acts_of_one_instant_are_taken_back_one_by_one(live: LiveWorld) -> None:
    for _order in range(3):
        live.submit(place).result(LONG_S)
    for left in (2, 1, 0):
        live.rewind().result(LONG_S)
        assert live.submit(orders_at_amazon).result(LONG_S) == left


def test_what_came_after_a_moment_is_not_told_once_it_is_taken_back(live: LiveWorld) -> None:
    live.submit(place, before=say("購入者が注文する")).result(LONG_S)
    assert [str(moment.before) for moment in live.moments().result(LONG_S)] == ["購入者が注文する"]
    live.rewind().result(LONG_S)
    (moment,) = live.moments().result(LONG_S)
    following = live.state().next_event
    assert following is not None
    assert moment.before == following.told


def test_a_time_between_two_moments_is_reached_by_living_on(live: LiveWorld) -> None:
    live.go_to(START + timedelta(hours=5)).result(LONG_S)
    wanted = START + timedelta(hours=2, minutes=1)
    live.rewind(wanted).result(LONG_S)
    assert live.state().now == wanted
    assert not live.state().running


def test_there_is_nothing_before_the_beginning(live: LiveWorld) -> None:
    with pytest.raises(NothingToRewind):
        live.rewind().result(LONG_S)
    with pytest.raises(NothingToRewind):
        live.rewind(START - timedelta(minutes=1)).result(LONG_S)
    with pytest.raises(NothingToRewind):
        live.rewind(START + timedelta(days=1)).result(LONG_S)


def test_the_number_of_moments_is_bounded(live: LiveWorld) -> None:
    for _step in range(MOMENTS_MAX + 5):
        step(live)
    moments = live.moments().result(LONG_S)
    assert len(moments) == MOMENTS_MAX
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert all(moment.before for moment in moments)


def test_one_of_several_moments_of_an_instant_is_returned_to(live: LiveWorld) -> None:
    counts = [live.submit(orders_at_amazon).result(LONG_S)]
    for _order in range(3):
        live.submit(place, say("注文する")).result(LONG_S)
        counts.append(live.submit(orders_at_amazon).result(LONG_S))
    moments = live.moments().result(LONG_S)
    assert {moment.at for moment in moments} == {START}, "no time has passed"
    told: list[Moment] = []
    live.rewound = told.append
    second = [moment for moment in moments if str(moment.before) == "注文する"][1]
    assert live.rewind(second).result(LONG_S) == second
    assert told == [second]
    assert live.submit(orders_at_amazon).result(LONG_S) == counts[1]
    with pytest.raises(NothingToRewind):
        live.rewind(moments[-1]).result(LONG_S)
