"""注文キャンセル: ask for the reason; whole orders only (R37)."""

from rich.text import Text
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Select

from core.domain.labels import CancelReason, PushKind
from tui.dialogs.form import Form, label
from tui.words import N_, _


def reason_fields() -> ComposeResult:
    """The four reasons that Amazon takes."""
    yield label(_("理由"))
    options = [(Text(reason.value), reason) for reason in CancelReason]
    yield Select(options, prompt=_("選んでください"), id="reason", compact=True)


def chosen_reason(dialog: Widget) -> CancelReason | None:
    """The reason, None before one is chosen."""
    reason = dialog.query_one("#reason", Select).value
    return reason if isinstance(reason, CancelReason) else None


class CancelForm(Form[CancelReason]):
    """One list, for one order."""

    HELP = N_(
        "キャンセルの理由を選びます。注文全体のキャンセルで、"
        "送信待ちの間は取り下げられます（R32、R37）。"
    )

    submit_text = N_("注文をキャンセルする")

    def __init__(self, order_id: str) -> None:
        super().__init__()
        self._order_id = order_id

    def heading(self) -> str:
        """Which order."""
        return f"{PushKind.CANCEL.value}  {self._order_id}"

    def fields(self) -> ComposeResult:
        """One list."""
        yield from reason_fields()

    def problem(self) -> str:
        """A reason must be chosen."""
        return "" if chosen_reason(self) else _("理由を選んでください。")

    def hint(self) -> str:
        """What will be sent."""
        return _("約20分でAmazonへ送ります。送信待ちの間は取り下げられます。")

    def answer(self) -> CancelReason:
        """The reason."""
        reason = chosen_reason(self)
        assert reason is not None
        return reason
