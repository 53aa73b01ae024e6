"""The curl command that was copied, shown as well: not every terminal takes it."""

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static, TextArea

from core.domain.cleaning import clean
from tui.dialogs.dialog import Dialog
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.words import N_, _

if TYPE_CHECKING:
    from core.amazon.exchanges import Exchange


class CurlDialog(Dialog[None]):
    """The command, to be marked and copied by hand where the clipboard has not taken it."""

    HELP = N_("同じ呼び出しをするコマンドです。認証情報は入っていません。")

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "leave", "閉じる", "閉じる", id="curl.leave", display="Esc"),
    ]

    def __init__(self, command: str, exchange: "Exchange") -> None:
        super().__init__()
        self._command = command
        self._exchange = exchange

    def compose(self) -> ComposeResult:
        """What it is, the command, what to know."""
        with Vertical(id="form"):
            yield Static(
                inked(Ink(_("curlのコマンド（コピーしました）"), "strong")), id="form-title"
            )
            shown = "\n".join(clean(line, 200_000) for line in self._command.split("\n"))
            yield TextArea(shown, read_only=True, compact=True, id="curl-text")
            yield Static(lines(*(inked(each) for each in self._notes())), id="form-problem")
            with Horizontal(id="form-buttons"):
                yield Button(f"Esc {_('閉じる')}", id="curl-leave", compact=True)

    def _notes(self) -> list[str]:
        notes = [
            _("トークンは含みません。環境変数 SP_API_TOKEN から読みます。"),
            _("貼り付けられないときは、上の文字を選んでコピーしてください。"),
        ]
        if "***" in self._exchange.body.text or self._exchange.body.left_out:
            notes.append(_("隠した部分（***）は補ってから実行してください。"))
        if (urlsplit(self._exchange.url).hostname or "").endswith(".invalid"):
            notes.append(
                _("デモのAmazonに住所はありません。renkei sim の住所に置き換えてください。")
            )
        return notes

    def on_mount(self) -> None:
        """Ready to be marked."""
        self.query_one("#curl-text", TextArea).select_all()

    @on(Button.Pressed, "#curl-leave")
    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
