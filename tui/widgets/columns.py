"""Columns of a table: which of them fit a width, and how wide each becomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tui.ink import Ink

Row = TypeVar("Row")

GAP = 1
"""Empty cells between two columns."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column; `title` is a message id or a label of the manual."""

    id: str
    title: str
    width: int
    """Cells that it needs at least."""
    cell: Callable[[Row], Ink]
    rank: int = 0
    """Columns of a higher rank go first when the width is short."""
    grow: int = 0
    """Share of the width that is left over."""
    right: bool = False


def lay_out(columns: Sequence[Column[Row]], width: int) -> tuple[tuple[Column[Row], int], ...]:
    """The columns that fit `width` cells, in their order, each with its final width.

    The lowest rank is kept even where it does not fit; it is then cut.
    """
    lowest = min(column.rank for column in columns)
    chosen: set[str] = set()
    left = width + GAP
    for column in sorted(columns, key=lambda column: column.rank):
        if column.rank == lowest or column.width + GAP <= left:
            chosen.add(column.id)
            left -= column.width + GAP
    kept = [column for column in columns if column.id in chosen]
    shares = sum(column.grow for column in kept)
    widths = []
    for column in kept:
        extra = max(0, left) * column.grow // shares if shares else 0
        widths.append((column, column.width + extra))
    return tuple(widths)
