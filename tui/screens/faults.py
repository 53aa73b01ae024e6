"""障害: how this Amazon fails now, from the keyboard."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from tui.dialogs.fault import FaultForm
from tui.fault_columns import FAULT_COLUMNS, fault_words
from tui.ink import Ink, inked
from tui.keys import key
from tui.messages import AmazonSideActed
from tui.screens.amazon_acts import AmazonActs
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AmazonFault
    from scenarios.language.world_verbs import FaultBegins
    from tui.screens.amazon_acts import Act


@dataclass
class FaultsSeen(Message):
    """The faults in force were read."""

    faults: "tuple[AmazonFault, ...]"


class FaultsScreen(AmazonActs):
    """Faults in force; more can be declared, each can be taken back."""

    MODE = "amazon"
    HELP = N_(
        "Amazonの障害の一覧です。{faults.add} で起こし、{faults.end} で解除します。"
        "起きた回数は「起きた/対象になった呼び出し」です。"
        "フィードが終わらない・失敗する、などは「ふるまい」の feed_outcome で変えられます。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "add_fault", "起こす", "障害を起こす", id="faults.add"),
        key("x", "end_fault", "解除", "この障害を解除する", id="faults.end"),
        key("escape,q", "close", "戻る", "Amazonへ戻る", id="faults.close", display="Esc"),
    ]

    @property
    def table(self) -> "PagedTable[AmazonFault]":
        """The list."""
        return self.query_one("#faults", PagedTable)

    def body(self) -> ComposeResult:
        """Head and list."""
        yield Drawn(prose(inked(Ink(_("Amazonの障害"), "amazon"))), id="amazon-head")
        yield PagedTable(
            FAULT_COLUMNS,
            lambda row: row.id,
            empty=N_("障害はありません。{faults.add} で起こせます。"),
            id="faults",
        )

    def on_mount(self) -> None:
        """Start in the list."""
        self.table.focus()

    def renew(self) -> None:
        """Read the faults again."""
        self.read_faults()

    @work(group="amazon", exclusive=True, exit_on_error=False, description="Amazon")
    async def read_faults(self) -> None:
        """Ask the world."""
        live = self.session.live
        faults = await asyncio.wrap_future(live.submit(lambda world: world.amazon.faults()))
        self.post_message(FaultsSeen(faults))

    @on(FaultsSeen)
    def show(self, message: FaultsSeen) -> None:
        """Show them."""
        self.table.show(FixedRows(message.faults))

    @on(RowPointed, "#faults")
    def check_keys(self) -> None:
        """The keys depend on what is pointed at."""
        self.refresh_bindings()

    def why_not(self, action: str) -> str:
        """Why there is nothing to take back."""
        if action == "end_fault":
            pointed = self.table.pointed if self.is_mounted else None
            return "" if pointed is not None else _("障害はありません。")
        return super().why_not(action)

    def action_add_fault(self) -> None:
        """Ask for a fault and declare it."""
        self.ask(FaultForm(), _beginning, _("障害を起こしました。"))

    def action_end_fault(self) -> None:
        """Take the fault back."""
        fault = self.table.pointed
        if fault is not None:
            from scenarios.faults import end_fault

            sentence = _("{fault} を解除しました。").format(fault=fault_words(fault.kind))
            self.act(lambda world: end_fault(world, fault.id), sentence)

    @on(AmazonSideActed)
    def tell_done(self, message: AmazonSideActed) -> None:
        """Show what it did."""
        self.read_faults()
        self.tell(message.sentence)

    def action_close(self) -> None:
        """Back to Amazon."""
        self.dismiss(None)


def _beginning(fault: "FaultBegins") -> "Act":
    from scenarios.faults import begin_fault

    return lambda world: begin_fault(world, fault)
