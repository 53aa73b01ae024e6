"""Search orders by their buyer: told beforehand what is decrypted for it (R40)."""

from textual.app import ComposeResult
from textual.widgets import Input

from core.views.buyers import SEARCHED_AT_MOST
from tui.dialogs.form import Form, label
from tui.ink import Ink, inked
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _


class BuyerSearchForm(Form[str]):
    """Part of a name, an address, a phone number or a mail address."""

    HELP = N_(
        "名前・住所・電話番号・メールの一部で購入者を探します。探したことは記録に残ります（R40）。"
    )

    title_text = N_("購入者で検索")
    submit_text = N_("探す")

    def fields(self) -> ComposeResult:
        """What is done with personal data, and one line."""
        told = _(
            "新しい購入者{n}人までの個人情報を、いま復号して探します。"
            "言葉も結果も保存しません。探したことだけを記録に残します。"
        ).format(n=f"{SEARCHED_AT_MOST:,}")
        yield Drawn(prose(inked(Ink(told, "note"))), id="told")
        yield label(_("名前、住所、電話番号、メールアドレスの一部"))
        yield Input(id="buyer", compact=True)

    def problem(self) -> str:
        """There must be something to look for."""
        return "" if self.answer() else _("探す言葉を入力してください。")

    def answer(self) -> str:
        """The text."""
        return self.query_one("#buyer", Input).value.strip()
