"""注文検索: which orders the list shows: by day, both axes, payment kind, channel, 送信状態."""

from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeVar

import msgspec
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from core.domain.instants import jst
from core.domain.labels import FulfilledBy, Handling, PaymentKind, PaymentStatus, PushState
from core.views.rows import OrderFilter
from tui.days import DayUnreadable, day_of, midnight
from tui.dialogs.filter_form import FilterForm
from tui.dialogs.form import label
from tui.formats import day
from tui.words import N_, _

Choice = TypeVar("Choice", bound=Enum)

_CHANNELS: dict[Enum, str] = {FulfilledBy.MERCHANT: N_("自社配送"), FulfilledBy.AMAZON: "FBA"}


class OrderFilterForm(FilterForm[OrderFilter]):
    """Days, both axes, payment kind, channel, 送信状態, findings."""

    HELP = N_(
        "表示する注文の条件です。{filter.up}{filter.down} で欄を移り、"
        "{choice.last}{choice.next} で値を選び、どの欄からもEnterで絞り込みます。"
        "「すべて」のままの欄は条件になりません。"
    )

    title_text = N_("注文の絞込")

    def __init__(self, current: OrderFilter, now: datetime) -> None:
        """`now` is what 今日 is seen from."""
        super().__init__()
        self._current = current
        self._now = now

    def fields(self) -> ComposeResult:
        """One row a question."""
        now = self._current
        last = now.before - timedelta(days=1) if now.before else None
        yield from self._day(_("ご注文日 から"), "since", now.since)
        yield from self._day(_("ご注文日 まで"), "until", last)
        yield from self._field(
            "決済ステータス", "payment-status", PaymentStatus, now.payment_status
        )
        yield from self._field("処理可否", "handling", Handling, now.handling)
        yield from self._field(_("決済方法"), "payment-kind", PaymentKind, now.payment_kind)
        yield from self._field(_("配送"), "fulfilled-by", FulfilledBy, now.fulfilled_by)
        yield from self._field(_("送信状態"), "push-state", PushState, now.push_state)
        found = [(_("診断のある注文だけ"), True)]
        yield from self.choice(_("診断"), "with-findings", found, now.with_findings or None)

    def _day(self, name: str, id: str, at: datetime | None) -> ComposeResult:
        with Horizontal(classes="field-row"):
            yield label(name)
            value = f"{jst(at):%Y-%m-%d}" if at else ""
            yield Input(value, id=id, placeholder=_("11/23、昨日、7日前"), compact=True)

    def _field(self, name: str, id: str, kind: type[Enum], value: Enum | None) -> ComposeResult:
        options = [(_(_CHANNELS.get(choice, choice.value)), choice) for choice in kind]
        yield from self.choice(name, id, options, value)

    def _chosen(self, id: str, kind: type[Choice]) -> Choice | None:
        value = self.chosen(id)
        return value if isinstance(value, kind) else None

    def _read(self, id: str) -> date | None:
        return day_of(self.query_one(f"#{id}", Input).value, self._now)

    def problem(self) -> str:
        """What is no day; every other combination is allowed."""
        try:
            since, until = self._read("since"), self._read("until")
        except DayUnreadable as error:
            return _(error.sentence)
        if since and until and until < since:
            return _("「まで」の日が「から」の日より前です。")
        return ""

    def hint(self) -> str:
        """The days as they were understood, and the keys."""
        since, until = self._read("since"), self._read("until")
        if since is None and until is None:
            return super().hint()
        first, last = (day(midnight(each)) if each else "" for each in (since, until))
        return f"→ {first} 〜 {last}  {super().hint()}"

    def answer(self) -> OrderFilter:
        """The filter; what is searched for and the order of the list stay."""
        since, until = self._read("since"), self._read("until")
        return msgspec.structs.replace(
            self._current,
            since=midnight(since) if since else None,
            before=midnight(until) + timedelta(days=1) if until else None,
            payment_status=self._chosen("payment-status", PaymentStatus),
            handling=self._chosen("handling", Handling),
            payment_kind=self._chosen("payment-kind", PaymentKind),
            fulfilled_by=self._chosen("fulfilled-by", FulfilledBy),
            push_state=self._chosen("push-state", PushState),
            with_findings=self.chosen("with-findings") is True,
        )
