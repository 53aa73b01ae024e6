"""What if: ask for the settings of the second world, and show what became of both."""

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Select, Static

from core.domain.labels import Policy
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import Form, label
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.what_if import Changes, Figures

JOBS = {
    "jobs.orders": N_("注文取込"),
    "jobs.fill": N_("注文補完"),
    "jobs.listings": N_("在庫・価格送信"),
    "jobs.outcomes": N_("配送・キャンセル送信"),
    "jobs.watch": N_("見回り"),
}


class WhatIfForm(Form["Changes"]):
    """Policy, reserve, the period of one job; at least one of them differs."""

    HELP = N_("何が変わるかを確かめる条件です。今と違う値を一つ以上選びます。")

    title_text = N_("もしも: 同じ購入者で、設定だけを変える")
    submit_text = N_("比べる")

    def __init__(self, name: str, policy: Policy) -> None:
        """`policy` is the one of the first world, which is as written."""
        super().__init__()
        self._case = name
        self._policy = policy

    def heading(self) -> str:
        """Of which case."""
        return f"{_(self.title_text)}  {self._case} ({self._policy.value})"

    def fields(self) -> ComposeResult:
        """Each may stay as it is."""
        as_is = _("そのまま")
        with Horizontal(classes="field-row"):
            yield label(_("方針"))
            other = Policy.SAFE if self._policy is Policy.DOCUMENTED else Policy.DOCUMENTED
            yield Select(
                [(Text(other.value), other.value)], prompt=as_is, id="policy", compact=True
            )
        with Horizontal(classes="field-row"):
            yield label(_("安全在庫"))
            yield Input(id="reserve", placeholder=as_is, compact=True)
        with Horizontal(classes="field-row"):
            yield label(_("定期処理"))
            options = [(Text(_(words)), name) for name, words in JOBS.items()]
            yield Select(options, prompt=as_is, id="job", compact=True)
        with Horizontal(classes="field-row", id="period-row"):
            yield label(_("間隔"))
            yield Input("PT5M", id="period", placeholder="PT5M", compact=True)

    def show_fields(self) -> None:
        """A period belongs to a job."""
        self.query_one("#period-row").display = self._chosen("job") is not None

    def _chosen(self, id: str) -> str | None:
        value = self.query_one(f"#{id}", Select).value
        return value if isinstance(value, str) else None

    def _text(self, id: str) -> str:
        return self.query_one(f"#{id}", Input).value.strip()

    def problem(self) -> str:
        """What is no setting, or that nothing is different."""
        from scenarios.what_if_command import WrongSetting

        reserve = self._text("reserve")
        if reserve and not (reserve.isascii() and reserve.isdigit() and len(reserve) < 6):
            return _("安全在庫は0以上の整数で入力してください。")
        if not reserve and self._chosen("policy") is None and self._chosen("job") is None:
            return _("変える設定を一つ以上選んでください。")
        try:
            self.answer()
        except WrongSetting as wrong:
            return wrong.said.text(_)
        return ""

    def hint(self) -> str:
        """What is compared with what."""
        from scenarios.what_if_command import label_of

        return f"{self._policy.value} ⇔ {label_of(self.answer(), _)}"

    def answer(self) -> "Changes":
        """What is different in the second world."""
        from scenarios.what_if_command import changes_of

        reserve, job = self._text("reserve"), self._chosen("job")
        settings = [f"{job}={self._text('period')}"] if job else []
        return changes_of(self._chosen("policy"), int(reserve) if reserve else None, settings)


class WhatIfFigures(Dialog[None]):
    """The figures of both worlds side by side."""

    HELP = N_("二つの世界の結果を並べています。違う数に印が付きます。")

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,enter,q", "close", "閉じる", "閉じる", id="figures.close"),
    ]

    def __init__(self, name: str, head: tuple[str, str], both: "tuple[Figures, Figures]") -> None:
        """`head` names the two worlds."""
        super().__init__()
        self._case = name
        self._head = head
        self._both = both

    def compose(self) -> ComposeResult:
        """Heading and table."""
        from scenarios.what_if_command import table

        head, *rows = table(*self._both, self._head, _)
        told = [inked(Ink(head, "strong")), *(inked(row) for row in rows)]
        with Vertical(id="form"):
            yield Static(inked(Ink(f"{_('もしも')}  {self._case}", "strong")), id="form-title")
            yield Static(lines(*told), id="figures")
            yield Static(inked(Ink(_("Escで閉じます。"), "quiet")))

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
