"""診断: what a person should know, the heaviest first, with what to do about it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from core.views.rows import FindingRow, SetAsideRow
from tui.finding_columns import FINDING_COLUMNS, finding_key, heaviest_first
from tui.formats import moment, short_moment
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.named_orders import NameOf, named, with_names
from tui.screens.frame import FrameScreen
from tui.signs import weight_ink
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _


class FindingsScreen(FrameScreen):
    """All findings; Enter opens the order that one is about."""

    MODE = "findings"
    HELP = N_(
        "診断の一覧です。重いものが上に並びます。Enterで、対象の注文がなぜその状態なのかを説明します。"
        "{findings.ask}か{order.ask}で、注文番号（一部でも）を入力して調べます。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "slash",
            "ask_order",
            "注文番号",
            "注文番号を入力して、なぜその状態なのかを表示する",
            id="findings.ask",
        ),
    ]

    @property
    def table(self) -> PagedTable[FindingRow]:
        """The list."""
        return self.query_one("#findings", PagedTable)

    def body(self) -> ComposeResult:
        """List, advice, and orders set aside."""
        yield PagedTable(
            with_names(FINDING_COLUMNS, self.session),
            finding_key,
            empty=N_("問題は見つかっていません。"),
            id="findings",
        )
        yield Drawn(id="preview")
        yield Drawn(id="set-aside")

    def on_mount(self) -> None:
        """Start in the list."""
        self.table.focus()

    def renew(self) -> None:
        """Read the findings again."""
        self.table.show(FixedRows(heaviest_first(self.session.views.findings())))
        aside = self.query_one("#set-aside", Drawn)
        rows = self.session.views.set_aside()
        aside.display = bool(rows)
        aside.show(prose(_set_aside(rows)))

    @on(RowPointed, "#findings")
    def advise(self, message: "RowPointed[FindingRow]") -> None:
        """Show what to do."""
        row = message.row
        content = Content("") if row is None else _advice(row, self.session.order_name)
        self.query_one("#preview", Drawn).show(prose(content))

    @on(RowChosen, "#findings")
    def open(self, message: "RowChosen[FindingRow]") -> None:
        """Explain the order it is about, one set aside included."""
        aside = {row.order_id for row in self.session.views.set_aside()}
        if message.row.subject in aside or self.session.is_order(message.row.subject):
            self.explain(message.row.subject)
        else:
            self.tell(_("注文についての診断ではありません。"))

    def action_next_problem(self) -> None:
        """Point at the next finding, from the top again after the last."""
        table = self.table
        if len(table.source):
            table.cursor = (table.cursor + 1) % len(table.source)


def _advice(row: FindingRow, name_of: NameOf) -> Content:
    return lines(
        inked(
            weight_ink(row.weight),
            "  ",
            Ink(named(row.subject, name_of), "strong"),
            Ink(f"  {moment(row.at)}  {row.rule}", "quiet"),
        ),
        inked(_(row.text), Ink(f" {row.note}", "warn")),
        inked(Ink(f"→ {_(row.advice)}", "note")),
    )


def _set_aside(rows: tuple[SetAsideRow, ...]) -> Content:
    return lines(
        inked(Ink(_("保留中の注文（ほかの注文は続いています）"), "bad")),
        *(
            inked(
                Ink(row.order_id, "strong"),
                f"  {row.reason}  ",
                Ink(
                    _("{at} から{n}回").format(at=short_moment(row.first_at), n=row.tries), "quiet"
                ),
            )
            for row in rows
        ),
    )
