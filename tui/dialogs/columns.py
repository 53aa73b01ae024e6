"""Which columns a list of orders shows, and in which order."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from core.views.rows import OrderRow
from tui.dialogs.form import Form
from tui.ink import Ink
from tui.keys import in_keys, key
from tui.widgets.columns import Column as TableColumn
from tui.widgets.paged_table import PagedTable, RowChosen
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

OrderColumn = TableColumn[OrderRow]

_TABLE: tuple[TableColumn[OrderColumn], ...] = (
    TableColumn("title", N_("列"), 20, lambda column: Ink(_(column.title)), grow=1),
)


class ColumnsForm(Form[tuple[str, ...]]):
    """All columns; those with a mark are shown, from left to right as they stand here."""

    HELP = N_("一覧に出す列と順番を選びます。選んだ列は次に開いたときも同じです。")

    title_text = N_("表示する列")
    submit_text = N_("この列にする")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("v,space", "show_column", "表示", "この列を表示する、または隠す", id="columns.toggle"),
        key("K,shift+up", "move(-1)", "左へ", "この列を左へ移す", id="columns.left"),
        key("J,shift+down", "move(1)", "右へ", "この列を右へ移す", id="columns.right"),
        key("r", "reset", "初期", "初めの列に戻す", id="columns.reset"),
    ]

    def __init__(self, every: Sequence[OrderColumn], shown: Sequence[str]) -> None:
        """`shown` are the ids of the columns shown now."""
        super().__init__()
        self._every = list(every)
        self._arrange(shown)

    def _arrange(self, shown: Sequence[str]) -> None:
        place = {id: number for number, id in enumerate(shown)}
        self._columns = sorted(self._every, key=lambda each: place.get(each.id, len(place)))
        self._shown = frozenset(shown)

    def fields(self) -> ComposeResult:
        """The list of columns."""
        table: PagedTable[OrderColumn] = PagedTable(
            _TABLE, lambda column: column.id, empty="", id="columns", markable=True
        )
        yield table

    def on_mount(self) -> None:
        """Point at the first column."""
        self._show()
        self._table.focus()

    @property
    def _table(self) -> PagedTable[OrderColumn]:
        return self.query_one("#columns", PagedTable)

    def _show(self) -> None:
        self._table.marked = self._shown
        self._table.show(FixedRows(self._columns))
        self.check()

    def action_show_column(self) -> None:
        """Show the column pointed at, or hide it."""
        column = self._table.pointed
        if column is not None:
            self._shown ^= {column.id}
            self._show()

    def action_move(self, step: int) -> None:
        """Move the column pointed at."""
        here = self._table.cursor
        there = here + step
        if 0 <= there < len(self._columns):
            moved = self._columns.pop(here)
            self._columns.insert(there, moved)
            self._show()

    def action_reset(self) -> None:
        """As in the beginning."""
        self._arrange([column.id for column in self._every])
        self._show()

    @on(RowChosen, "#columns")
    def take(self) -> None:
        """Enter takes the columns as they are."""
        self.submit()

    def problem(self) -> str:
        """Something must be shown."""
        return "" if self._shown else _("列を一つ以上選んでください。")

    def hint(self) -> str:
        """The keys, and what a narrow terminal does."""
        return in_keys(
            _(
                "{columns.toggle} 表示・非表示  {columns.left} 左へ  {columns.right} 右へ  "
                "{columns.reset} 初めに戻す。幅が足りない列は、端末を広げると出ます。"
            )
        )

    def answer(self) -> tuple[str, ...]:
        """The ids of the columns to show, from left to right."""
        return tuple(column.id for column in self._columns if column.id in self._shown)
