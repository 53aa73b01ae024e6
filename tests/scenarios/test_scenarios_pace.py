"""One clock over two sides: who goes first at one instant, and that time always moves on."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from scenarios.pace import ClockStuck, Pace

START = datetime(2026, 11, 23, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=minutes)


class Sides:
    """Both sides of a world, writing down what happens to them."""

    def __init__(self, period_min: int | None = 5) -> None:
        self.log: list[tuple[str, float]] = []
        self._period_min = period_min
        self._due = START if period_min is not None else None

    async def advance(self, to: datetime) -> None:
        self.log.append(("amazon", (to - START) / timedelta(minutes=1)))

    async def run_due(self, now: datetime) -> int:
        if self._due is None or self._due > now:
            return 0
        self.log.append(("engine", (now - START) / timedelta(minutes=1)))
        self._due = self._due + timedelta(minutes=self._period_min or 0)
        return 1

    def next_due(self) -> datetime | None:
        return self._due


def test_at_one_instant_amazon_goes_first_then_the_script_then_the_engine() -> None:
    sides = Sides()
    pace = Pace(START, sides, sides)

    async def play() -> None:
        await pace.arrive(at(5))
        sides.log.append(("script", 5))
        await pace.settle()

    asyncio.run(play())
    assert sides.log == [
        ("amazon", 0),
        ("engine", 0),
        ("amazon", 5),
        ("script", 5),
        ("engine", 5),
    ]


def test_every_engine_work_on_the_way_is_done_at_its_own_time() -> None:
    sides = Sides()
    pace = Pace(START, sides, sides)
    asyncio.run(pace.advance_to(at(12)))
    assert [minute for who, minute in sides.log if who == "engine"] == [0, 5, 10]
    assert sides.log[-1] == ("amazon", 12)
    assert pace.now == at(12)
    assert pace.engine_due == at(15)


def test_an_engine_with_nothing_to_do_lets_time_pass() -> None:
    sides = Sides(period_min=None)
    pace = Pace(START, sides, sides)
    asyncio.run(pace.advance_to(at(600)))
    assert sides.log == [("amazon", 600)]


def test_an_engine_that_does_not_move_on_is_an_error_and_no_endless_loop() -> None:
    sides = Sides(period_min=0)
    pace = Pace(START, sides, sides)
    with pytest.raises(ClockStuck, match="still due at 2026-11-23T00:00:00"):
        asyncio.run(pace.advance_to(at(1)))


def test_time_does_not_go_back() -> None:
    sides = Sides()
    pace = Pace(START, sides, sides)
    with pytest.raises(ValueError, match="time does not go back"):
        asyncio.run(pace.arrive(at(-1)))
