"""Keys for a call at hand: curl, HAR, its order; grey where what went over the line is gone."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from tui.call_texts import NOT_KEPT
from tui.dialogs.curl import CurlDialog
from tui.dialogs.har_file import HarForm
from tui.failed import unwritable
from tui.file_places import place_of
from tui.keys import key
from tui.messages import CommandRefused, HarWritten
from tui.screens.frame import FrameScreen
from tui.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.amazon.exchanges import Exchange
    from core.views.calls import CallRow
    from core.views.health import QuotaRow

HAR_MOST = 2_000
"""Calls in one archive, the newest first."""


class CallKeys(FrameScreen):
    """A screen with a call at hand."""

    MODE = "calls"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "curl", "curl", "トークン抜きのcurlコマンドをコピーする", id="call.curl"),
        key("x", "har", "HAR", "表示中の通信をHARファイルに書き出す", id="call.har"),
        key("o", "order", "注文", "この通信の注文を開く", id="call.order"),
    ]

    @property
    def call_at_hand(self) -> "CallRow | None":
        """The call that the keys act on."""
        raise NotImplementedError

    def listed(self) -> "tuple[CallRow, ...]":
        """The calls that a HAR is made of, newest first, at most `HAR_MOST`."""
        raise NotImplementedError

    def seen(self, row: "CallRow") -> "Exchange | None":
        """What went over the line in a call, if it is still kept."""
        return self.session.exchanges.find(row.request_id, row.at)

    def quotas(self) -> "Mapping[str, QuotaRow]":
        """Each quota by its operation."""
        rows = self.session.views.quotas(self.session.clock().now)
        return {row.operation: row for row in rows}

    def why_not(self, action: str) -> str:
        """What is missing."""
        if action not in ("curl", "har", "order"):
            return super().why_not(action)
        row = self.call_at_hand
        if row is None:
            return _("通信を選んでください。")
        if action == "curl" and self.seen(row) is None:
            return _(NOT_KEPT)
        if action == "order" and not (row.order_id and self.session.is_order(row.order_id)):
            return _("注文についての通信ではありません。")
        return ""

    def action_order(self) -> None:
        """Open the order that the call was about."""
        if self.call_at_hand is not None:
            self.open_order(self.call_at_hand.order_id)

    def action_curl(self) -> None:
        """Copy the command and show it, since not every terminal lets itself be written to."""
        from core.amazon.curl import curl

        row = self.call_at_hand
        exchange = None if row is None else self.seen(row)
        if exchange is not None:
            command = curl(exchange)
            self.app.copy_to_clipboard(command)
            self.app.push_screen(CurlDialog(command, exchange))

    def action_har(self) -> None:
        """Ask where, then write what is listed."""
        rows = self.listed()

        def write(path: Path | None) -> None:
            if path is not None:
                self.write_har(path, rows)

        kept = sum(self.seen(row) is not None for row in rows)
        self.app.push_screen(HarForm(kept, len(rows) - kept), write)

    @work(thread=True, group="har", exit_on_error=False, description="HAR")
    def write_har(self, path: Path, rows: "tuple[CallRow, ...]") -> None:
        """Write the archive; nobody else may read it."""
        import os

        from core.amazon.har import Entry, archive

        found = ((row, self.seen(row)) for row in reversed(rows))
        entries = [Entry(row.operation, row.subject, each) for row, each in found if each]
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(archive(entries))
        except OSError as error:
            self.post_message(CommandRefused(unwritable(path, error)))
        else:
            self.post_message(HarWritten(path, len(entries)))

    @on(HarWritten)
    def tell_written(self, message: HarWritten) -> None:
        """Say where it lies."""
        told = _("{path} に通信{n}件を書き出しました。")
        self.tell(told.format(path=place_of(message.path, self.app), n=message.calls))
