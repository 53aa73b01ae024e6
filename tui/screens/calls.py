"""通信: every call to Amazon as the journal has it, newest first."""

from collections import deque
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from core.domain.instants import jst
from core.views.rows import JournalRow
from tui.formats import moment
from tui.ink import Ink, Tone, inked, lines
from tui.keys import key
from tui.screens.frame import FrameScreen
from tui.widgets.columns import Column
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from tui.session import Session

CALLS_KEPT = 5_000
"""How many calls the screen holds; older ones stay in the books."""


class CallData(msgspec.Struct, frozen=True):
    """What the journal says of a call."""

    operation: str = ""
    status: int | None = None
    error: str = ""
    request_id: str = ""


class CallRow(NamedTuple):
    """A journal line with its data read."""

    line: JournalRow
    data: CallData


def read_call(line: JournalRow) -> CallRow:
    """The line with its data; unreadable data is shown as none."""
    try:
        return CallRow(line, msgspec.json.decode(line.data, type=CallData))
    except msgspec.DecodeError:
        return CallRow(line, CallData())


def _when(row: CallRow) -> str:
    return f"{jst(row.line.at):%m/%d %H:%M:%S}"


def _status(row: CallRow) -> Ink:
    status = row.data.status
    if status is None:
        return Ink(_("応答なし"), "bad")
    tone: Tone = "good" if status < 300 else "warn" if status == 429 else "bad"
    return Ink(str(status), tone)


CALL_COLUMNS: tuple[Column[CallRow], ...] = (
    Column("seq", "#", 7, lambda row: Ink(str(row.line.seq), "quiet"), rank=3, right=True),
    Column(
        "at", N_("日時(JST)"), 14, lambda row: Ink(f"{jst(row.line.at):%m/%d %H:%M:%S}", "quiet")
    ),
    Column("operation", N_("操作"), 22, lambda row: Ink(row.data.operation)),
    Column("status", N_("状態"), 8, _status),
    Column("subject", N_("対象"), 19, lambda row: Ink(row.line.order_id or row.line.sku), rank=1),
    Column("error", N_("Amazonの言葉"), 16, lambda row: Ink(row.data.error, "bad"), rank=2, grow=3),
    Column("request", "requestId", 14, lambda row: Ink(row.data.request_id, "quiet"), rank=4),
)


class CallsScreen(FrameScreen):
    """The calls, filtered by what is typed after `/`."""

    MODE = "calls"
    HELP = N_("Amazonとの通信の一覧です。/ で操作名・注文番号・状態を絞り込みます。")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", "絞込", "操作名・注文番号・状態で絞り込む", id="calls.search"),
        key("escape", "clear", "解除", "絞込を解除する", id="calls.clear", show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._calls: deque[CallRow] = deque(maxlen=CALLS_KEPT)
        self._read_up_to = 0
        self._wanted = ""

    @property
    def table(self) -> PagedTable[CallRow]:
        """The list."""
        return self.query_one("#calls", PagedTable)

    def body(self) -> ComposeResult:
        """Filter, list, and the whole of one call."""
        yield Input(id="calls-search", placeholder=_("操作名・注文番号・状態"), compact=True)
        yield PagedTable(
            CALL_COLUMNS,
            lambda row: str(row.line.seq),
            empty=N_("条件に合う通信はありません。"),
            id="calls",
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """The list first."""
        self.query_one("#calls-search").display = False
        self.table.focus()

    def renew(self) -> None:
        """Read what the journal has beyond the last reading."""
        before = self._read_up_to
        calls, self._read_up_to = self.session.calls_after(before)
        if self._read_up_to < before:
            self._calls.clear()
        self._calls.extendleft(read_call(line) for line in calls)
        self._show(from_top=self.table.cursor == 0)

    def _show(self, *, from_top: bool) -> None:
        wanted = self._wanted.casefold()
        rows = [row for row in self._calls if wanted in _searched(row)] if wanted else self._calls
        self.table.show(FixedRows(tuple(rows)), from_top=from_top)

    @on(RowPointed, "#calls")
    def show_whole(self, message: "RowPointed[CallRow]") -> None:
        """Show all that is known of the call."""
        content = Content("") if message.row is None else _whole(message.row)
        self.query_one("#preview", Drawn).show(prose(content))

    @on(RowChosen, "#calls")
    def open(self, message: "RowChosen[CallRow]") -> None:
        """Open the order that the call was about."""
        order_id = message.row.line.order_id
        if order_id and self.session.is_order(order_id):
            self.open_order(order_id)

    def action_search(self) -> None:
        """Open the filter."""
        line = self.query_one("#calls-search", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#calls-search")
    def search(self, message: Input.Changed) -> None:
        """Filter while typing."""
        self._wanted = message.value
        self._show(from_top=True)

    @on(Input.Submitted, "#calls-search")
    def searched(self) -> None:
        """Back to the list, the filter kept."""
        if not self._wanted:
            self.query_one("#calls-search").display = False
        self.table.focus()

    def action_clear(self) -> None:
        """All calls again."""
        self.query_one("#calls-search", Input).value = ""
        self._wanted = ""
        self.searched()
        self._show(from_top=True)


def _searched(row: CallRow) -> str:
    data, line = row.data, row.line
    return f"{data.operation} {data.status} {line.order_id} {line.sku} {data.error}".casefold()


def _whole(row: CallRow) -> Content:
    data = row.data
    return lines(
        inked(
            Ink(data.operation, "strong"),
            "  ",
            _status(row),
            f"  {row.line.order_id}{row.line.sku}",
            Ink(f"  {moment(row.line.at)}  requestId {data.request_id}", "quiet"),
        ),
        inked(Ink(data.error, "bad")),
    )
