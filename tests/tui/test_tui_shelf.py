"""The list of cases: filtered, a person's own on top, played beside the screen, compared."""

from pathlib import Path

import pytest
from test_tui_scenarios import LIBRARY_CASE, SHIPPED_TWICE, _bring, _to_list, mine
from textual.widgets import Input
from tui_stage import Stage, run_on_stage

from core.domain.labels import Policy
from tui.dialogs.coverage import CoverageMatrix
from tui.dialogs.form import Form
from tui.dialogs.what_if import WhatIfFigures, WhatIfForm
from tui.messages import CommandRefused, RunEnded, TurnPlayed, WhatIfAnswered
from tui.screens.case import CaseScreen
from tui.widgets.path_input import PathInput

__all__ = ["mine"]

WRONG = "id: wrong\ntitle: x\nstart: 2026-11-23 09:00\nsteps:\n  - byuer_pays: A\n"
ROWS = "examples: [{name: morning, at: 09:01}, {name: noon, at: 12:01}]"
EXAMPLES = f"{ROWS}{SHIPPED_TWICE.replace('at: 09:01', 'at: ${at}')}"


async def _filter(stage: Stage, words: str) -> list[str]:
    await stage.press("slash")
    stage.app.screen.query_one("#shelf-search", Input).value = words
    await stage.settle()
    await stage.press("enter")
    return [file.name for file in stage.frame.files_shown()]


def test_the_list_is_filtered_by_id_title_tag_rule_and_what_is_expected() -> None:
    async def play(stage: Stage) -> None:
        screen = await _to_list(stage)
        everything = len(screen.files_shown())
        assert LIBRARY_CASE in await _filter(stage, "EARLY-seller")
        assert LIBRARY_CASE in await _filter(stage, "セラーセントラルで先に")
        assert LIBRARY_CASE in await _filter(stage, "出荷 R35 連携失敗")
        assert await _filter(stage, "no such case") == []
        assert "条件に合うシナリオはありません" in stage.text()
        await stage.press("r")
        assert "実行できるシナリオを選んで" in stage.posted(CommandRefused)[-1].sentence
        await stage.press("escape")
        assert len(screen.files_shown()) == everything

    run_on_stage(play)


