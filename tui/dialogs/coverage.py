"""Which rule is shown by which case under which policy; a rule chosen filters the list."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.dialogs.dialog import Dialog
from tui.ink import Ink, inked
from tui.keys import key
from tui.scenario_columns import COVERED_COLUMNS
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from textual.content import Content

    from scenarios.coverage import Covered


class CoverageMatrix(Dialog[str | None]):
    """The matrix; dismisses with the rule that was chosen."""

    HELP = N_("規則とシナリオの対応表です。Enterで、その規則を確かめるシナリオに絞り込みます。")

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q,m", "close", "閉じる", "閉じる", id="matrix.close"),
    ]

    def __init__(self, rows: "tuple[Covered, ...]") -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Heading, the matrix, the gaps."""
        with Vertical(id="form"):
            yield Static(inked(Ink(_("規則ごとのシナリオ"), "strong")), id="form-title")
            yield PagedTable(COVERED_COLUMNS, lambda row: row.rule, empty="", id="matrix")
            yield Drawn(id="matrix-cases")
            yield Drawn(prose(self._gaps()), id="matrix-gaps")
            told = _("Enterでその規則のシナリオに絞り込みます。Escで閉じます。")
            yield Static(inked(Ink(told, "quiet")))

    def _gaps(self) -> "Content":
        gaps = [gap for row in self._rows for gap in row.gaps]
        if not gaps:
            return inked(Ink(f"✓ {_('すべての規則に手順があります。')}", "good"))
        told = _("示す手順がない規則: {gaps}").format(gaps=", ".join(gaps))
        return inked(Ink(f"✗ {told}", "bad"))

    def on_mount(self) -> None:
        """Show the rows."""
        table = self.query_one("#matrix", PagedTable)
        table.show(FixedRows(self._rows), from_top=True)
        table.focus()

    @on(RowPointed, "#matrix")
    def name_cases(self, message: "RowPointed[Covered]") -> None:
        """The cases of the rule in full."""
        names = ", ".join(message.row.names) if message.row else ""
        self.query_one("#matrix-cases", Drawn).show(prose(inked(Ink(names, "note"))))

    @on(RowChosen, "#matrix")
    def choose(self, message: "RowChosen[Covered]") -> None:
        """Show the cases of this rule."""
        self.dismiss(message.row.rule)

    def action_close(self) -> None:
        """Back to the list."""
        self.dismiss(None)
