"""The house's walls: who may import whom, by contract and by looking at a real interpreter."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from house_sources import PACKAGES, ROOT, python_files, shown

SLOW = ("textual", "rich", "starlette", "uvicorn", "httpx", "sqlite_utils", "faker", "ruamel")


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after `statement`."""
    program = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


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
