"""注文検索: which orders the list shows, by both axes, payment kind, channel and 送信状態."""

from enum import Enum
from typing import TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Select

from core.domain.labels import FulfilledBy, Handling, PaymentKind, PaymentStatus, PushState
from core.views.rows import OrderFilter
from tui.dialogs.form import Form, label
from tui.words import N_, _

Choice = TypeVar("Choice", bound=Enum)

_CHANNELS: dict[Enum, str] = {FulfilledBy.MERCHANT: N_("自社配送"), FulfilledBy.AMAZON: "FBA"}


class OrderFilterForm(Form[OrderFilter]):
    """Every field may stay open: すべて."""

    title_text = N_("注文の絞込")
    submit_text = N_("絞り込む")

    def __init__(self, current: OrderFilter) -> None:
        super().__init__()
        self._current = current

    def fields(self) -> ComposeResult:
        """One list per axis."""
        now = self._current
        yield from self._field(
            "決済ステータス", "payment-status", PaymentStatus, now.payment_status
        )
        yield from self._field("処理可否", "handling", Handling, now.handling)
        yield from self._field(_("決済方法"), "payment-kind", PaymentKind, now.payment_kind)
        yield from self._field(_("配送"), "fulfilled-by", FulfilledBy, now.fulfilled_by)
        yield from self._field(_("送信状態"), "push-state", PushState, now.push_state)
        with Horizontal(classes="field-row"):
            yield label(_("診断"))
            yield Select(
                [(Text(_("診断のある注文だけ")), True)],
                prompt=_("すべて"),
                value=True if now.with_findings else Select.NULL,
                id="with-findings",
                compact=True,
            )

    def _field(self, name: str, id: str, kind: type[Choice], value: Choice | None) -> ComposeResult:
        options = [(Text(_(_CHANNELS.get(choice, choice.value))), choice) for choice in kind]
        with Horizontal(classes="field-row"):
            yield label(name)
            yield Select(
                options,
                prompt=_("すべて"),
                value=Select.NULL if value is None else value,
                id=id,
                compact=True,
            )

    def _chosen(self, id: str, kind: type[Choice]) -> Choice | None:
        value = self.query_one(f"#{id}", Select).value
        return value if isinstance(value, kind) else None

    def problem(self) -> str:
        """Every combination is allowed."""
        return ""

    def answer(self) -> OrderFilter:
        """The filter, the searched text kept."""
        return OrderFilter(
            payment_status=self._chosen("payment-status", PaymentStatus),
            handling=self._chosen("handling", Handling),
            payment_kind=self._chosen("payment-kind", PaymentKind),
            fulfilled_by=self._chosen("fulfilled-by", FulfilledBy),
            push_state=self._chosen("push-state", PushState),
            with_findings=self.query_one("#with-findings", Select).value is True,
            text=self._current.text,
        )