def test_own_files_stand_on_top_each_example_by_itself_and_mistakes_are_shown(
    tmp_path: Path,
) -> None:
    (tmp_path / "examples.yaml").write_text(EXAMPLES, encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")

    async def play(stage: Stage) -> None:
        screen = await _bring(stage, tmp_path)
        names = [file.name for file in screen.files_shown()][:3]
        assert names[:2] == ["shipped-twice[morning]", "shipped-twice[noon]"]
        assert names[2].endswith("wrong.yaml")
        assert "読めないファイル" in stage.told()[-1]
        await stage.press("n")
        assert "byuer_pays" in stage.text()
        assert "buyer_pays" in stage.text()
        await stage.press("enter")
        assert stage.app.screen is screen, "a wrong file is not opened"
        (tmp_path / "wrong.yaml").unlink()
        await _bring(stage, tmp_path)
        assert not any(file.name.endswith("wrong.yaml") for file in screen.files_shown()[:3])

    run_on_stage(play, size=(120, 40))


def test_a_place_that_is_not_there_is_refused_while_typing() -> None:
    async def play(stage: Stage) -> None:
        await _to_list(stage)
        await stage.press("i")
        await stage.write("no/such.yaml")
        assert "この場所には何もありません" in stage.text()

    run_on_stage(play)


def test_cases_are_played_beside_the_screen_and_the_results_stand_in_the_list(mine: Path) -> None:
    async def play(stage: Stage) -> None:
        screen = await _bring(stage, mine)
        await stage.pilot.press("r")
        assert "実行中" in screen.run_words
        await stage.pilot.press("R")
        assert screen.why_not("run_shown")
        await stage.settle()
        assert {message.result.turn.policy for message in stage.posted(TurnPlayed)} == set(Policy)
        assert [message.run for message in stage.posted(RunEnded)] == [1]
        row = screen.shelf.pointed
        assert {policy: one.passed for policy, one in row.results.items()} == {
            Policy.DOCUMENTED: False,
            Policy.SAFE: True,
        }
        text = stage.text()
        assert "成功 1件、失敗 1件" in text
        assert "期待: 注文完了  実際: 連携失敗" in text
        await stage.press("end", "n")
        assert screen.shelf.pointed.file.name == "shipped-twice"

    run_on_stage(play, size=(120, 40))


def test_a_run_can_be_broken_off() -> None:
    async def play(stage: Stage) -> None:
        screen = await _to_list(stage)
        await stage.pilot.press("x")
        await stage.settle()
        assert "実行しているシナリオはありません" in stage.posted(CommandRefused)[-1].sentence
        await stage.pilot.press("R", "x")
        await stage.settle()
        assert not screen.waiting
        assert len(stage.posted(TurnPlayed)) < len(screen.files_shown())

    run_on_stage(play)


def test_a_rule_of_the_matrix_filters_the_list_to_its_cases() -> None:
    async def play(stage: Stage) -> None:
        screen = await _to_list(stage)
        await stage.press("m")
        matrix = stage.app.screen
        assert isinstance(matrix, CoverageMatrix)
        assert "すべての規則に手順があります" in stage.text()
        assert matrix.query_one("#matrix").point_at("R35")
        await stage.settle()
        assert LIBRARY_CASE in stage.text()
        await stage.press("enter")
        shown = screen.files_shown()
        assert LIBRARY_CASE in {file.name for file in shown}
        assert all("R35" in file.words.upper() for file in shown)

    run_on_stage(play, size=(120, 40))


def test_what_a_file_says_is_never_read_as_markup(tmp_path: Path) -> None:
    text = SHIPPED_TWICE.replace(
        "title: 先に出荷された注文の配送完了", "title: '[bold]x[/bold][@click=app.quit]y[/]'"
    ).replace("tags: [手作り]", "tags: ['[/foo]']\nstory: '[@click=app.quit]z[/]'")
    path = tmp_path / "[bold].yaml"
    path.write_text(text, encoding="utf-8")

    async def play(stage: Stage) -> None:
        await _bring(stage, path)
        title = "[bold]x[/bold][@click=app.quit]y[/]"
        for shown in (title, "[/foo]", "[@click=app.quit]z[/]"):
            assert shown in stage.text()
        await stage.press("w", "escape", "enter", "e")
        assert title in stage.text()
        assert stage.app.is_running

    run_on_stage(play, size=(120, 40))


def test_two_settings_are_compared_by_figures(mine: Path) -> None:
    async def play(stage: Stage) -> None:
        await _bring(stage, mine)
        await stage.press("w")
        form = stage.app.screen
        assert isinstance(form, WhatIfForm)
        assert "変える設定を一つ以上" in stage.text()
        form.query_one("#reserve", Input).value = "-1"
        await stage.settle()
        assert "0以上の整数" in stage.text()
        form.query_one("#reserve", Input).value = "2"
        form.query_one("#policy").value = Policy.SAFE.value
        form.query_one("#job").value = "jobs.listings"
        form.query_one("#period", Input).value = "PT1S"
        await stage.settle()
        assert "「PT1S」は期間ではありません" in stage.text()
        form.query_one("#period", Input).value = "PT5M"
        await stage.settle()
        assert "documented ⇔ safe, 安全在庫 2, jobs.listings=5分" in stage.text()
        form.query_one("#reserve", Input).focus()
        await stage.press("enter")
        (answered,) = stage.posted(WhatIfAnswered)
        before, after = answered.figures
        assert (before.link_failed, after.link_failed) == (1, 0)
        assert isinstance(stage.app.screen, WhatIfFigures)
        assert "連携失敗の注文" in stage.text()
        await stage.press("escape", "enter", "w")
        assert isinstance(stage.app.screen, WhatIfForm), "also where a case is open"
        await stage.press("escape")
        assert isinstance(stage.app.screen, CaseScreen)

    run_on_stage(play, size=(120, 40))


NOWHERE = ("~no-such-user/x.yaml", "あ" * 200 + ".yaml", "/dev/null")


@pytest.mark.parametrize("keys", ["6i", "S", "2x", "5x", "3x", "3i"])
def test_a_place_that_no_system_knows_is_a_sentence_in_every_form(keys: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.press(*keys)
        form = stage.app.screen
        assert isinstance(form, Form)
        for wanted in NOWHERE:
            form.query_one(PathInput).value = wanted
            await stage.settle()
            assert stage.app.screen is form
            assert form.problem() or wanted == "/dev/null"

    run_on_stage(play)
