"""配送完了 of the orders chosen: one 配送業者, and for each its own 追跡番号 (R31, R39)."""

import unicodedata
from collections.abc import MutableMapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from core.domain.carriers import CARRIERS
from core.domain.labels import PushKind
from core.domain.outbox import check_parcel
from core.domain.shipping import ShipRow
from core.views.possible import Possible
from tui.bulk import able, preview
from tui.dialogs.carrier import carrier_fields, chosen_carrier, show_carrier_name
from tui.dialogs.form import Form, label
from tui.dialogs.ship import cancel_asked
from tui.ink import fit
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _

ROWS_AT_MOST = 100
"""So many numbers can be typed in one dialog; more come by CSV."""

NAME_CELLS = 36


class TrackingInput(Input):
    """One 追跡番号; a column pasted from a spreadsheet goes on into the fields below."""

    class ColumnPasted(Message):
        """Several lines were pasted into the field."""

        def __init__(self, field: "TrackingInput", texts: list[str]) -> None:
            super().__init__()
            self.field = field
            self.texts = texts

    def __init__(self, order_id: str, value: str) -> None:
        super().__init__(value, placeholder=_("追跡番号"), compact=True)
        self.order_id = order_id

    @property
    def tracking(self) -> str:
        """The number, full-width digits of an input method taken as what they mean."""
        return unicodedata.normalize("NFKC", self.value).strip()

    @property
    def is_wrong(self) -> bool:
        """Whether something is typed that cannot be a number (R31)."""
        return bool(self.tracking) and check_parcel(CARRIERS[0].label, self.tracking) is not None

    def _on_paste(self, event: events.Paste) -> None:
        texts = event.text.splitlines()
        if len(texts) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.ColumnPasted(self, texts))


class ShipManyForm(Form[tuple[ShipRow, ...]]):
    """A number beside each order; an order whose field stays empty is left as it is."""

    HELP = N_(
        "選択した注文の追跡番号を入力します。空欄の注文はそのまま残ります。"
        "表計算から列ごと貼り付けられます。"
    )

    submit_text = N_("配送完了にする")

    def __init__(
        self, orders: Sequence[Possible], carrier: str, drafts: MutableMapping[str, str]
    ) -> None:
        """`drafts` has the numbers typed before, by order, and keeps those typed now."""
        super().__init__()
        self._orders = orders
        self._able = able(orders, lambda order: order.ship)[:ROWS_AT_MOST]
        self._carrier = carrier
        self._drafts = drafts

    def heading(self) -> str:
        """How many orders were chosen."""
        return f"{PushKind.SHIP.value}  {_('選択 {n}件').format(n=len(self._orders))}"

    def fields(self) -> ComposeResult:
        """What can be done, the carrier, and a line for each order."""
        yield Drawn(
            prose(preview(self._orders, lambda order: order.ship, PushKind.SHIP.value)), id="able"
        )
        if asked := [order.order_id for order in self._able if order.cancel_asked]:
            yield cancel_asked(asked)
        yield label(_("配送業者"))
        yield from carrier_fields(self._carrier)
        for order in self._able:
            with Horizontal(classes="field-row"):
                name = fit(f"{order.order_id} {order.title}", NAME_CELLS)
                yield label(name)
                yield TrackingInput(order.order_id, self._drafts.get(order.order_id, ""))

    def on_mount(self) -> None:
        """The carrier is usually right: start at the first number that is missing or wrong."""
        open_ = [field for field in self._numbers() if not field.value or field.is_wrong]
        if open_:
            open_[0].focus()

    def _numbers(self) -> list[TrackingInput]:
        return list(self.query(TrackingInput))

    def show_fields(self) -> None:
        """Show the name field only where it is needed; keep what is typed."""
        show_carrier_name(self)
        for field in self._numbers():
            if field.value:
                self._drafts[field.order_id] = field.value
            else:
                self._drafts.pop(field.order_id, None)

    def problem(self) -> str:
        """The rule's own sentence, with the order that it is about."""
        if not self._able:
            return _("配送完了にできる注文がありません。")
        carrier = chosen_carrier(self)
        typed = [field for field in self._numbers() if field.tracking]
        if refusal := check_parcel(carrier, "1"):
            return _(refusal.value)
        for field in typed:
            if refusal := check_parcel(carrier, field.tracking):
                return f"{field.order_id}: {_(refusal.value)}"
        return "" if typed else _("追跡番号を入力してください。")

    def hint(self) -> str:
        """How many will go, what stays, and numbers that stand twice."""
        numbers = [field.tracking for field in self._numbers() if field.tracking]
        parts = [_("{n}件を送信待ちに入れます。").format(n=len(numbers))]
        if rest := len(self._able) - len(numbers):
            parts.append(_("空欄の{n}件はそのままです。").format(n=rest))
        if twice := len(numbers) - len(set(numbers)):
            parts.append(_("同じ追跡番号が{n}件あります。").format(n=twice))
        beyond = len(able(self._orders, lambda order: order.ship)) - len(self._able)
        if beyond:
            parts.append(_("残りの{n}件は続けて、またはCSVで入力してください。").format(n=beyond))
        return "".join(parts)

    def answer(self) -> tuple[ShipRow, ...]:
        """A row for each number."""
        carrier = chosen_carrier(self)
        return tuple(
            ShipRow(field.order_id, carrier, field.tracking)
            for field in self._numbers()
            if field.tracking
        )

    @on(Input.Submitted)
    def to_next_number(self, message: Input.Submitted) -> None:
        """Enter goes to the next number, as a scanner types it; after the last to the button.

        A number that is wrong keeps it, or the last Enter would be for やめる.
        """
        fields = self._numbers()
        if message.input not in fields:
            return
        # The form would take Enter for its end.
        message.prevent_default()
        wrong = [each for each in fields if each.is_wrong]
        if wrong:
            wrong[0].focus()
        elif message.input is fields[-1] and self.problem():
            self.screen.focus_next(Input)
        else:
            self.focus_next()

    @on(TrackingInput.ColumnPasted)
    def fill_column(self, message: TrackingInput.ColumnPasted) -> None:
        """Put each line into a field of its own, from where it was pasted on."""
        fields = self._numbers()
        below = fields[fields.index(message.field) :]
        for field, text in zip(below, message.texts, strict=False):
            field.value = text.strip()
