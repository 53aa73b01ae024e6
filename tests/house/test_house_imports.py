"""The house's walls: who may import whom, by contract and by looking at a real interpreter."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_sources import PACKAGES, ROOT, python_files, shown

from core import Books

SLOW = ("textual", "rich", "starlette", "uvicorn", "httpx", "sqlite_utils", "faker", "ruamel")


FIRST_ROW = """
import asyncio, pathlib, sys
import tui.cli
from tui import cli_table
cli_table.COMMANDS["shop"].load()
from core.amazon.guard import Guard
from tui.app import RenkeiApp
from tui.headless.engine_run import EngineWish
from tui.linked_shop import LinkedShop
from tui.opening import Opened
from tui.widgets.paged_table import PagedTable

async def run():
    wish = EngineWish(pathlib.Path(sys.argv[1]), None, None, None, Guard())
    app = RenkeiApp(Opened(LinkedShop.open(wish, offline=True)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.screen.query_one("#newest", PagedTable).is_mounted
    app.close_session()

asyncio.run(run())
"""
"""The way of `renkei shop --offline` to its first screen."""

NOT_YET = {
    "tui.dialogs",
    "tui.errands",
    "tui.headless.orders",
    "tui.headless.sync",
    "tui.help_panel",
    "tui.palette",
    "tui.screens.opening",
    "tui.screens.orders",
    "tui.widgets.live_bar",
    "core.account",
    "core.credentials",
    "core.csv",
    "core.sync.engine",
    "core.finder",
    "cryptography",
    "dateutil",
    "faker",
    "httpx",
    "keyring",
    "scenarios",
    "simulator",
    "sqlite_utils",
}
"""What nobody needs who only looks at the first screen of books that are up to date."""

NEW_MODULES_AT_MOST = 200
"""What the first screen loads beyond Textual itself; each costs a third of a millisecond."""


def modules_after(statement: str, *arguments: str) -> set[str]:
    """The modules that a fresh interpreter holds after `statement`."""
    program = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after `statement`."""
    return {name.partition(".")[0] for name in modules_after(statement)}


def test_r28_nothing_of_ours_can_send_mail() -> None:
    """R28: Amazon writes to the buyer; not one module knows how to."""
    knows = [shown(path) for path in python_files() if "smtplib" in path.read_text("utf-8")]
    assert knows == [shown(Path(__file__))]


def test_import_contracts_hold() -> None:
    """The contracts of pyproject.toml: layers, tui never simulator, pure decisions."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        ("import core", {"simulator", "scenarios", "tui", *SLOW}),
        ("import core.errors, core.domain.labels", {"simulator", "scenarios", "tui", *SLOW}),
        ("import simulator", {"core", "scenarios", "tui", *SLOW}),
        ("import scenarios", {"tui", *SLOW}),
        ("import scenarios.bench.registry", {"tui", "simulator", *SLOW}),
        ("import tui.cli", {"simulator", "scenarios", *SLOW}),
    ],
)
def test_importing_loads_only_what_is_needed(statement: str, forbidden: set[str]) -> None:
    """design.md: importing core loads neither Textual, Starlette nor uvicorn; starts stay quick."""
    assert loaded_by(statement) & forbidden == set()


def test_the_first_screen_loads_only_what_it_shows(tmp_path: Path) -> None:
    """Issue 6: the first data row is there soon after a bare Textual app would be."""
    Books.open(tmp_path / "books.db").close()
    bare = modules_after("import textual.app, textual.widgets; textual.widgets.Static")
    loaded = modules_after(FIRST_ROW, str(tmp_path / "books.db"))
    early = {name for name in loaded if any(f"{name}.".startswith(f"{late}.") for late in NOT_YET)}
    assert early == set()
    assert len(loaded - bare) <= NEW_MODULES_AT_MOST, sorted(loaded - bare)


def imported_at_runtime(package: str) -> Iterator[tuple[str, str]]:
    for path in python_files():
        if shown(path).startswith(f"{package}/"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from ((shown(path), alias.name) for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield shown(path), node.module


@pytest.mark.parametrize(
    ("package", "strangers"),
    [
        ("core", {"simulator", "scenarios", "tui"}),
        ("simulator", {"core", "scenarios", "tui"}),
        ("scenarios", {"tui"}),
        ("tui", {"simulator"}),
    ],
)
def test_no_import_statement_crosses_a_wall(package: str, strangers: set[str]) -> None:
    """Statements inside functions and under TYPE_CHECKING count too."""
    crossing = [
        f"{where} imports {module}"
        for where, module in imported_at_runtime(package)
        if module.partition(".")[0] in strangers
    ]
    assert crossing == []


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_are_complete_and_sorted(package: str) -> None:
    """Where a module declares `__all__`, it is sorted, without doubles, and every name exists."""
    program = (
        "import importlib, json, sys\n"
        "module = importlib.import_module(sys.argv[1])\n"
        "names = list(getattr(module, '__all__', []))\n"
        "print(json.dumps([names, [n for n in names if not hasattr(module, n)]]))"
    )
    for path in python_files():
        if not shown(path).startswith(f"{package}/") or "__all__" not in path.read_text("utf-8"):
            continue
        module = shown(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        done = subprocess.run(
            [sys.executable, "-c", program, module], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        names, missing = json.loads(done.stdout.splitlines()[-1])
        assert missing == [], module
        assert names == sorted(set(names)), module
