"""A mistake of ours: the terminal as it was, one sentence, a report that holds nobody's data."""

import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.worker import WorkerFailed
from tui_stage import Stage, run_on_stage
from tui_terminal import ENTERED, Terminal

from tui.crash import EXIT, keep_report, report
from tui.messages import CommandRefused

pytestmark = pytest.mark.long

SECRET = "249-7777777-1234567 山田花子"

CRASHING = f"""
import sys
from tui.cli import main
from tui.screens.overview import OverviewScreen
SECRET = {SECRET!r}

def fail(*_given):
    buyer = SECRET
    raise KeyError(buyer)

%s
sys.exit(main([]))
"""

PLACES = {
    "a timer": "OverviewScreen.poll = fail",
    "drawing": "from tui.widgets.drawn import Drawn; Drawn.render = fail; Drawn.render_line = fail",
    "the first line": "from tui.app import RenkeiApp; RenkeiApp.on_mount = fail",
    "the opening": "import scenarios.demo; scenarios.demo.open_demo = fail",
    "the end": "from tui.session import Session; Session.close = fail",
    "the style": "from tui.app import RenkeiApp; RenkeiApp.get_css_variables = fail",
}

ON_SCREEN = {"a timer", "drawing", "the opening", "the first line"}

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    terminals: list[Terminal] = []

    def open_terminal(*arguments: str) -> Terminal:
        terminals.append(Terminal(list(arguments), tmp_path))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


@pytest.mark.parametrize("place", PLACES)
def test_the_terminal_is_left_clean_with_a_sentence_a_report_and_code_70(
    place: str, start: Start, tmp_path: Path
) -> None:
    terminal = start("-c", CRASHING % PLACES[place])
    if place == "the end":
        terminal.until("注文")
        terminal.press("\x11")
    assert terminal.ended() == EXIT
    assert terminal.left_clean() or ENTERED not in terminal.output
    (written,) = tmp_path.glob("crash-*.txt")
    told = terminal.after()
    assert told.startswith("renkei: ")
    assert str(written) in told
    assert told.count("\n") == 1
    text = written.read_text(encoding="utf-8")
    assert "builtins.KeyError" in text
    assert "in fail" in text
    assert ("OpeningScreen" in text or "OverviewScreen" in text) is (place in ON_SCREEN)
    for private in ("249-", "7777", "山田", str(Path.home()), str(tmp_path)):
        assert private not in text
        if private != str(tmp_path):
            assert private not in told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_without_asking_and_clean(start: Start, number: signal.Signals) -> None:
    terminal = start("-m", "tui")
    terminal.until("注文")
    terminal.signal(number)
    assert terminal.ended() == 0
    assert terminal.left_clean()
    assert not terminal.after().strip()


def test_a_worker_that_fails_is_reported_and_the_dashboard_goes_on() -> None:
    async def play(stage: Stage) -> None:
        async def fail() -> None:
            raise KeyError(SECRET)

        with pytest.raises(WorkerFailed):
            await stage.frame.run_worker(fail(), exit_on_error=False).wait()
        await stage.pilot.pause()
        (told,) = stage.told()
        assert "KeyError" in told
        assert "249-" not in told
        assert not stage.posted(CommandRefused)
        reports.append(Path(told.rpartition(": ")[2]))

    reports: list[Path] = []
    run_on_stage(play)
    assert "in test_a_worker_that_fails" in reports[0].read_text(encoding="utf-8")


def test_a_failure_of_the_world_stops_its_clock_and_is_reported_once() -> None:
    async def play(stage: Stage) -> None:
        live = stage.session.live

        async def fail(_limit: datetime) -> bool:
            raise KeyError(SECRET)

        live._world.advance_once = fail  # type: ignore[attr-defined]
        await stage.press("space")
        while not live.state().error:
            await stage.settle()
        await stage.press("1", "2", "1")
        assert not live.state().running
        (told,) = [each for each in stage.told() if "crash-" in each]
        assert "249-" not in told + live.state().error

    run_on_stage(play)


def test_a_report_follows_causes_and_groups_and_quotes_none_of_them() -> None:
    def nested() -> None:
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            raise ExceptionGroup(SECRET, [KeyError(SECRET), OSError(SECRET)]) from error

    with pytest.raises(ExceptionGroup) as raised:
        nested()
    lines = list(report(raised.value, {"size": "80x24"}, ["show_mode"], datetime.now(UTC)))
    text = "\n".join(lines)
    for kind in ("ExceptionGroup", "ValueError", "KeyError", "OSError"):
        assert f"builtins.{kind}" in lines
    assert "show_mode" in text
    assert "249-" not in text
    assert "山田" not in text


def test_where_nothing_can_be_written_the_sentence_says_the_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RENKEI_STATE", str(tmp_path / "file" / "x"))
    monkeypatch.setattr("tui.crash.gettempdir", lambda: str(tmp_path / "file" / "y"))
    told = keep_report(_raised(), {}, ())
    assert "ValueError" in told
    assert "test_tui_crash.py" in told


def _raised() -> Exception:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_what_was_done_last_is_named_without_arguments() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "question_mark")
        assert list(stage.app.actions_done)[-2:] == ["show_mode", "show_keys"]
        assert "OrdersScreen" in stage.app.facts()["screens"]

    run_on_stage(play)
