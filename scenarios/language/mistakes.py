"""What is wrong with a scenario file: where, what stands there, what could, the nearest name."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from typing import NamedTuple

from scenarios.said import Said, Translate, say, together


class Place(NamedTuple):
    """A position in a file; both count from 1, columns in characters.

    `file` is given for one that was included.
    """

    line: int
    column: int
    file: str = ""


class Mistake(NamedTuple):
    """One mistake; `wanted` says what could stand there, `nearest` is a name that was meant."""

    place: Place
    found: Said
    wanted: Said | None = None
    nearest: str = ""

    @property
    def said(self) -> Said:
        """Found, wanted, nearest."""
        parts = [self.found]
        if self.wanted:
            parts.append(self.wanted)
        if self.nearest:
            parts.append(say("「{name}」ではありませんか。", name=self.nearest))
        return together(*parts)

    def text(self, path: str, translate: Translate = str) -> str:
        """`path:line:column: found wanted nearest`, one line."""
        line, column, file = self.place
        return f"{file or path}:{line}:{column}: {self.said.text(translate)}"


class WrongFile(Exception):
    """A file that cannot be played; `mistakes` are all that were found, in the file's order."""

    def __init__(self, path: str, mistakes: Iterable[Mistake]) -> None:
        self.path = path
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.place))
        super().__init__("\n".join(self.lines()))

    def lines(self, translate: Translate = str) -> list[str]:
        """One line a mistake."""
        return [mistake.text(self.path, translate) for mistake in self.mistakes]


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that `name` was probably meant to be, empty if none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    meant = name.casefold()[:80]
    found = get_close_matches(meant, by_folded, n=3, cutoff=0.6)
    likeness = {one: SequenceMatcher(None, one, meant).ratio() for one in found}
    equally = [one for one in found if likeness[one] == likeness[found[0]]]
    # Of two that are as near, people get the beginning right.
    best = max(equally, key=lambda one: _same_beginning(one, meant), default="")
    return by_folded.get(best, "")


def _same_beginning(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def listed(names: Iterable[str], limit: int = 24) -> str:
    """Names for a sentence, in their own order."""
    shown = list(names)
    more = " …" if len(shown) > limit else ""
    return ", ".join(shown[:limit]) + more
