"""What is remembered: the person's choices, strictly read, and never at the price of a crash."""

from pathlib import Path

import pytest
from tui_stage import Stage, run_on_stage

from tui.settings import Settings, own_settings


def test_a_value_comes_back_in_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    Settings(path).put("orders.columns", ("number", "total"))
    assert Settings(path).get("orders.columns", tuple[str, ...], ()) == ("number", "total")
    assert list(path.parent.iterdir()) == [path], "no file of the writing stays behind"


def test_a_value_of_another_kind_counts_as_not_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put("speed", "fast")
    assert settings.get("speed", float, 1.0) == 1.0


def test_two_dashboards_keep_each_others_choices(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    one, other = Settings(path), Settings(path)
    one.put("theme", "renkei-light")
    other.put("speed", 60.0)
    assert Settings(path).get("theme", str, "") == "renkei-light"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[1]",
        b'{"a": 01}',
        b'{"theme": "\xff\xfe"}',
        b'{"a": "\\ud800"}',
        b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\x00" * 2_000_000,
    ],
    ids=["empty", "list", "number", "no text", "half a sign", "deep", "long"],
)
def test_an_unreadable_file_is_a_sentence_and_the_defaults(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(text)
    settings = Settings(path)
    assert settings.get("theme", str, "none") == "none"
    settings.put("speed", 10.0)
    assert Settings(path).get("speed", float, 0.0) == 10.0


def test_a_disk_that_refuses_costs_only_the_remembering(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.put("theme", "renkei-light")
    assert settings.get("theme", str, "") == "renkei-light"
    assert str(tmp_path) in settings.complaint


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENKEI_STATE", str(tmp_path))
    own_settings().put("theme", "renkei-plain")
    assert (tmp_path / "settings.json").exists()


def test_theme_speed_and_screen_come_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"

    async def choose(stage: Stage) -> None:
        stage.app.theme = "renkei-contrast"
        await stage.press("2", "right_square_bracket")

    async def find_again(stage: Stage) -> None:
        assert stage.app.theme == "renkei-contrast"
        assert stage.app.current_mode == "orders"
        assert stage.session.clock().speed == chosen

    run_on_stage(choose, settings=Settings(path))
    chosen = Settings(path).get("speed", float, 0.0)
    assert chosen > 1
    run_on_stage(find_again, settings=Settings(path))


def test_wrong_choices_in_the_file_are_not_followed(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for name, value in (("theme", "nowhere"), ("screen", "../x"), ("speed", -5.0)):
        settings.put(name, value)

    async def play(stage: Stage) -> None:
        assert stage.app.current_mode == "overview"
        assert stage.session.clock().speed > 0

    run_on_stage(play, settings=settings)
