"""ふるまい: what this Amazon believes about the real one, how it is known, and other values."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from tui.dialogs.behaviour import BehaviourForm
from tui.fault_columns import BEHAVIOUR_COLUMNS, PROVENANCES, value_words
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.messages import AmazonSideActed
from tui.screens.amazon_acts import AmazonActs
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import BehaviourRow
    from tui.session import Session


@dataclass
class BehavioursSeen(Message):
    """The behaviours in force were read."""

    rows: "tuple[BehaviourRow, ...]"


class BehavioursScreen(AmazonActs):
    """Every belief about Amazon; each can have another value in this world."""

    MODE = "amazon"
    HELP = N_(
        "Amazonのふるまいの一覧です。Enterで値を変えます。"
        "≠ は変えた値で、{behaviours.reset} で元に戻します。"
        "根拠は、公式（文書にある）、報告あり（利用者の報告）、推定のどれかです。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", "検索", "名前と内容で絞り込む", id="behaviours.search"),
        key("x", "reset", "元の値", "このふるまいを元の値に戻す", id="behaviours.reset"),
        key("escape,q", "close", "戻る", "Amazonへ戻る", id="behaviours.close", display="Esc"),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._rows: tuple[BehaviourRow, ...] = ()

    @property
    def table(self) -> "PagedTable[BehaviourRow]":
        """The list."""
        return self.query_one("#behaviours", PagedTable)

    @property
    def line(self) -> Input:
        """The search line."""
        return self.query_one("#behaviours-search", Input)

    def body(self) -> ComposeResult:
        """Head, search line, list, and where the belief comes from."""
        yield Drawn(prose(inked(Ink(_("Amazonのふるまい"), "amazon"))), id="amazon-head")
        yield Input(id="behaviours-search", placeholder=_("名前・内容"), compact=True)
        yield PagedTable(
            BEHAVIOUR_COLUMNS,
            lambda row: row.name,
            empty=N_("条件に合うふるまいはありません。"),
            id="behaviours",
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """The list first, the search line only when asked for."""
        self.line.display = False
        self.table.focus()

    def renew(self) -> None:
        """Read them again."""
        self.read_behaviours()

    @work(group="amazon", exclusive=True, exit_on_error=False, description="Amazon")
    async def read_behaviours(self) -> None:
        """Ask the world."""
        live = self.session.live
        rows = await asyncio.wrap_future(live.submit(lambda world: world.amazon.behaviours()))
        self.post_message(BehavioursSeen(rows))

    @on(BehavioursSeen)
    def show(self, message: BehavioursSeen) -> None:
        """Show them."""
        self._rows = message.rows
        self._filter()

    def _filter(self) -> None:
        wanted = self.line.value.strip().lower()
        fitting = [row for row in self._rows if wanted in f"{row.name} {row.about}".lower()]
        self.table.show(FixedRows(fitting))

    @on(RowPointed, "#behaviours")
    def preview(self, message: "RowPointed[BehaviourRow]") -> None:
        """Show how it is known."""
        content = Content("") if message.row is None else _preview(message.row)
        self.query_one("#preview", Drawn).show(prose(content))
        self.refresh_bindings()

    def why_not(self, action: str) -> str:
        """Why a value cannot be set back."""
        if action != "reset":
            return super().why_not(action)
        row = self.table.pointed if self.is_mounted else None
        if row is None or not row.changed:
            return _("変えていない値です。")
        return "" if row.default is not None else _("「なし」には戻せません。")

    @on(RowChosen, "#behaviours")
    def change(self, message: "RowChosen[BehaviourRow]") -> None:
        """Ask for another value and put it in force."""
        from scenarios.faults import behave

        name = message.row.name
        self.ask(
            BehaviourForm(message.row),
            lambda value: lambda world: behave(world, name, value),
            _("{name} を変更しました。").format(name=name),
        )

    def action_reset(self) -> None:
        """Put the default back in force."""
        row = self.table.pointed
        if row is not None and row.default is not None:
            from scenarios.faults import behave

            name, default = row.name, row.default
            sentence = _("{name} を元の値に戻しました。").format(name=name)
            self.act(lambda world: behave(world, name, default), sentence)

    @on(AmazonSideActed)
    def tell_done(self, message: AmazonSideActed) -> None:
        """Show what it did."""
        self.read_behaviours()
        self.tell(message.sentence)

    def action_search(self) -> None:
        """Open the search line."""
        self.line.display = True
        self.line.focus()

    @on(Input.Changed, "#behaviours-search")
    def search(self) -> None:
        """Filter while typing."""
        self._filter()

    @on(Input.Submitted, "#behaviours-search")
    def searched(self) -> None:
        """Back to the list, the search kept."""
        self.line.display = bool(self.line.value)
        self.table.focus()

    def action_close(self) -> None:
        """Leave the search, then go back to Amazon."""
        if self.line.display:
            self.line.clear()
            self.searched()
        else:
            self.dismiss(None)


def _preview(row: "BehaviourRow") -> Content:
    known = dict.fromkeys((row.default, *row.alternatives))
    others = ", ".join(value_words(value) for value in known if value != row.value) or "-"
    return lines(
        inked(
            Ink(row.name, "strong"),
            " = ",
            Ink(value_words(row.value), "strong"),
            Ink(f"  {_('ほかの値')}: {others}", "note"),
        ),
        inked(row.about),
        inked(Ink(f"{_(PROVENANCES.get(row.provenance, row.provenance))}: {row.source}", "quiet")),
    )
