"""A terminal that goes away ends what runs in it, told by a signal or not, whatever it is at.

A window that is closed, a killed tmux server, a line that breaks: the other end of the
pseudo-terminal is closed, reading gives the end and writing an error.
"""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tui_terminal import ENTERED, Terminal

Start = Callable[..., Terminal]

AT_WORK = {
    "a form asks": "2g",
    "a search is typed": "2/25",
    "the world plays": "]]] ",
    "a long way is gone": "g+900d\r",
    "leaving is asked": "g+900d\rq",
    "a file is written": "2E\r",
    "a case plays": "6\re",
    "the palette is open": "\x10",
}


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.chdir(tmp_path)
    terminals: list[Terminal] = []

    def open_terminal(*arguments: str, leads: bool) -> Terminal:
        terminals.append(Terminal(list(arguments), tmp_path, leads=leads))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


@pytest.mark.parametrize("told", [False, True], ids=["no signal", "SIGHUP"])
def test_the_dashboard_ends_with_its_terminal(start: Start, told: bool) -> None:
    terminal = start("-m", "tui", leads=told)
    terminal.until("注文")
    assert terminal.hang_up() == 0


@pytest.mark.long
@pytest.mark.parametrize("told", [False, True], ids=["no signal", "SIGHUP"])
@pytest.mark.parametrize("doing", AT_WORK)
def test_whatever_it_is_at(start: Start, doing: str, told: bool) -> None:
    terminal = start("-m", "tui", leads=told)
    terminal.until("注文")
    terminal.press(AT_WORK[doing])
    terminal.until_silent()
    assert terminal.hang_up() == 0


@pytest.mark.long
@pytest.mark.parametrize("told", [False, True], ids=["no signal", "SIGHUP"])
def test_while_the_world_is_being_opened(start: Start, told: bool) -> None:
    terminal = start("-m", "tui", leads=told)
    terminal.until(ENTERED.decode())
    assert terminal.hang_up() in (0, -signal.SIGHUP)


@pytest.mark.long
def test_where_nobody_read_what_was_shown_any_more(start: Start) -> None:
    """What is drawn waits for a reader, and then there is none at all."""
    terminal = start("-m", "tui", leads=False)
    terminal.until("注文")
    terminal.press("]]]] " + "23456717" * 20)
    assert terminal.hang_up() == 0


@pytest.mark.parametrize("told", [False, True], ids=["no signal", "SIGHUP"])
def test_the_prompt_of_a_world_ends_too(start: Start, told: bool) -> None:
    terminal = start("-m", "tui", "world", leads=told)
    terminal.until("> ")
    assert terminal.hang_up() in (0, 1, -signal.SIGHUP)
