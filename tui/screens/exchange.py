"""One exchange: request and response side by side, to be scrolled, copied, kept as HAR."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import TextArea

from tui.call_texts import answer_text, call_head, request_text
from tui.ink import Ink, inked
from tui.keys import key
from tui.screens.call_keys import CallKeys
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _

if TYPE_CHECKING:
    from core.amazon.exchanges import Exchange
    from core.views.calls import CallRow
    from tui.session import Session


class ExchangeScreen(CallKeys):
    """What was asked and what was answered; it stays as it was, whatever happens since."""

    HELP = N_(
        "要求（左か上）と応答（右か下）です。"
        "個人情報と認証情報は、保存するときに *** に置き換えています。"
        "Tabで左右を移り、矢印とPageDownで読み進めます。"
        "{call.curl}でcurlのコマンドをコピーし、{call.har}でHARに書き出します。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "close", "戻る", "一覧へ戻る", id="exchange.close", display="Esc"),
        key("tab", "app.focus_next", "左右", "要求と応答を移る", id="exchange.next"),
    ]

    def __init__(self, session: "Session", row: "CallRow", exchange: "Exchange") -> None:
        super().__init__(session)
        self._row = row
        self._exchange = exchange

    @property
    def call_at_hand(self) -> "CallRow":
        """This call."""
        return self._row

    def seen(self, row: "CallRow") -> "Exchange":
        """This exchange, even if it is no longer among the last ones."""
        return self._exchange

    def listed(self) -> "tuple[CallRow, ...]":
        """A HAR of this screen holds this call alone."""
        return (self._row,)

    def body(self) -> ComposeResult:
        """Head above, both texts beside or under each other."""
        yield Drawn(id="exchange-head")
        with Container(id="exchange-sides"):
            for side, title, text in (
                ("asked", _("要求"), request_text(self._exchange)),
                ("answered", _("応答"), answer_text(self._exchange)),
            ):
                with Vertical(id=side):
                    yield Drawn(prose(inked(Ink(f"── {title}", "quiet"))), id=f"{side}-title")
                    yield TextArea(
                        text, read_only=True, show_cursor=False, compact=True, id=f"{side}-text"
                    )

    def on_mount(self) -> None:
        """The answer is what one looks for."""
        self.query_one("#answered-text").focus()

    def renew(self) -> None:
        """Only the quota moves on."""
        now = self.session.clock().now
        quota = self.quotas().get(self._row.operation)
        head = call_head(self._row, self._exchange, quota, now)
        self.query_one("#exchange-head", Drawn).show(prose(head))

    def action_close(self) -> None:
        """Back to the list."""
        self.dismiss(None)
