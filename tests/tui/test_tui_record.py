"""What was done on screen is saved as a scenario that comes to the same end."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input
from tui_stage import Stage, run_on_stage

from core.domain.labels import Policy
from scenarios.gather import gather
from scenarios.journal_text import journal_text
from scenarios.language.one_step import read_step
from scenarios.play.around import around
from scenarios.runner import Outcome, play, play_step, setup_of
from scenarios.world import World
from tui.dialogs.save_scenario import SaveScenarioForm, Saving, stem_of
from tui.messages import CommandRefused, ScenarioSaved


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Late cash on delivery!", "late-cash-on-delivery"),
        ("代引きの遅れ", "代引きの遅れ"),
        ("../../etc/passwd", "etc-passwd"),
        ("/ : *", ""),
        ("あ" * 90, "あ" * 60),
    ],
)
def test_a_file_is_named_after_the_title(title: str, stem: str) -> None:
    assert stem_of(title) == stem


def test_what_was_done_is_saved_and_plays_to_the_same_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended: list[str] = []

    async def text(world: World) -> str:
        return journal_text(world.views)

    async def play_on_stage(stage: Stage) -> None:
        await stage.press("full_stop", "full_stop", "S")
        assert isinstance(stage.app.screen, SaveScenarioForm)
        assert "題を入力してください" in stage.text()
        await stage.write("Late parcel")
        wanted = tmp_path / "late-parcel.yaml"
        assert stage.app.screen.query_one("#path", Input).value == str(wanted)
        await stage.press("enter")
        (saved,) = stage.posted(ScenarioSaved)
        assert saved.path == wanted
        assert f"renkei run {saved.path}" in stage.told()[-1]
        ended.append(await stage.world(text))

        await stage.press("S")
        await stage.write("Late parcel")
        assert "このファイルはもうあります" in stage.text()
        await stage.press("enter")
        assert isinstance(stage.app.screen, SaveScenarioForm), "nothing is overwritten unasked"
        await stage.press("tab", "tab", "enter", "down", "enter", "enter")
        assert len(stage.posted(ScenarioSaved)) == 2

    run_on_stage(play_on_stage)
    assert end_of(tmp_path, "late-parcel", "Late parcel") == ended[0]


def end_of(folder: Path, case_id: str, title: str) -> str:
    """The journal that the only scenario in `folder` comes to."""
    gathered = gather([folder])
    assert not gathered.wrong
    (loaded,) = gathered.cases
    assert (loaded.case.id, loaded.case.title) == (case_id, title)

    async def again() -> str:
        world = await World.open(setup_of(loaded.case, Policy.DOCUMENTED))
        try:
            async for result in play(loaded.case, Policy.DOCUMENTED, world):
                assert result.outcome is not Outcome.FAILED
            return journal_text(world.views)
        finally:
            await world.close()

    return asyncio.run(again())


def test_keys_pressed_by_a_wrong_clock_come_to_the_same_end(tmp_path: Path) -> None:
    """The desk writes by the clock of the shop's machine; the scenario goes by the world's."""
    ended: list[str] = []

    async def text(world: World) -> str:
        return journal_text(world.views)

    async def play_on_stage(stage: Stage) -> None:
        code = stage.session.views.products()[0].code
        fast = read_step("shop_clock: {fast: PT7M}", await stage.world(around("shop_clock")))
        await stage.world(lambda world: play_step(0, fast, world))
        await stage.session.at_desk(lambda desk: desk.set_stock(code, 3))
        await stage.press("full_stop")
        await stage.session.at_desk(lambda desk: desk.set_stock(code, 4))
        path = tmp_path / "wrong-clock.yaml"
        stage.frame.save_scenario(Saving("Wrong clock", "wrong-clock", path, overwrite=False))
        await stage.settle()
        assert stage.posted(ScenarioSaved)[-1].unsaid == 0
        ended.append(await stage.world(text))

    run_on_stage(play_on_stage)
    assert end_of(tmp_path, "wrong-clock", "Wrong clock") == ended[0]


def test_what_the_language_cannot_say_is_counted(tmp_path: Path) -> None:
    async def play_on_stage(stage: Stage) -> None:
        hours = timedelta(hours=1), timedelta(hours=2)
        await stage.session.at_desk(lambda desk: desk.set_preparing(*hours))
        path = tmp_path / "unsaid.yaml"
        stage.frame.save_scenario(Saving("Unsaid", "unsaid", path, overwrite=False))
        await stage.settle()
        assert stage.posted(ScenarioSaved)[-1].unsaid == 1
        assert "シナリオの言葉にない操作が1件" in stage.told()[-1]

    run_on_stage(play_on_stage)


def test_a_place_that_cannot_be_written_is_said_while_typing_or_after(tmp_path: Path) -> None:
    async def play_on_stage(stage: Stage) -> None:
        await stage.press("S")
        await stage.write("x")
        path = stage.app.screen.query_one("#path", Input)
        for typed, sentence in (
            ("/no/such/folder/a.yaml", "このフォルダーはありません"),
            (str(tmp_path / "a.txt"), ".yaml で終わらせて"),
            (str(tmp_path / ("長" * 300 + ".yaml")), "このファイル名は使えません"),
        ):
            path.value = typed
            await stage.settle()
            assert sentence in stage.text()
        await stage.press("escape")
        there = tmp_path / "there.yaml"
        there.write_text("mine", encoding="utf-8")
        stage.frame.save_scenario(Saving("x", "there", there, overwrite=False))
        await stage.settle()
        assert there.read_text(encoding="utf-8") == "mine"
        assert "に書き込めません" in stage.posted(CommandRefused)[-1].sentence

    run_on_stage(play_on_stage)
