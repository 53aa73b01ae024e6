"""A cancel at Amazon's side: by whom; or the buyer's request for one."""

from typing import Literal, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, Select

from tui.dialogs.form import Form, label
from tui.words import N_, _

Canceller = Literal["BUYER", "SELLER", "AMAZON"]
_WHO: dict[Canceller, str] = {
    "BUYER": N_("購入者"),
    "SELLER": N_("出品者（セラーセントラル）"),
    "AMAZON": "Amazon",
}


class AmazonCancelForm(Form[Canceller]):
    """Who cancels."""

    HELP = N_(
        "誰がキャンセルするかを選びます。Amazon側の操作で、ショップには次の注文取込で伝わります。"
    )

    submit_text = N_("Amazonでキャンセルする")

    def __init__(self, order_id: str) -> None:
        super().__init__()
        self._order_id = order_id

    def heading(self) -> str:
        """Which order."""
        return f"{_('キャンセル')}  {self._order_id}"

    def fields(self) -> ComposeResult:
        """One list."""
        yield label(_("だれが"))
        options = [(Text(_(word)), who) for who, word in _WHO.items()]
        yield Select(options, value="BUYER", allow_blank=False, id="who", compact=True)

    def problem(self) -> str:
        """One is always chosen."""
        return ""

    def answer(self) -> Canceller:
        """Who cancels."""
        return cast("Canceller", self.query_one("#who", Select).value)


class RequestCancelForm(Form[str]):
    """The buyer asks for a cancel, in his own words (R29)."""

    HELP = N_("購入者がキャンセルを依頼します。依頼だけで、注文はキャンセルになりません（R29）。")

    submit_text = N_("依頼する")

    def __init__(self, order_id: str) -> None:
        super().__init__()
        self._order_id = order_id

    def heading(self) -> str:
        """Which order."""
        return f"{_('購入者のキャンセル依頼')}  {self._order_id}"

    def fields(self) -> ComposeResult:
        """One line."""
        yield label(_("理由（購入者の言葉）"))
        yield Input(_("間違えて注文しました"), id="reason", compact=True)

    def problem(self) -> str:
        """A reason is needed."""
        if self.query_one("#reason", Input).value.strip():
            return ""
        return _("理由を入力してください。")

    def answer(self) -> str:
        """The words."""
        return self.query_one("#reason", Input).value.strip()
