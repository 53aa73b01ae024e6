"""renkei.toml: followed where it is right, and told whole and by line where it is wrong."""

import re
import tomllib
from pathlib import Path

import pytest
from tui_stage import Stage, run_on_stage

from tui.cli import main
from tui.config import Config, ConfigWrong, language_of, own_config, read_config
from tui.keyboard import all_keys, clashes, read_key, written_key
from tui.keys import choose_keys, in_keys
from tui.messages import CommandRefused


def _wrong(folder: Path, text: str) -> list[str]:
    path = folder / "renkei.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigWrong) as wrong:
        read_config(path)
    return [line.removeprefix(str(path)) for line in wrong.value.lines()]


def _right(folder: Path, text: str) -> Config:
    path = folder / "renkei.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def test_everything_it_can_say(tmp_path: Path) -> None:
    config = _right(
        tmp_path,
        'language = "en"\ntheme = "renkei-light"\nspeed = 60\n'
        '[keys]\norders.search = "?"\n"app.keys" = "f4"\ntable.up = ["up", "^", "ctrl+t"]\n',
    )
    assert config == Config(
        "en",
        "renkei-light",
        60.0,
        {
            "orders.search": "question_mark",
            "app.keys": "f4",
            "table.up": "up,circumflex_accent,ctrl+t",
        },
    )


def test_all_mistakes_at_once_each_with_line_name_and_the_nearest(tmp_path: Path) -> None:
    told = _wrong(
        tmp_path,
        'language = "jp"\n'
        'thme = "x"\n'
        "speed = -1\n"
        "\n"
        "[keys]\n"
        'order.shpi = "x"\n'
        'order.ship = "pagedwn"\n'
        'app.quit_always = "x"\n'
        "clock.go = 5\n"
        "clock.step = 'ctrl+q'\n",
    )
    assert [line.split(" ")[0] for line in told] == [
        ":1:",
        ":2:",
        ":3:",
        ":6:",
        ":7:",
        ":8:",
        ":9:",
        ":10:",
    ]
    for line, words in zip(
        told,
        ("ja、en", "theme", "1000000", "order.ship", "pagedown", "変えられません", "5", "ctrl+q"),
        strict=True,
    ):
        assert words in line


@pytest.mark.parametrize(
    ("text", "at"),
    [("theme = ", 1), ("\n\nx x", 3), ("a = 1\na = 2", 2), ("[" * 5_000, 1)],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str, at: int) -> None:
    (told,) = _wrong(tmp_path, text)
    assert told.startswith(f":{at}:")


def test_a_file_of_other_bytes_or_none_at_all_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "renkei.toml"
    path.write_bytes(b'theme = "\xff"')
    with pytest.raises(ConfigWrong):
        read_config(path)
    with pytest.raises(ConfigWrong):
        read_config(tmp_path / "nowhere.toml")
    assert language_of(path) is None


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    for line in _wrong(tmp_path, 'theme = "\\u001b[31m"\n"\\u001b]0;x\\u0007" = 1\n'):
        assert "\x1b" not in line
        assert "\x07" not in line


@pytest.mark.parametrize(
    ("keys", "other"),
    [
        ('orders.search = "f"', "orders.filter"),
        ('orders.search = "up"', "table.up"),
        ('order.ship = "q"', "app.quit"),
        ('app.keys = "s"', "order.ship"),
        ('clock.go = "x"\nproblem.next = "x"', "problem.next"),
    ],
    ids=["screen", "widget", "application", "below", "both moved"],
)
def test_one_key_for_two_things_is_refused(tmp_path: Path, keys: str, other: str) -> None:
    told = "\n".join(_wrong(tmp_path, f"[keys]\n{keys}\n"))
    assert other in told


def test_keys_may_change_places(tmp_path: Path) -> None:
    config = _right(tmp_path, '[keys]\norders.search = "f"\norders.filter = "/"\n')
    assert config.keys == {"orders.search": "f", "orders.filter": "slash"}


def test_the_keys_as_they_come_do_not_clash() -> None:
    assert not list(clashes({}))


def test_no_name_is_the_beginning_of_another() -> None:
    """TOML could not hold both."""
    names = list(all_keys())
    assert not [one for one in names for other in names if other.startswith(f"{one}.")]


def test_every_key_can_be_written_and_read_again() -> None:
    for declared in all_keys().values():
        for key in declared.keys:
            assert read_key(written_key(key)) == key, key


def test_a_moved_key_works_is_shown_and_is_named_in_sentences() -> None:
    moved = Config(keys={"order.ship": "x", "screen.orders": "f6"})

    async def play(stage: Stage) -> None:
        await stage.press("2")
        assert stage.app.current_mode == "overview"
        assert " F6注文" in stage.text()
        await stage.press("f6")
        assert stage.app.current_mode == "orders"
        stage.frame.table.point_at(stage.find().order_id)  # type: ignore[attr-defined]
        await stage.settle()
        assert "x 配送完了" in stage.footer()
        assert in_keys("{order.ship} と {order.cancel}") == "x と c"
        await stage.press("question_mark")
        assert "x            配送完了" in stage.text()
        await stage.press("escape", "x")
        assert "追跡番号" in stage.text()
        await stage.press("escape")
        assert not stage.posted(CommandRefused)

    run_on_stage(play, size=(120, 40), config=moved)
    choose_keys({})


def test_the_file_counts_for_more_than_what_was_remembered() -> None:
    async def play(stage: Stage) -> None:
        assert stage.app.theme == "renkei-plain"
        assert stage.session.clock().speed == 300.0

    run_on_stage(play, config=Config(theme="renkei-plain", speed=300.0))


def test_config_prints_a_file_that_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "renkei.toml"
    path.write_text('speed = 60\n[keys]\ntable.up = ["k", "ctrl+k"]\norders.filter = "\\""\n')
    assert main(["config", "--config", str(path)]) == 0
    printed = capsys.readouterr().out
    again = tmp_path / "again.toml"
    again.write_text(printed, encoding="utf-8")
    assert read_config(again) == read_config(path)
    everything = tomllib.loads(re.sub(r"(?m)^# (?=[a-z_.]+ = )", "", printed))
    known = {name for name, declared in all_keys().items() if not declared.fixed}
    assert {f"{a}.{b}" for a, table in everything["keys"].items() for b in table} == known


def test_check_tells_what_is_wrong_and_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "renkei.toml"
    path.write_text('theme = "renkei-drak"\nspeed = true\n')
    assert main(["config", "--check", "--config", str(path)]) == 2
    told = capsys.readouterr()
    assert "renkei-dark" in told.err
    assert told.err.count("\n") == 3
    assert not told.out
    path.write_text('theme = "renkei-dark"\n')
    assert main(["--config", str(path), "config", "--check"]) == 0


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('language = "en"')
    monkeypatch.setenv("RENKEI_CONFIG", str(path))
    assert own_config() == path
    assert own_config(tmp_path / "other.toml") == tmp_path / "other.toml"
    assert language_of(own_config()) == "en"
