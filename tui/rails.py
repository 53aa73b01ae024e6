"""Lines from cause to effect between two lanes, drawn as box characters: pure, row by row.

Each cause has one track, a vertical line in the middle; causes whose spans overlap get tracks of
their own. What finds no track is left undrawn and is named in words instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TRACKS_MAX = 5

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_BOXES = {
    0: " ",
    _UP: "│",
    _DOWN: "│",
    _LEFT: "─",
    _RIGHT: "─",
    _UP | _DOWN: "│",
    _LEFT | _RIGHT: "─",
    _DOWN | _RIGHT: "┌",
    _DOWN | _LEFT: "┐",
    _UP | _RIGHT: "└",
    _UP | _LEFT: "┘",
    _UP | _DOWN | _RIGHT: "├",
    _UP | _DOWN | _LEFT: "┤",
    _DOWN | _LEFT | _RIGHT: "┬",
    _UP | _LEFT | _RIGHT: "┴",
    _UP | _DOWN | _LEFT | _RIGHT: "┼",
}
TO_LEFT, TO_RIGHT = "◂", "▸"


@dataclass(frozen=True)
class Stop:
    """One event on the rail: on which side it stands, and which stop it came from."""

    left: bool
    cause: int | None
    """Index of the causing stop."""


@dataclass(frozen=True)
class Rail:
    """The drawn middle: `rows[i]` for stop i, `between[i]` for further lines below it."""

    rows: tuple[str, ...]
    between: tuple[str, ...]
    undrawn: frozenset[int]
    """Effects whose line found no track."""

    @property
    def width(self) -> int:
        """Cells of every row."""
        return len(self.rows[0]) if self.rows else 0


def draw_rail(stops: Sequence[Stop]) -> Rail:
    """Draw every cause with its effects."""
    effects: dict[int, list[int]] = {}
    for index, stop in enumerate(stops):
        if stop.cause is not None:
            effects.setdefault(stop.cause, []).append(index)
    tracks = _tracks({cause: [cause, *found] for cause, found in effects.items()})
    width = max(tracks.values(), default=-1) + 3
    canvas = _Canvas(len(stops), width)
    undrawn: set[int] = set()
    for cause, found in sorted(effects.items()):
        if cause not in tracks:
            undrawn.update(found)
            continue
        canvas.thread(tracks[cause] + 1, cause, found, stops)
    return canvas.rail(frozenset(undrawn))


def _tracks(spans: dict[int, list[int]]) -> dict[int, int]:
    """A track per cause such that no two spans on one track touch."""
    busy_until = [-1] * TRACKS_MAX
    tracks: dict[int, int] = {}
    for cause, rows in sorted(spans.items(), key=lambda item: min(item[1])):
        for track, until in enumerate(busy_until):
            if until < min(rows):
                tracks[cause] = track
                busy_until[track] = max(rows)
                break
    return tracks


class _Canvas:
    """Directions that leave each cell, and arrow heads on top."""

    def __init__(self, rows: int, width: int) -> None:
        self._cells = [[0] * width for _ in range(rows)]
        self._heads: dict[tuple[int, int], str] = {}
        self._width = width

    def thread(self, x: int, cause: int, effects: Sequence[int], stops: Sequence[Stop]) -> None:
        """One vertical line at `x`, an arm to the cause and an arrow to each effect."""
        top, bottom = min(cause, *effects), max(cause, *effects)
        for y in range(top, bottom + 1):
            self._cells[y][x] |= (_UP if y > top else 0) | (_DOWN if y < bottom else 0)
        for y in (cause, *effects):
            self._arm(y, x, left=stops[y].left)
        for y in effects:
            left = stops[y].left
            self._heads[(y, 0 if left else self._width - 1)] = TO_LEFT if left else TO_RIGHT

    def _arm(self, y: int, x: int, *, left: bool) -> None:
        self._cells[y][x] |= _LEFT if left else _RIGHT
        for cell in range(x) if left else range(x + 1, self._width):
            self._cells[y][cell] |= _LEFT | _RIGHT

    def rail(self, undrawn: frozenset[int]) -> Rail:
        """The characters."""
        rows = tuple(
            "".join(self._heads.get((y, x), _BOXES[cell]) for x, cell in enumerate(row))
            for y, row in enumerate(self._cells)
        )
        between = tuple(
            "".join("│" if cell & _DOWN else " " for cell in row) for row in self._cells
        )
        return Rail(rows, between, undrawn)
