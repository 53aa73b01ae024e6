"""Leaving: at once where nothing runs, after a question where something does."""

import asyncio
import re
from pathlib import Path

from tui_stage import Stage, run_on_stage

import tui
from tui.dialogs.quit import QuitForm
from tui.under_way import WORK


async def _start_something(stage: Stage) -> asyncio.Event:
    """A command at the desk that goes on until the event is set."""
    done = asyncio.Event()
    stage.frame.run_worker(done.wait(), group="desk", exit_on_error=False)
    await stage.pilot.pause()
    return done


async def _press(stage: Stage, key: str) -> None:
    await stage.pilot.press(key)
    await stage.pilot.pause()


def test_nothing_is_asked_where_nothing_runs() -> None:
    async def play(stage: Stage) -> None:
        await _press(stage, "q")
        assert stage.app._exit
        assert not isinstance(stage.app.screen, QuitForm)

    run_on_stage(play)


def test_what_runs_is_named_and_esc_stays() -> None:
    async def play(stage: Stage) -> None:
        done = await _start_something(stage)
        await _press(stage, "q")
        assert isinstance(stage.app.screen, QuitForm)
        assert "ショップへの書き込み" in stage.text()
        await _press(stage, "escape")
        assert not isinstance(stage.app.screen, QuitForm)
        assert not stage.app._exit
        done.set()
        await stage.settle()
        await _press(stage, "q")
        assert stage.app._exit

    run_on_stage(play)


def test_enter_leaves_all_the_same() -> None:
    async def play(stage: Stage) -> None:
        await _start_something(stage)
        await _press(stage, "q")
        await _press(stage, "enter")
        assert stage.app._exit

    run_on_stage(play)


def test_ctrl_q_twice_always_leaves_also_from_a_dialog() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("g")
        await _start_something(stage)
        await _press(stage, "ctrl+q")
        assert isinstance(stage.app.screen, QuitForm)
        await _press(stage, "ctrl+q")
        assert stage.app._exit

    run_on_stage(play)


def test_a_case_that_plays_by_itself_runs() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("6", "enter")
        stage.frame._auto = stage.frame.set_interval(1_000, lambda: None)  # type: ignore[attr-defined]
        await stage.press("ctrl+q")
        assert isinstance(stage.app.screen, QuitForm)
        assert "シナリオの実行" in stage.text()

    run_on_stage(play)


READINGS = {"amazon", "buyer", "find", "library", "run", "what-if"}
"""Groups of workers that may be broken off unasked; `run` is named by its screen."""


def test_every_kind_of_work_is_either_a_reading_or_asked_about() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(tui.__path__[0]).rglob("*.py"))
    assert set(re.findall(r'@work\([^)]*group="([a-z-]+)"', sources)) - READINGS == set(WORK)
