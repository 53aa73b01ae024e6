"""The repository's own files, for the tests of the house."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "simulator", "scenarios", "tui")
FOLDERS = (*PACKAGES, "tests")


class Function(NamedTuple):
    """A function where it stands, with its length in lines."""

    where: str
    lines: int


def python_files() -> list[Path]:
    """Every Python file of the packages and of the tests."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def tracked_files() -> list[Path]:
    """Every file that git knows; in an unpacked source archive, every file of the project."""
    if not (ROOT / ".git").exists():
        return [path for folder in (*FOLDERS, "docs") for path in kept_in(ROOT / folder)]
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def kept_in(folder: Path) -> Iterator[Path]:
    """The files below `folder` that are not made by running something."""
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def shown(path: Path) -> str:
    """A path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    """The number of lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions_of(path: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones included."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{shown(path)}:{node.lineno} {node.name}", lines)
