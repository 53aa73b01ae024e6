"""What came of a command for many orders: each order with its outcome, and why not (R39)."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from core.domain.shipping import Outcome, RowResult
from tui.dialogs.dialog import Dialog
from tui.ink import Ink, Tone, inked
from tui.keys import key
from tui.widgets.columns import Column
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

_SIGNS: dict[Outcome, tuple[str, Tone]] = {
    Outcome.DONE: ("✓", "good"),
    Outcome.UNCHANGED: ("-", "quiet"),
    Outcome.REFUSED: ("✗", "bad"),
}


def _outcome(row: RowResult) -> Ink:
    sign, tone = _SIGNS[row.outcome]
    return Ink(f"{sign} {row.outcome.value}", tone)


def _reason(row: RowResult) -> str:
    return _(row.reason.value) if row.reason else ""


RESULT_COLUMNS: tuple[Column[RowResult], ...] = (
    Column("order", N_("注文番号"), 19, lambda row: Ink(row.order_id)),
    Column("outcome", N_("結果"), 10, _outcome),
    Column("reason", N_("理由"), 20, lambda row: Ink(_reason(row), "warn"), grow=1),
)


class ResultsScreen(Dialog[str | None]):
    """Refused ones first; Enter gives the order back, to be opened."""

    HELP = N_("一括処理の結果です。できなかった注文が上に並びます。Enterでその注文を開きます。")

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "leave", "閉じる", "一覧へ戻る", id="results.leave", display="Esc"),
    ]

    def __init__(self, title: str, results: Sequence[RowResult]) -> None:
        """`title` stands as it is."""
        super().__init__()
        self._title = title
        self._results = sorted(
            results, key=lambda row: (row.outcome is not Outcome.REFUSED, row.outcome)
        )

    def compose(self) -> ComposeResult:
        """Figures, the rows, and the whole sentence of the row pointed at."""
        with Vertical(id="form"):
            yield Static(inked(Ink(self._title, "strong")), id="form-title")
            yield PagedTable(
                RESULT_COLUMNS,
                lambda row: row.order_id,
                empty=N_("注文はありません。"),
                id="results",
            )
            yield Drawn(id="result")
            yield Static(inked(Ink(_("Enter 注文を開く  Esc 閉じる"), "quiet")))

    def on_mount(self) -> None:
        """Show the rows."""
        table: PagedTable[RowResult] = self.query_one("#results", PagedTable)
        table.show(FixedRows(self._results))
        table.focus()

    @on(RowPointed, "#results")
    def tell(self, message: RowPointed[RowResult]) -> None:
        """The reason in full, with its rule."""
        row = message.row
        rule = f" {row.reason.rule}" if row and row.reason else ""
        words = f"{_reason(row)}{rule}" if row else ""
        self.query_one("#result", Drawn).show(prose(inked(words)))

    @on(RowChosen, "#results")
    def choose(self, message: RowChosen[RowResult]) -> None:
        """Close, to open this order."""
        self.dismiss(message.row.order_id)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
