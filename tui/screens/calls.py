"""通信: every call to Amazon, newest first, filtered over all that the books hold."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from core.views.calls import CallFilter, CallRow
from tui.call_rows import CallRows
from tui.call_texts import call_columns, call_head
from tui.formats import typed_words
from tui.ink import Ink, inked
from tui.keys import key
from tui.screens.call_keys import HAR_MOST, CallKeys
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.words import N_, _

if TYPE_CHECKING:
    from core.views.health import QuotaRow
    from tui.session import Session

FOUND_ENOUGH = 200
"""Found calls after which a search goes on only when somebody scrolls down to them."""


class CallsScreen(CallKeys):
    """The calls; Enter shows request and response."""

    HELP = N_(
        "Amazonとの通信の一覧です。新しいものが上に並びます。Enterで要求と応答を並べて表示します。"
        "{calls.search}で操作名・注文番号・SKU・状態・requestIdを絞り込み、"
        "{calls.failed}で失敗した通信だけにします。残り枠は、今すぐ呼べる回数です。"
    )
    AUTO_FOCUS = "#calls"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", "検索", "操作名・注文番号・SKU・状態で検索する", id="calls.search"),
        key("e", "failed", "失敗のみ", "失敗した通信だけを表示する", id="calls.failed"),
        key("escape", "clear", "解除", "絞込を解除する", id="calls.clear", show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._wanted = CallFilter()
        self._rows = CallRows(session.views.calls(), self._wanted)
        self._quotas: dict[str, QuotaRow] = {}

    @property
    def table(self) -> PagedTable[CallRow]:
        """The list."""
        return self.query_one("#calls", PagedTable)

    @property
    def call_at_hand(self) -> CallRow | None:
        """The call pointed at."""
        return self.table.pointed if self.is_mounted else None

    def listed(self) -> tuple[CallRow, ...]:
        """What the filter has found, as far as an archive goes."""
        found = (self._rows.at(index) for index in range(min(len(self._rows), HAR_MOST)))
        return tuple(row for row in found if row is not None)

    def body(self) -> ComposeResult:
        """Filter, list, and what is known of one call."""
        yield Drawn(id="calls-line")
        yield Input(id="calls-search", placeholder=_("操作名・注文番号・SKU・状態"), compact=True)
        yield PagedTable(
            call_columns(self.seen, lambda: self._quotas),
            lambda row: str(row.seq),
            empty=N_("条件に合う通信はありません。"),
            id="calls",
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """The filter is there when it is asked for."""
        self.query_one("#calls-search").display = False

    def renew(self) -> None:
        """Read what has come since the last reading."""
        self._quotas = dict(self.quotas())
        self._rows = self._rows.renewed()
        self._show(from_top=self.table.cursor == 0)

    def _show(self, *, from_top: bool) -> None:
        self.table.show(self._rows, from_top=from_top)
        self._show_line()
        if len(self._rows) < FOUND_ENOUGH and not self._rows.complete:
            self.call_after_refresh(self._look_on, self._rows)

    def _look_on(self, rows: CallRows) -> None:
        """Look through the next part of the books, unless something else is wanted by now."""
        if rows is self._rows and not rows.complete:
            rows.read_on()
            self._show(from_top=self.table.cursor == 0)

    def _show_line(self) -> None:
        found, complete = len(self._rows), self._rows.complete
        number = _("{n}件").format(n=f"{found:,}" if complete else f"{found:,}+")
        pieces: list[str | Ink] = [_("通信 {n}").format(n=number)]
        if self._wanted.failed:
            pieces.append(Ink(f"   ✗ {_('失敗のみ')}", "warn"))
        if self._wanted.words:
            pieces.append(Ink(f"   / {' '.join(self._wanted.words)}", "note"))
        if not complete and found < FOUND_ENOUGH:
            pieces.append(Ink(f"   {_('古い通信を探しています…')}", "quiet"))
        self.query_one("#calls-line", Drawn).show(prose(inked(*pieces)))

    @on(RowPointed, "#calls")
    def show_whole(self, message: "RowPointed[CallRow]") -> None:
        """Show all that is known of the call."""
        row = message.row
        content = Content("")
        if row is not None:
            quota = self._quotas.get(row.operation)
            content = call_head(row, self.seen(row), quota, self.session.clock().now)
        self.query_one("#preview", Drawn).show(prose(content))
        self.refresh_bindings()

    @on(RowChosen, "#calls")
    def open(self, message: "RowChosen[CallRow]") -> None:
        """Show request and response, or say that they are gone."""
        from tui.screens.exchange import ExchangeScreen

        exchange = self.seen(message.row)
        if exchange is None:
            self.tell(self.why_not("curl"))
        else:
            self.app.push_screen(ExchangeScreen(self.session, message.row, exchange))

    def action_search(self) -> None:
        """Open the filter."""
        line = self.query_one("#calls-search", Input)
        line.display = True
        line.focus()

    def look_for(self, text: str) -> None:
        """Show the calls that have `text` in them, the failed and the others."""
        line = self.query_one("#calls-search", Input)
        line.display = True
        line.value = text
        self._want(CallFilter(typed_words(text)))

    def action_failed(self) -> None:
        """Only failed calls, or all again."""
        self._want(CallFilter(self._wanted.words, failed=not self._wanted.failed))

    def _want(self, wanted: CallFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._rows = CallRows(self.session.views.calls(), wanted)
            self._show(from_top=True)

    @on(Input.Changed, "#calls-search")
    def search(self, message: Input.Changed) -> None:
        """Filter while typing."""
        self._want(CallFilter(typed_words(message.value), failed=self._wanted.failed))

    @on(Input.Submitted, "#calls-search")
    def searched(self) -> None:
        """Back to the list, the filter kept."""
        if not self._wanted.words:
            self.query_one("#calls-search").display = False
        self.table.focus()

    def action_clear(self) -> None:
        """All calls again."""
        self.query_one("#calls-search", Input).value = ""
        self._want(CallFilter())
        self.searched()
