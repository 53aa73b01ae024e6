"""配送完了: ask for 配送業者 and 追跡番号, both required (R31)."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.widgets import Input

from core.domain.labels import PushKind
from core.domain.outbox import check_parcel
from tui.dialogs.carrier import carrier_fields, chosen_carrier, show_carrier_name
from tui.dialogs.form import Form, label
from tui.ink import Ink, inked
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _


class Parcel(NamedTuple):
    """What a shipment notice says."""

    carrier: str
    tracking: str


class ShipForm(Form[Parcel]):
    """Carrier from the list, or another by name, and the tracking number, checked as typed."""

    HELP = N_(
        "配送業者を選び、追跡番号を入力します。どちらも必要です（R31）。"
        "ほかの業者は名前を入力します。"
    )

    submit_text = N_("配送完了にする")

    def __init__(
        self, order_id: str, carrier: str = "", *, at_amazon: bool = False, asked: bool = False
    ) -> None:
        """`carrier` is offered first; `at_amazon` is the same notice sent in Seller Central.

        `asked` says that the buyer wants a cancellation instead (R29).
        """
        super().__init__()
        self._order_id = order_id
        self._carrier = carrier
        self._at_amazon = at_amazon
        self._asked = asked

    def heading(self) -> str:
        """Which order."""
        name = _("セラーセントラルで出荷") if self._at_amazon else PushKind.SHIP.value
        return f"{name}  {self._order_id}"

    def fields(self) -> ComposeResult:
        """配送業者, the name of another one, 追跡番号."""
        if self._asked:
            yield cancel_asked([self._order_id])
        yield label(_("配送業者"))
        yield from carrier_fields(self._carrier)
        yield label(_("追跡番号"))
        yield Input(id="tracking", placeholder="1234-5678-9012", compact=True)

    def on_mount(self) -> None:
        """The carrier is usually right: start at the number."""
        self.query_one("#tracking", Input).focus()

    def show_fields(self) -> None:
        """Show the name field only where it is needed."""
        show_carrier_name(self)

    def _parcel(self) -> Parcel:
        typed = self.query_one("#tracking", Input).value
        return Parcel(chosen_carrier(self), unicodedata.normalize("NFKC", typed).strip())

    def problem(self) -> str:
        """The rule's own sentence."""
        refusal = check_parcel(*self._parcel())
        return _(refusal.value) if refusal else ""

    def hint(self) -> str:
        """What will be sent."""
        parcel = self._parcel()
        if self._at_amazon:
            return _("EnterでAmazonに登録します: {carrier} {tracking}").format(
                carrier=parcel.carrier, tracking=parcel.tracking
            )
        return _("Enterで送信待ちに入れます: {carrier} {tracking}").format(
            carrier=parcel.carrier, tracking=parcel.tracking
        )

    def answer(self) -> Parcel:
        """Carrier and number."""
        return self._parcel()


def cancel_asked(order_ids: Sequence[str]) -> Drawn:
    """Before a parcel leaves for somebody who has asked not to get it (R29)."""
    words = _("購入者がキャンセルを依頼している注文です: {orders}")
    told = Ink(f"! {words.format(orders=' '.join(order_ids))}", "warn")
    return Drawn(prose(inked(told)), id="cancel-asked")
