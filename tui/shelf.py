"""The cases that can be played, the library's and a person's own, and what came of them."""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.words import _

if TYPE_CHECKING:
    from core.domain.labels import Policy
    from scenarios.language.definition import Case
    from scenarios.language.loader import Loaded
    from scenarios.language.mistakes import WrongFile
    from scenarios.turns import Turn, TurnResult


@dataclass(frozen=True)
class CaseFile:
    """A case, or the sentences that say why its file cannot be read; `words` are searched."""

    name: str
    loaded: "Loaded | None"
    mistake: str = ""
    words: str = field(default="", repr=False)
    own: bool = False
    """Whether a person brought it; a case of the library may have the same id."""

    @property
    def case(self) -> "Case | None":
        """The case, where its file can be read."""
        return self.loaded.case if self.loaded else None

    @property
    def key(self) -> str:
        """What it is found again by."""
        return f"{self.path}#{self.name}" if self.own else self.name

    @property
    def path(self) -> str:
        """The file, as a person would type it."""
        return self.loaded.path if self.loaded else self.name


@cache
def read_library() -> tuple[CaseFile, ...]:
    """Every case that comes with renkei; read once, which takes as long as drawing a screen."""
    from scenarios.language.loader import load_all
    from scenarios.language.mistakes import WrongFile
    from scenarios.library_files import library_file, library_names

    found: list[CaseFile] = []
    for name in library_names():
        file = library_file(name)
        if file is None:
            continue
        try:
            found += map(_case_file, load_all(file, f"library/{file.name}"))
        except WrongFile as wrong:
            found.append(_wrong_file(wrong))
    return tuple(found)


def read_files(path: Path) -> tuple[CaseFile, ...]:
    """The cases of a person's own file or folder, a case for each row of examples."""
    from scenarios.gather import gather

    gathered = gather([path])
    found = (*map(_case_file, gathered.cases), *map(_wrong_file, gathered.wrong))
    return tuple(replace(file, own=True) for file in found)


def own_case(loaded: "Loaded") -> CaseFile:
    """A person's own case that was read already."""
    return replace(_case_file(loaded), own=True)


def _case_file(loaded: "Loaded") -> CaseFile:
    return CaseFile(loaded.case.id, loaded, words=_words(loaded.case))


def _wrong_file(wrong: "WrongFile") -> CaseFile:
    return CaseFile(wrong.path, None, "\n".join(wrong.lines(_)))


def _words(case: "Case") -> str:
    """Id, title, story, tags, rules, and everything that is expected."""
    from scenarios.language.expectations import Expect

    expected = (
        msgspec.json.encode(step.do).decode() for step in case.steps if isinstance(step.do, Expect)
    )
    told = (case.id, case.title, case.story, *case.tags, *case.rules, *expected)
    return " ".join(told).casefold()


class Shelf(NamedTuple):
    """A row of the list: a case, what came of it under each policy, and where it plays now."""

    file: CaseFile
    results: "dict[Policy, TurnResult]"
    waiting: "frozenset[Policy]" = frozenset()

    def matches(self, wanted: str) -> bool:
        """Whether every word of `wanted` occurs in it."""
        here = f"{self.file.name.casefold()} {self.file.words}"
        return all(word in here for word in wanted.casefold().split())

    @property
    def wrong(self) -> bool:
        """Whether somebody has to look at it."""
        return self.file.case is None or any(not one.passed for one in self.results.values())


TurnKey = tuple[str, str, "Policy"]


def turn_key(turn: "Turn") -> TurnKey:
    """What a turn is found again by: file, id, policy."""
    return turn.loaded.path, turn.loaded.case.id, turn.policy


class Results:
    """What came of each case under each policy when it was played last in this session."""

    def __init__(self) -> None:
        self._kept: dict[TurnKey, TurnResult] = {}

    def keep(self, result: "TurnResult") -> None:
        """Remember `result` in the place of the one before."""
        self._kept[turn_key(result.turn)] = result

    def of(self, loaded: "Loaded | None") -> "dict[Policy, TurnResult]":
        """The last results of a case."""
        if loaded is None:
            return {}
        keys = {policy: (loaded.path, loaded.case.id, policy) for policy in loaded.case.policies}
        return {policy: self._kept[key] for policy, key in keys.items() if key in self._kept}
