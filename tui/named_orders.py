"""The script's names of orders beside Amazon's numbers, in the worlds where a script is played."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tui.ink import Ink
from tui.widgets.columns import Column, Row
from tui.words import N_

if TYPE_CHECKING:
    from tui.session import Session

NameOf = Callable[[str], str]
"""The name of an order given by its number, empty where it has none."""

_ABOUT_ORDERS = ("order", "subject")
"""Columns whose cells are the numbers of orders."""
_NAME_CELLS = 10


def named(order_id: str, name_of: NameOf) -> str:
    """An order as its script and Amazon call it: `tanaka 250-…`."""
    return f"{name_of(order_id)} {order_id}".lstrip()


def with_names(columns: Iterable[Column[Row]], session: "Session") -> tuple[Column[Row], ...]:
    """The columns; where a script is played, its names stand before the numbers of orders."""
    if not session.scripted:
        return tuple(columns)
    beside: list[Column[Row]] = []
    for column in columns:
        if column.id in _ABOUT_ORDERS:
            beside.append(_names_of(column, session.order_name))
        beside.append(column)
    return tuple(beside)


def _names_of(column: Column[Row], name_of: NameOf) -> Column[Row]:
    def cell(row: Row) -> Ink:
        return Ink(name_of(column.cell(row).text), "note")

    return Column("script-name", N_("名前"), _NAME_CELLS, cell, rank=column.rank)
