"""注文キャンセル and 取り下げ of many orders, after a look at which of them can (R32, R37)."""

from collections.abc import Sequence

from textual.app import ComposeResult

from core.domain.labels import PushKind
from core.domain.shipping import CancelRow
from core.views.possible import Possible
from tui.bulk import able, preview
from tui.dialogs.cancel import chosen_reason, reason_fields
from tui.dialogs.form import Form
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _


class CancelManyForm(Form[tuple[CancelRow, ...]]):
    """One reason for all of them."""

    HELP = N_("選択した注文をまとめてキャンセルします。できない注文は理由ごとに数えて示します。")

    submit_text = N_("注文をキャンセルする")

    def __init__(self, orders: Sequence[Possible]) -> None:
        super().__init__()
        self._orders = orders
        self._able = able(orders, lambda order: order.cancel)

    def heading(self) -> str:
        """How many orders were chosen."""
        return f"{PushKind.CANCEL.value}  {_('選択 {n}件').format(n=len(self._orders))}"

    def fields(self) -> ComposeResult:
        """What can be done, and the reason."""
        yield Drawn(
            prose(preview(self._orders, lambda order: order.cancel, PushKind.CANCEL.value)),
            id="able",
        )
        yield from reason_fields()

    def problem(self) -> str:
        """A reason must be chosen, and there must be something to cancel."""
        if not self._able:
            return _("キャンセルできる注文がありません。")
        return "" if chosen_reason(self) else _("理由を選んでください。")

    def hint(self) -> str:
        """What will be sent."""
        return _("約20分でAmazonへ送ります。送信待ちの間は取り下げられます。")

    def answer(self) -> tuple[CancelRow, ...]:
        """A row for each that can."""
        reason = chosen_reason(self)
        assert reason is not None
        return tuple(CancelRow(order.order_id, reason) for order in self._able)


class TakeBackManyForm(Form[tuple[str, ...]]):
    """Nothing to fill in: the person sees what will be taken back, and says so."""

    HELP = N_("選択した注文の送信待ちをまとめて取り下げます。送信済みのものは残ります。")

    submit_text = N_("取り下げる")

    def __init__(self, orders: Sequence[Possible]) -> None:
        super().__init__()
        self._orders = orders
        self._able = able(orders, lambda order: order.take_back)

    def heading(self) -> str:
        """How many orders were chosen."""
        return f"{_('取り下げ')}  {_('選択 {n}件').format(n=len(self._orders))}"

    def fields(self) -> ComposeResult:
        """What can be done."""
        yield Drawn(
            prose(preview(self._orders, lambda order: order.take_back, _("取り下げ"))), id="able"
        )

    def problem(self) -> str:
        """There must be something to take back."""
        return "" if self._able else _("取り下げられる注文がありません。")

    def hint(self) -> str:
        """What becomes of the orders."""
        return _("取り下げた注文は、送信する前の状態に戻ります。")

    def answer(self) -> tuple[str, ...]:
        """The orders that can."""
        return tuple(order.order_id for order in self._able)

    def on_mount(self) -> None:
        """Enter does it."""
        self.query_one("#form-submit").focus()
