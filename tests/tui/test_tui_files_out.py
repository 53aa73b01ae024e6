"""Files out: counted away from the screen, and one sentence where a file cannot be written."""

from pathlib import Path

import pytest
from tui_stage import Stage, run_on_stage

from tui.cli_refusals import sentence
from tui.failed import NotWritten, sentence_of, unwritable
from tui.headless.files import write_whole
from tui.messages import CommandRefused
from tui.widgets.path_input import PathInput

TOO_LONG = "x" * 250 + ".csv"
"""A name that is still one, with no room for the file that is written first."""


@pytest.mark.parametrize("screen", ["2", "3"])
def test_a_file_that_cannot_be_written_is_the_same_sentence_everywhere(
    screen: str, tmp_path: Path
) -> None:
    file = tmp_path / TOO_LONG

    async def play(stage: Stage) -> None:
        await stage.press(screen, "x")
        stage.app.screen.query_one("#path", PathInput).value = str(file)
        await stage.settle()
        await stage.press("enter")
        (refused,) = stage.posted(CommandRefused)
        assert "に書き込めません（" in refused.sentence
        assert "ほかの場所を指定してください。" in refused.sentence

    run_on_stage(play)
    assert not list(tmp_path.iterdir())


def test_the_command_line_says_it_too(tmp_path: Path) -> None:
    with pytest.raises(NotWritten) as refused:
        write_whole(tmp_path / TOO_LONG, [b""])
    error = refused.value
    assert sentence_of(error) == unwritable(tmp_path / TOO_LONG, error)
    assert ".new" not in sentence_of(error), "the file that is wanted, not the one before it"
    denied = PermissionError(13, "Permission denied", "/a")
    assert sentence(denied) == unwritable("/a", denied)


def test_a_long_list_is_counted_away_from_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    def counted_here(*_given: object, **_named: object) -> int:
        raise AssertionError("counted on the thread that draws")

    async def play(stage: Stage) -> None:
        await stage.press("2")
        number = stage.session.views.orders_total()
        monkeypatch.setattr(stage.session.views, "orders_total", counted_here)
        await stage.press("x")
        assert f"CSVの書き出し  表示中の注文 {number}件" in stage.text()
        monkeypatch.undo()
        await stage.press("escape", "v", "v", "x")
        assert "選択した注文 2件" in stage.text()

    run_on_stage(play)
