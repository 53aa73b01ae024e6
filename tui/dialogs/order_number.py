"""Ask for an order number, or a part of it, and show while typing which orders it fits."""

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from core.views.rows import OrderFilter
from tui.dialogs.form import Form, label
from tui.ink import Ink, Tone, fit, inked, lines
from tui.keys import key
from tui.named_orders import named
from tui.signs import payment_ink
from tui.widgets.paged_table import POINTER
from tui.words import N_, _

if TYPE_CHECKING:
    from tui.session import Session

SHOWN = 6
_TITLE_CELLS = 30
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−ー"}
_WHOLE = re.compile(r"(\d{3})-?(\d{7})-?(\d{7})", re.ASCII)


class Fitting(NamedTuple):
    """An order that fits what was typed, and what stands beside its number."""

    order_id: str
    state: Ink
    title: str


class OrderNumberForm(Form[str]):
    """One line; Enter takes the order pointed at, the first one unless another was chosen."""

    title_text = N_("注文を調べる")
    submit_text = N_("調べる")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("down", "point(1)", "次", "次の注文を選ぶ", id="ask.down", show=False),
        key("up", "point(-1)", "前", "前の注文を選ぶ", id="ask.up", show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self._session = session
        self._typed = ""
        self._fitting: tuple[Fitting, ...] = ()
        self._pointed = 0

    def fields(self) -> ComposeResult:
        """The number, and the orders that it fits."""
        yield label(_("注文番号（一部でも）・商品名・SKU"))
        yield Input(id="order-number", max_length=60, compact=True)
        yield Static(id="fitting")

    def show_fields(self) -> None:
        """Look up what was typed."""
        typed = plain_number(self.query_one("#order-number", Input).value)
        if typed != self._typed:
            self._typed, self._pointed = typed, 0
            self._fitting = tuple(self._look_up(typed)) if typed else ()
        self._show_fitting()

    def _look_up(self, typed: str) -> list[Fitting]:
        views, named = self._session.views, self._session.orders_named(typed)
        found = [
            Fitting(row.order_id, Ink(_("保留"), "bad"), row.reason)
            for row in views.set_aside()
            if typed in row.order_id or row.order_id in named
        ]
        wanted = OrderFilter(order_ids=named) if named else OrderFilter(text=typed)
        for order in views.orders(wanted, limit=SHOWN).rows:
            found.append(Fitting(order.order_id, payment_ink(order.payment_status), order.title))
        return found[:SHOWN]

    def _show_fitting(self) -> None:
        rows = [self._line(number, each) for number, each in enumerate(self._fitting)]
        self.query_one("#fitting", Static).update(lines(*rows) if rows else "")

    def _line(self, number: int, each: Fitting) -> Content:
        tone: Tone = "strong" if number == self._pointed else ""
        sign = POINTER if number == self._pointed else " "
        return inked(
            Ink(f"{sign}{named(each.order_id, self._session.order_name)}  ", tone),
            Ink(fit(each.state.text, 14), each.state.tone),
            fit(each.title, _TITLE_CELLS),
        )

    def action_point(self, step: int) -> None:
        """Point at another one."""
        self._pointed = max(0, min(len(self._fitting) - 1, self._pointed + step))
        self._show_fitting()

    def problem(self) -> str:
        """What is missing."""
        if not self._typed:
            return _("注文番号を入力してください。")
        if not self._fitting:
            return _("合う注文はありません。番号を確かめるか、次の注文取込をお待ちください。")
        return ""

    def hint(self) -> str:
        """What the keys do."""
        return _("↑↓で選び、Enterで調べます。")

    def answer(self) -> str:
        """The order pointed at."""
        return self._fitting[self._pointed].order_id


def plain_number(text: str) -> str:
    """What was typed as Amazon writes it: half-width, and a whole number with its hyphens."""
    plain = unicodedata.normalize("NFKC", text).strip()
    whole = _WHOLE.fullmatch("".join(plain.translate(_DASHES).split()))
    if whole:
        return "-".join(whole.groups())
    dashed = plain.translate(_DASHES)
    return dashed if set(dashed) <= set("0123456789-") else plain
