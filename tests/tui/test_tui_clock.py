"""The clock from the keyboard: pause, step, pace, go to, and the words of the clock bar."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from threading import Event

import msgspec
import pytest
from textual.widgets import Input
from tui_stage import WIDE, Stage, run_on_stage

from core.errors import BooksBusy
from scenarios.world import World
from tui.dialogs.go_to import GoToForm
from tui.dialogs.moments import MomentForm
from tui.formats import moment
from tui.messages import ClockStepped, CommandRefused, MomentsListed


def test_space_runs_and_pauses() -> None:
    async def play(stage: Stage) -> None:
        assert "|| 停止 ×1" in stage.text()
        await stage.pilot.press("space")
        await stage.world(_nothing)
        stage.frame.poll()
        await stage.pilot.pause()
        assert "▸ 進行 ×1" in stage.text()
        await stage.press("space")
        await stage.world(_nothing)
        assert "|| 停止 ×1" in stage.text()

    run_on_stage(play)


async def _nothing(world: object) -> None:
    """Whoever waits for this knows that all earlier commands were served."""


def test_the_next_event_is_named_and_a_step_goes_there() -> None:
    async def play(stage: Stage) -> None:
        event = stage.session.clock().next_event
        assert event is not None
        assert event.text in stage.text()
        await stage.press("full_stop")
        assert stage.now() == event.due
        (stepped,) = stage.posted(ClockStepped)
        assert event.text in stepped.sentence

    run_on_stage(play, size=(120, 40))


def test_brackets_change_the_pace() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("right_square_bracket", "right_square_bracket")
        await stage.world(_nothing)
        assert stage.session.clock().speed == 60
        assert "×60" in stage.text()
        await stage.press("left_square_bracket")
        await stage.world(_nothing)
        assert stage.session.clock().speed == 10

    run_on_stage(play)


def test_go_to_takes_what_is_typed_and_refuses_the_past() -> None:
    async def play(stage: Stage) -> None:
        before = stage.now()
        await stage.press("g")
        await stage.write("2001-01-01")
        assert "過去の時刻へは進めません" in stage.text()
        await stage.press("enter")
        assert isinstance(stage.app.screen, GoToForm)
        stage.app.screen.query_one("#moment", Input).clear()
        await stage.write("+1h30m")
        assert "1時間30分後" in stage.text()
        await stage.press("enter")
        assert stage.now() == before + timedelta(hours=1, minutes=30)

    run_on_stage(play)


def test_a_long_way_can_be_broken_off_from_any_screen_and_it_is_said_where() -> None:
    async def play(stage: Stage) -> None:
        target = stage.now() + timedelta(days=900)
        stage.frame.move_clock(target)
        await _under_way(stage, target)
        await stage.pilot.press("2")
        assert "へ移動中" in stage.text()
        await stage.pilot.press("space")
        await stage.world(_nothing)
        assert stage.session.live.state().going is None
        assert stage.now() < target
        assert not stage.session.live.state().running
        assert stage.posted(ClockStepped)[-1].sentence == f"{moment(stage.now())} で止めました。"

    run_on_stage(play)


def test_the_way_to_a_typed_time_in_the_past_stops_too() -> None:
    async def play(stage: Stage) -> None:
        begin = stage.now()
        # From the moment before it the world lives on to the time: a long way here.
        await stage.world(_two_years_on)
        wanted = begin + timedelta(days=600)
        stage.frame.rewind_clock(wanted)
        await _under_way(stage, wanted)
        await stage.pilot.press("escape")
        await stage.world(_nothing)
        assert begin <= stage.now() < wanted
        (told,) = stage.posted(ClockStepped)
        assert told == ClockStepped(f"{moment(stage.now())} で止めました。", back=True)
        await stage.press("full_stop")
        assert len(stage.posted(ClockStepped)) == 2

    run_on_stage(play)


async def _two_years_on(world: World) -> None:
    """As if the world had lived on: only its clock is moved."""
    world._pace.now += timedelta(days=730)


async def _under_way(stage: Stage, target: datetime) -> None:
    for _look in range(1_000):
        if stage.session.live.state().going == target:
            stage.frame.poll()
            await stage.pilot.pause()
            return
        await asyncio.sleep(0)
        await stage.pilot.pause()
    raise AssertionError("it never set out")


def test_steps_asked_for_faster_than_the_world_answers_are_counted() -> None:
    async def play(stage: Stage) -> None:
        async with _world_held_up(stage):
            for _press in range(5):
                await stage.pilot.press("full_stop")
            stage.frame.poll()
            await stage.pilot.pause()
            assert "▸| あと4回" in stage.text()
        await stage.settle()
        assert len(stage.posted(ClockStepped)) == 5
        after = stage.now()
        async with _world_held_up(stage):
            for _press in range(3):
                await stage.pilot.press("less_than_sign")
        await stage.settle()
        assert [step.back for step in stage.posted(ClockStepped)] == [False] * 5 + [True] * 3
        assert stage.now() < after

    run_on_stage(play, size=WIDE)


@pytest.mark.parametrize("key", ["space", "escape", "3"])
def test_steps_that_were_not_begun_are_given_up(key: str) -> None:
    async def play(stage: Stage) -> None:
        event = stage.session.clock().next_event
        assert event is not None
        async with _world_held_up(stage):
            for _press in range(5):
                await stage.pilot.press("full_stop")
            await stage.pilot.press(key)
        await stage.settle()
        (stepped,) = stage.posted(ClockStepped)
        assert stepped.sentence.endswith("残りの4回は取りやめました。")
        assert stage.now() == event.due
        assert not stage.session.live.state().running
        await stage.press("1", "full_stop")
        assert "取りやめ" not in stage.posted(ClockStepped)[-1].sentence

    run_on_stage(play)


def test_a_step_the_other_way_ends_those_before() -> None:
    async def play(stage: Stage) -> None:
        async with _world_held_up(stage):
            for _press in range(5):
                await stage.pilot.press("full_stop")
            await stage.pilot.press("less_than_sign")
        await stage.settle()
        assert [step.back for step in stage.posted(ClockStepped)] == [False, True]

    run_on_stage(play)


@asynccontextmanager
async def _world_held_up(stage: Stage) -> AsyncIterator[None]:
    """The world's thread answers nobody until the end of the block."""
    go_on = Event()

    async def hold(world: object) -> None:
        go_on.wait()

    held = stage.session.live.submit(hold)
    try:
        yield
    finally:
        go_on.set()
        await asyncio.wrap_future(held)


