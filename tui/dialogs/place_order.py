"""A buyer orders at Amazon: which offer, how many, how it is paid, and when."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Select

from tui.amazon_columns import PAYMENTS, payment_word
from tui.dialogs.form import Form, label
from tui.ink import fit
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AmazonListing
    from scenarios.amazon_side import Payment

NEVER = "never"
QUANTITY_MAX = 999
_PAY_AFTER: dict[str, tuple[str, timedelta | None]] = {
    "PT10S": (N_("10秒後（カード）"), timedelta(seconds=10)),
    "PT30M": (N_("30分後"), timedelta(minutes=30)),
    "P1D": (N_("1日後"), timedelta(days=1)),
    NEVER: (N_("支払わない（期限で自動キャンセル）"), None),
}


class Purchase(NamedTuple):
    """What the buyer does."""

    sku: str
    quantity: int
    payment: "Payment"
    pay_after: timedelta | None


class PlaceOrderForm(Form[Purchase]):
    """Every field has a usable first value."""

    HELP = N_("購入者としてAmazonで注文します。商品、数量、支払いの確定までの時間を選びます。")

    title_text = N_("購入者として注文する")
    submit_text = N_("注文する")

    def __init__(self, listings: "Sequence[AmazonListing]", sku: str = "") -> None:
        super().__init__()
        self._listings = listings
        self._sku = sku

    def fields(self) -> ComposeResult:
        """Offer, quantity, payment, time of payment."""
        offers = [(Text(_offer(row)), row.sku) for row in self._listings]
        skus = [row.sku for row in self._listings]
        first = self._sku if self._sku in skus else Select.NULL
        with Horizontal(classes="field-row"):
            yield label(_("商品"))
            yield Select(offers, value=first, prompt=_("選んでください"), id="sku", compact=True)
        with Horizontal(classes="field-row"):
            yield label(_("数量"))
            yield Input("1", id="quantity", compact=True)
        with Horizontal(classes="field-row"):
            yield label(_("支払い"))
            payments = [(Text(payment_word(name)), name) for name in PAYMENTS]
            yield Select(
                payments, value="CREDIT_CARD", allow_blank=False, id="payment", compact=True
            )
        with Horizontal(classes="field-row"):
            yield label(_("支払いの確定"))
            times = [(Text(_(word)), name) for name, (word, _after) in _PAY_AFTER.items()]
            yield Select(times, value="PT10S", allow_blank=False, id="pay-after", compact=True)

    def _quantity(self) -> int:
        typed = self.query_one("#quantity", Input).value.strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0

    def problem(self) -> str:
        """An offer and a quantity are needed."""
        if self.query_one("#sku", Select).value is Select.NULL:
            return _("商品を選んでください。")
        if not 1 <= self._quantity() <= QUANTITY_MAX:
            return _("数量は1から{most}までの整数で入力してください。").format(most=QUANTITY_MAX)
        return ""

    def hint(self) -> str:
        """What the shop will see of it."""
        return _("次の注文取込（5分おき）でショップに現れます。")

    def answer(self) -> Purchase:
        """The purchase."""
        payment = cast("Payment", str(self.query_one("#payment", Select).value))
        _word, pay_after = _PAY_AFTER[str(self.query_one("#pay-after", Select).value)]
        return Purchase(
            str(self.query_one("#sku", Select).value), self._quantity(), payment, pay_after
        )


def _offer(row: "AmazonListing") -> str:
    by = "FBA" if row.fulfilled_by == "AMAZON" else _("自社")
    return fit(f"{row.sku}  {by}  {row.title}", 46).rstrip()
