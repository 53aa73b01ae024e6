"""What was done on screen is saved as a scenario that comes to the same end."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input
from tui_stage import Stage, run_on_stage

from core.domain.labels import Policy
from scenarios.gather import gather
from scenarios.journal_text import journal_text
from scenarios.runner import Outcome, play, setup_of
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
    gathered = gather([tmp_path])
    assert not gathered.wrong
    (loaded,) = gathered.cases
    assert (loaded.case.id, loaded.case.title) == ("late-parcel", "Late parcel")

    async def again() -> str:
        world = await World.open(setup_of(loaded.case, Policy.DOCUMENTED))
        try:
            async for result in play(loaded.case, Policy.DOCUMENTED, world):
                assert result.outcome is not Outcome.FAILED
            return journal_text(world.views)
        finally:
            await world.close()

    assert asyncio.run(again()) == ended[0]


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
        assert "書き出せません" in stage.posted(CommandRefused)[-1].sentence

    run_on_stage(play_on_stage)