def test_a_world_that_failed_says_so_on_every_screen() -> None:
    async def play(stage: Stage) -> None:
        failed = msgspec.structs.replace(stage.session.clock(), error="時計を止めました [/foo]")
        stage.session.live.state = lambda: failed  # type: ignore[method-assign]
        stage.frame.poll()
        await stage.pilot.pause()
        assert "!! 時計を止めました [/foo]" in stage.text()
        await stage.pilot.press("2")
        await stage.pilot.pause()
        assert "!! 時計を止めました [/foo]" in stage.text()

    run_on_stage(play)


def test_a_worker_that_fails_is_one_sentence() -> None:
    async def play(stage: Stage) -> None:
        async def broken(world: object) -> None:
            raise BooksBusy("壊れました [/foo]")

        stage.session.live.step = (  # type: ignore[method-assign]
            lambda: stage.session.live.submit(broken)
        )
        await stage.pilot.press("full_stop")
        await stage.pilot.pause()
        for _look in range(100):
            if stage.posted(CommandRefused):
                break
            await stage.pilot.pause()
        assert stage.posted(CommandRefused) == [CommandRefused("壊れました [/foo]")]

    run_on_stage(play)


def test_less_than_takes_back_the_last_event_on_both_sides() -> None:
    async def play(stage: Stage) -> None:
        before, orders = stage.now(), stage.session.views.counts()
        await stage.press("full_stop", "full_stop")
        assert stage.now() > before
        await stage.press("less_than_sign", "less_than_sign")
        assert stage.now() == before
        assert stage.session.views.counts() == orders
        assert "戻りました" in stage.posted(ClockStepped)[-1].sentence

    run_on_stage(play)


def test_less_than_says_so_where_there_is_no_earlier_moment() -> None:
    async def play(stage: Stage) -> None:
        for _time in range(100):
            await stage.press("less_than_sign")
            if stage.posted(ClockStepped)[-1].sentence == "これより前には戻れません。":
                return
        raise AssertionError("the world goes back for ever")

    run_on_stage(play)


def test_a_kept_moment_is_chosen_from_a_list_and_another_way_is_gone() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("full_stop")
        after_one, counts = stage.now(), stage.session.views.counts()
        await stage.press("full_stop", "full_stop", "H")
        form = stage.app.screen
        assert isinstance(form, MomentForm)
        (listed,) = stage.posted(MomentsListed)
        assert [moment.at for moment in listed.moments] == sorted(m.at for m in listed.moments)
        assert listed.moments[-1].before.text() in form.query_one("#moments").pointed.before.text()
        await stage.press("down", "enter")
        assert stage.now() == after_one
        assert stage.session.views.counts() == counts
        assert "戻りました" in stage.posted(ClockStepped)[-1].sentence
        await stage.press("full_stop")
        assert stage.now() > after_one

    run_on_stage(play)


def test_a_typed_time_leads_back_and_one_too_far_is_refused_while_typing() -> None:
    async def play(stage: Stage) -> None:
        before = stage.now()
        await stage.world(lambda world: world.advance(timedelta(hours=2)))
        await stage.press("2", "H", "tab")
        await stage.write("2001-01-01")
        assert "戻れるのは" in stage.text()
        stage.app.screen.query_one("#moment", Input).clear()
        await stage.write("+1h")
        assert "時刻は 18:00" in stage.text()
        stage.app.screen.query_one("#moment", Input).clear()
        await stage.write("-1h")
        assert "1時間前" in stage.text()
        await stage.press("enter")
        assert stage.now() == before + timedelta(hours=1)
        await stage.press("H", "escape")
        assert stage.now() == before + timedelta(hours=1)

    run_on_stage(play)
