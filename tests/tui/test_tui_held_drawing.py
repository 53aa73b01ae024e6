"""What a key changes is drawn when all of it is there, not after a fixed time."""

import gc
import weakref
from datetime import timedelta

import msgspec
import pytest
from textual._compositor import LayoutUpdate
from tui_stage import WIDE, Stage, run_on_stage

from tui.app import RenkeiApp
from tui.held_drawing import HoldingApp
from tui.messages import ClockMoved
from tui.screens.keys_help import KeysHelp


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixed time is an hour."""

    def hold(app: RenkeiApp, delay: float = 0.05) -> None:
        HoldingApp.delay_update(app, 3_600.0)

    monkeypatch.setattr(RenkeiApp, "delay_update", hold)


def test_a_screen_is_drawn_when_it_stands() -> None:
    async def play(stage: Stage) -> None:
        for key in ("3", "2", "1", "3"):
            await stage.press(key)
            assert not stage.app.is_holding
            assert f"[{key}" in stage.text()

    run_on_stage(play)


def test_a_second_wish_to_wait_takes_the_place_of_the_first() -> None:
    async def play(stage: Stage) -> None:
        stage.app.delay_update()
        stage.app.delay_update()
        assert stage.app.is_holding
        stage.app.show_now()
        stage.app.show_now()
        assert not stage.app.is_holding
        await stage.press("2")
        assert "[2" in stage.text()

    run_on_stage(play)


def test_what_is_gone_from_the_screen_is_gone_from_memory() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("question_mark")
        lines = weakref.ref(stage.app.screen.query_one("#keys-list")._styles_cache)
        await stage.press("escape")
        stage.messages.clear()
        gc.collect()
        assert lines() is None

    run_on_stage(play)


def test_a_tick_of_the_clock_draws_the_clock_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        drawn: list[object] = []
        monkeypatch.setattr(RenkeiApp, "_display", lambda app, screen, update: drawn.append(update))
        clock = stage.session.live.state()
        later = msgspec.structs.replace(clock, now=clock.now + timedelta(seconds=1))
        stage.frame.post_message(ClockMoved(later))
        await stage.settle()
        assert drawn
        assert not [update for update in drawn if isinstance(update, LayoutUpdate)]

    run_on_stage(play)


def test_a_dialog_shows_what_changes_below_it() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("question_mark")
        before = stage.text()
        await stage.pass_time(timedelta(hours=1))
        assert isinstance(stage.app.screen, KeysHelp)
        assert "10:00:00 JST" in stage.text()
        assert "10:00:00 JST" not in before

    run_on_stage(play, size=WIDE)
