"""The command palette: everything that can be done here and now, and why something cannot."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input
from tui_stage import Stage, run_on_stage

from core.domain.labels import Policy
from tui import running
from tui.app import RenkeiApp
from tui.keyboard import all_keys
from tui.messages import CommandRefused
from tui.opening import Opening
from tui.palette import Palette
from tui.settings import own_settings
from tui.shots import at_rest
from tui.words import speak, spoken


def _offered(stage: Stage) -> dict[str, Callable[[], object]]:
    found = stage.app.get_system_commands(stage.app.screen)
    return {command.title: command.callback for command in found}


def test_that_nothing_fits_is_said_in_the_language_in_use() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "ctrl+p")
        await stage.write("zzzz")
        palette = stage.app.screen
        assert isinstance(palette, Palette)
        palette._stop_no_matches_countdown()
        palette._tell_nothing_found("zzzz")
        await stage.settle()
        assert "合うコマンドはありません。" in stage.text()

    run_on_stage(play)


def test_every_key_of_the_screen_and_of_the_focus_is_offered() -> None:
    async def play(stage: Stage) -> None:
        for number in "1234567":
            await stage.press(number)
            offered = set(_offered(stage))
            for active in stage.frame.active_bindings.values():
                if active.node is not stage.app and active.binding.id in all_keys():
                    word = f"{active.binding.description}  "
                    assert any(title.startswith(word) for title in offered), word

    run_on_stage(play)


def test_what_is_greyed_says_why() -> None:
    async def play(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        _offered(stage)["(取り下げ)  u"]()
        await stage.settle()
        (refused,) = stage.posted(CommandRefused)
        assert refused.sentence
        _offered(stage)["配送完了  s"]()
        await stage.settle()
        assert "追跡番号" in stage.text()

    run_on_stage(play)


def test_a_theme_is_chosen_directly() -> None:
    async def play(stage: Stage) -> None:
        _offered(stage)["配色: renkei-contrast"]()
        assert stage.app.theme == "renkei-contrast"
        assert "配色: renkei-contrast" not in _offered(stage)

    run_on_stage(play)


async def _palette(stage: Stage, query: str) -> None:
    await stage.press("ctrl+p")
    await stage.write(query)
    palette = stage.app.screen
    assert isinstance(palette, CommandPalette)
    while not palette.query_one("CommandList").option_count:  # type: ignore[attr-defined]
        await stage.pilot.pause()


def test_an_order_is_opened_by_its_number_and_offered_again() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await _palette(stage, order_id[:9])
        await stage.press("down", "enter")
        while isinstance(stage.app.screen, CommandPalette):
            await stage.press("enter")
        await stage.settle()
        assert order_id in stage.text()
        assert list(stage.session.looked_at) == [order_id]
        await stage.press("escape", "1", "ctrl+p")
        assert f"注文を開く: {order_id}" in stage.text()

    run_on_stage(play)


def test_japanese_is_typed_and_pasted_into_it() -> None:
    async def play(stage: Stage) -> None:
        await _palette(stage, "配色")
        assert stage.app.screen.query_one(Input).value == "配色"

    run_on_stage(play)


def test_another_language_opens_anew_on_the_same_world(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RENKEI_STATE", str(tmp_path))
    worlds, languages = [], []

    def run(app: RenkeiApp) -> None:
        async def drive() -> None:
            async with app.run_test() as pilot:
                await at_rest(app, pilot)
                assert app.session is not None
                worlds.append(app.session.live)
                languages.append(spoken())
                if len(worlds) == 1:
                    app.action_speak("en")

        asyncio.run(drive())

    monkeypatch.setattr(RenkeiApp, "run", run)
    opened: list[Opening] = []
    make = Opening.__init__

    def noting(self: Opening, *given: object) -> None:
        opened.append(self)
        make(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Opening, "__init__", noting)
    try:
        code = running.run_dashboard(lang=None, policy=Policy.SAFE, seed=1, books=None)
    finally:
        speak("ja")
    assert code == 0
    assert languages == ["ja", "en"]
    assert worlds[0] is worlds[1]
    assert len(opened) == 1
    assert own_settings().get("language", str, "") == "en"
