"""What is wrong with a scenario file: where, what stands there, what could, the nearest name."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from scenarios.said import Said, Translate, say, together


class Place(NamedTuple):
    """A position in a file; both count from 1, columns in characters."""

    line: int
    column: int


class Mistake(NamedTuple):
    """One mistake; `wanted` says what could stand there, `nearest` is a name that was meant."""

    place: Place
    found: Said
    wanted: Said | None = None
    nearest: str = ""

    def text(self, path: str, translate: Translate = str) -> str:
        """`path:line:column: found wanted nearest`, one line."""
        parts = [self.found]
        if self.wanted:
            parts.append(self.wanted)
        if self.nearest:
            parts.append(say("「{name}」ではありませんか。", name=self.nearest))
        told = together(*parts).text(translate)
        return f"{path}:{self.place.line}:{self.place.column}: {told}"


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
    found = get_close_matches(name.casefold()[:80], by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def listed(names: Iterable[str], limit: int = 24) -> str:
    """Names for a sentence, in their own order."""
    shown = list(names)
    more = " …" if len(shown) > limit else ""
    return ", ".join(shown[:limit]) + more
