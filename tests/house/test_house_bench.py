"""A figure is believed only when the work behind it was done: speed alone meets no goal."""

import asyncio
from dataclasses import replace

from scenarios.bench.figure import Better, Figure, Goal
from scenarios.bench.shop_day import heavy_day, live, ordinary_days
from scenarios.said import say


def test_a_heavy_day_books_ships_and_moves_everything() -> None:
    plan = heavy_day(20)
    outcome = asyncio.run(live(plan, None))
    assert outcome.placed == outcome.booked == 20
    assert outcome.shipped == outcome.to_ship == 18
    assert outcome.moved == outcome.units == sum(sale.quantity for sale in plan.sales)
    assert outcome.calls > 24 * 12, "the order pull alone asks every five minutes"
    assert outcome.sound


def test_ordinary_days_ship_with_the_collections_what_was_packed_by_then() -> None:
    plan = ordinary_days(2, 30)
    outcome = asyncio.run(live(plan, None))
    assert len(plan.parcels) == 2 * 3
    assert outcome.sound
    assert outcome.placed == 60
    assert 30 < outcome.shipped == plan.to_ship < 54, "after the last collection one waits"


def test_a_day_with_anything_left_undone_is_not_sound() -> None:
    outcome = asyncio.run(live(heavy_day(10), None))
    assert outcome.sound
    assert not replace(outcome, booked=9).sound
    assert not replace(outcome, shipped=8).sound
    assert not replace(outcome, moved=outcome.units - 1).sound


def test_two_days_of_one_seed_do_the_same_work() -> None:
    first, second = (asyncio.run(live(heavy_day(15, seed=7), None, seed=7)) for _day in range(2))
    assert replace(first, seconds=0, cpu_seconds=0) == replace(second, seconds=0, cpu_seconds=0)


def test_an_unsound_or_missing_value_meets_no_goal() -> None:
    fast = Figure("day", 0.01, "s", Goal(0.5), say("速い"))
    assert fast.met
    assert not replace(fast, sound=False).met
    assert not replace(fast, value=None).met
    assert not replace(fast, value=0.51).met


def test_goals_have_a_good_side() -> None:
    assert Goal(4, Better.HIGHER).met_by(4)
    assert not Goal(4, Better.HIGHER).met_by(3.9)
    assert str(Goal(4, Better.HIGHER)) == ">= 4"
    assert str(Goal(0.5)) == "<= 0.5"
