"""The script's names of orders before Amazon's numbers; where no script is played none has one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from tui.ink import Ink
from tui.widgets.columns import Column, Row

NameOf = Callable[[str], str]
"""The name of an order given by its number, empty where it has none."""

_ABOUT_ORDERS = ("order", "subject")
"""Columns whose cells are the numbers of orders."""


def named(order_id: str, name_of: NameOf) -> str:
    """An order as its script and Amazon call it: `tanaka 250-…`."""
    return f"{name_of(order_id)} {order_id}".lstrip()


def with_names(columns: Iterable[Column[Row]], name_of: NameOf) -> tuple[Column[Row], ...]:
    """The columns, with the names of orders before their numbers."""
    return tuple(_named(one, name_of) if one.id in _ABOUT_ORDERS else one for one in columns)


def _named(column: Column[Row], name_of: NameOf) -> Column[Row]:
    def cell(row: Row) -> Ink:
        ink = column.cell(row)
        return ink._replace(text=named(ink.text, name_of))

    return replace(column, cell=cell)
