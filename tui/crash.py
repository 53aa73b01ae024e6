"""What is left of an unexpected error: a report for the developers that holds nobody's data.

It says of which kind the error was and at which lines of code, what the program ran on, and which
actions came last, by name. It holds no texts of errors, no variables and no arguments: any of
these may quote an order or a buyer.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from traceback import walk_tb

from tui.settings import state_folder, write_whole
from tui.words import _

EXIT = 70
"""Exit code of a program that ended because of a mistake of ours (sysexits EX_SOFTWARE)."""

LIBRARIES = ("renkei", "textual", "rich", "httpx", "sqlite-utils", "msgspec")
TERMINAL = ("TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM", "LC_ALL", "LANG")
HOUSE = ("tui", "core", "scenarios", "simulator")
CHAIN_MAX = 8


def keep_report(error: BaseException, facts: Mapping[str, str], actions: Iterable[str]) -> str:
    """Write the report; gives one sentence for the reader with its path."""
    now = datetime.now(UTC)
    text = "\n".join(report(error, facts, actions, now)) + "\n"
    name = f"crash-{now:%Y%m%dT%H%M%S%f}.txt"
    for folder in (state_folder(), Path(gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, text.encode("utf-8", "backslashreplace"))
        except OSError:
            continue
        return _(
            "renkeiの不具合です（{kind}）。報告を書きました。個人情報は入っていません: {path}"
        ).format(kind=type(error).__name__, path=folder / name)
    return _("renkeiの不具合です（{kind}、{place}）。開発者に知らせてください。").format(
        kind=type(error).__name__, place=next(iter(_places(error)), "-")
    )


def report(
    error: BaseException, facts: Mapping[str, str], actions: Iterable[str], now: datetime
) -> Iterator[str]:
    """The lines of the report; `facts` and `actions` must be names of ours."""
    import platform

    yield "renkei crash report"
    yield "No texts of errors, no variables, no order numbers, no names."
    yield ""
    yield f"at        {now:%Y-%m-%dT%H:%M:%SZ}"
    yield f"python    {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield f"versions  {', '.join(f'{name} {_version(name)}' for name in LIBRARIES)}"
    yield f"terminal  {' '.join(_terminal())}"
    for name, value in facts.items():
        yield f"{name:<9} {value}"
    yield f"actions   {' '.join(actions) or '-'}"
    for each in _chain(error):
        yield ""
        yield f"{type(each).__module__}.{type(each).__qualname__}"
        yield from (f"  {place}" for place in reversed(list(_places(each))))


def _chain(error: BaseException) -> list[BaseException]:
    """The error, then what it came from, then the members of a group."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting and len(found) < CHAIN_MAX:
        each = waiting.pop(0)
        if each is None or each in found:
            continue
        found.append(each)
        waiting.append(each.__cause__ or each.__context__)
        if isinstance(each, BaseExceptionGroup):
            waiting.extend(each.exceptions)
    return found


def _places(error: BaseException) -> Iterator[str]:
    """`file:line in function`, the innermost first; files without the folders of this machine."""
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        yield f"{_file(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"


def _file(name: str) -> str:
    parts = Path(name).parts
    for start in ("site-packages", f"python{sys.version_info[0]}.{sys.version_info[1]}"):
        if start in parts:
            return "/".join(parts[parts.index(start) + 1 :])
    for start in HOUSE:
        if start in parts:
            return "/".join(parts[parts.index(start) :])
    return parts[-1] if parts else "?"


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def _terminal() -> Iterator[str]:
    for name in TERMINAL:
        if value := os.environ.get(name):
            yield f"{name}={ascii(value)[1:-1][:60]}"
    yield from (name for name in ("TMUX", "STY", "SSH_TTY") if name in os.environ)
