"""Scenario files as pytest collects them, in a checkout and wherever renkei is installed.

Each case under each policy is a test; its id, tags and rules are words for `-k`, and a case tagged
`long` carries the marker of that name. Selection, xdist and JUnit are pytest's own. Unasked only
files named `….renkei.yaml` are taken, so that no other project's YAML is.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scenarios.turns import Turn

SUFFIXES = (".yaml", ".yml")
PATTERNS = [f"*.renkei{suffix}" for suffix in SUFFIXES]


def pytest_addoption(parser: pytest.Parser) -> None:
    """What is collected besides files whose name says it."""
    parser.addini("renkei_files", "patterns of scenario files", type="args", default=PATTERNS)
    parser.getgroup("renkei").addoption(
        "--renkei", action="store_true", help="collect every YAML file that is a renkei scenario"
    )


def pytest_configure(config: pytest.Config) -> None:
    """The one marker that is used here."""
    config.addinivalue_line("markers", "long: minutes rather than seconds")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """Take files by their name, with `--renkei` by their beginning."""
    if file_path.suffix not in SUFFIXES:
        return None
    if parent.config.getoption("renkei"):
        return collected(file_path, parent)
    patterns: list[str] = parent.config.getini("renkei_files")
    if any(file_path.match(pattern) for pattern in patterns):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


def collected(path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """The file at `path` if it begins like a scenario; `_…` are for `include`."""
    if path.suffix in SUFFIXES and not path.name.startswith("_") and _looks_like_one(path):
        return ScenarioFile.from_parent(parent, path=path)
    return None


def _looks_like_one(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(4_096)
    return head.startswith(b"id:") or b"\nid:" in head


class ScenarioFile(pytest.File):
    """One file with its cases. A file that cannot be read is an error of collection."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """A test for each case under each policy."""
        from core.domain.cleaning import clean
        from scenarios.language.loader import load_all
        from scenarios.turns import Turn

        told_path = clean(os.path.relpath(self.path, self.config.invocation_params.dir))
        for loaded in load_all(self.path, told_path):
            for policy in loaded.case.policies:
                turn = Turn(loaded, policy)
                yield ScenarioItem.from_parent(self, name=f"{loaded.case.id}-{policy}", turn=turn)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """The mistakes of the file instead of a trace."""
        from scenarios.language.mistakes import WrongFile

        if isinstance(excinfo.value, WrongFile):
            return "\n".join(excinfo.value.lines())
        return str(super().repr_failure(excinfo))


class Wrong(Exception):
    """A turn that did not pass; `told` is the report."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class ScenarioItem(pytest.Item):
    """One case under one policy."""

    def __init__(self, *, turn: "Turn", **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.turn = turn
        case = turn.loaded.case
        self.extra_keyword_matches.update((*case.tags, *case.rules))
        if "long" in case.tags:
            self.add_marker(pytest.mark.long)

    def runtest(self) -> None:
        """Play it. Raises Wrong."""
        from scenarios.reports.told import again, told_failure
        from scenarios.turns import Rules, play_turn

        result = asyncio.run(play_turn(self.turn, Rules()))
        if not result.passed:
            raise Wrong(f"{told_failure(result)}\n{again(result)}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        """The report instead of a trace."""
        if isinstance(excinfo.value, Wrong):
            return excinfo.value.told
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands and what it is called."""
        return self.path, None, self.turn.name
