"""Columns of a table: which of them fit a width, and how wide each becomes."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

import msgspec

from tui.ink import Ink

Row = TypeVar("Row")

GAP = 1
"""Empty cells between two columns."""


class Column(msgspec.Struct, Generic[Row], frozen=True):
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
    likes: int = 0
    """Cells that it should have before columns of higher rank come in."""
    right: bool = False


Laid: TypeAlias = tuple[tuple[Column[Row], int], ...]
"""Columns with their final widths."""


def lay_out(columns: Sequence[Column[Row]], width: int) -> Laid[Row]:
    """The columns that fit `width` cells, in their order, each with its final width.

    A column comes in once those of lower rank have the width that they like. The lowest rank is
    kept even where it does not fit; it is then cut.
    """
    lowest = min(column.rank for column in columns)
    chosen: set[str] = set()
    for rank in sorted({column.rank for column in columns}):
        left = (
            width
            + GAP
            - sum(
                max(column.width, column.likes) + GAP for column in columns if column.id in chosen
            )
        )
        for column in columns:
            if column.rank == rank and (rank == lowest or column.width + GAP <= left):
                chosen.add(column.id)
                left -= column.width + GAP
    return _share([column for column in columns if column.id in chosen], width)


def _share(columns: Sequence[Column[Row]], width: int) -> Laid[Row]:
    """Give what is left over to the columns that grow."""
    left = width + GAP - sum(column.width + GAP for column in columns)
    shares = sum(column.grow for column in columns)
    return tuple(
        (column, column.width + (max(0, left) * column.grow // shares if shares else 0))
        for column in columns
    )
