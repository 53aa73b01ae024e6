"""Scenario files as pytest collects them: `pytest scenarios/`, or `-p scenarios.pytest_plugin`.

Each case under each policy is a test; its id, tags and rules are words for `-k`, and a case tagged
`long` carries the marker of that name. Selection, xdist and JUnit are pytest's own.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scenarios.turns import Turn

SUFFIXES = (".yaml", ".yml")


def pytest_configure(config: pytest.Config) -> None:
    """The one marker that is used here."""
    config.addinivalue_line("markers", "long: minutes rather than seconds")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """Take YAML files that begin like a scenario; `_…` are for `include`."""
    if file_path.suffix not in SUFFIXES or file_path.name.startswith("_"):
        return None
    if not _looks_like_one(file_path):
        return None
    return ScenarioFile.from_parent(parent, path=file_path)


def _looks_like_one(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(4_096)
    return head.startswith(b"id:") or b"\nid:" in head


class ScenarioFile(pytest.File):
    """One file with its cases. A file that cannot be read is an error of collection."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """A test for each case under each policy."""
        from scenarios.language.loader import load_all
        from scenarios.turns import Turn

        for loaded in load_all(self.path, str(self.path)):
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
        self.user_properties += [("rule", rule) for rule in case.rules]

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
