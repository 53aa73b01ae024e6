"""Parts of a world as lines of text; the shop as its books tell it, Amazon as it tells itself."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from core import Books, Views
from core.domain.instants import jst
from core.domain.labels import LIVE_STATES, PushState
from core.errors import Refused
from core.views.product_rows import ProductFilter
from core.views.rows import FindingRow, JobRow, JournalRow, OrderFilter, OrderRow, PushRow
from scenarios.amazon_facts import AgendaItem, ReceivedCall
from scenarios.happenings import at_amazon, is_news
from scenarios.live import LiveWorld
from scenarios.said import say
from tui.formats import near, short_moment
from tui.headless.listing import Column, table_lines
from tui.headless.order_columns import COLUMNS as ORDER_COLUMNS
from tui.headless.order_text import order_lines
from tui.headless.product_columns import COLUMNS as PRODUCT_COLUMNS
from tui.words import N_, _, translate
from tui.world.commands import Subject, WrongCommand

if TYPE_CHECKING:
    from scenarios.world import World

LINES = 20
ROWS_MAX = 1_000
ON_THE_WAY = (*LIVE_STATES, PushState.REFUSED)


class _Tally(msgspec.Struct, frozen=True):
    operation: str
    made: int
    failed: int


class Shows:
    """Reads the books of a living world beside its engine."""

    def __init__(self, live: LiveWorld) -> None:
        self._live = live
        self._books = Books.open(live.books_path)
        self._views = Views(self._books)

    def close(self) -> None:
        """Let go of the books."""
        self._books.close()

    def lines(self, subject: Subject, of: str) -> list[str]:
        """What is to be shown. Raises WrongCommand where `of` says nothing."""
        match subject:
            case Subject.ORDER:
                return self._order(of)
            case Subject.CALLS:
                return self._calls(_count(of))
            case Subject.JOURNAL:
                return [*table_lines(self._journal(_count(of)), _JOURNAL)] or _nothing()
            case _ if of:
                raise WrongCommand(say("このあとには何も書けません: {rest}", rest=of))
            case _:
                return [*self._table(subject)] or _nothing()

    def _table(self, subject: Subject) -> Iterator[str]:
        match subject:
            case Subject.ORDERS:
                page = self._views.orders(limit=ROWS_MAX)
                name = Column[OrderRow]("", lambda row: self._live.cast.order_name(row.order_id))
                yield from table_lines(page.rows, (name, *ORDER_COLUMNS))
            case Subject.STOCK:
                products = self._views.product_page(ProductFilter(), limit=ROWS_MAX)
                yield from table_lines(products.rows, PRODUCT_COLUMNS)
            case Subject.OUTBOX:
                yield from table_lines(self._outbox(), _OUTBOX)
            case Subject.FINDINGS:
                yield from table_lines(self._views.findings(), _FINDINGS)
            case Subject.JOBS:
                now = self._live.state().now
                due = Column[JobRow](N_("次回"), lambda row: near(row.due_at, now))
                yield from table_lines(self._views.jobs(), (_JOBS[0], due, *_JOBS[1:]))
            case _:
                yield from table_lines(self._agenda(), _AGENDA)

    def _order(self, named: str) -> list[str]:
        if not named:
            raise WrongCommand(say("注文の名前か番号がありません。例: order A"))
        numbers = self._live.cast.orders_named(named)
        number = numbers[0] if len(numbers) == 1 else named
        try:
            return order_lines(self._views.order(number))
        except Refused as refused:
            raise WrongCommand(
                say("{why}（{order}）", why=_(refused.reason.value), order=named)
            ) from None

    def _outbox(self) -> Iterator[PushRow]:
        for state in ON_THE_WAY:
            for row in self._views.orders(OrderFilter(push_state=state), limit=ROWS_MAX).rows:
                yield from (
                    push for push in self._views.pushes(row.order_id) if push.state is state
                )

    def _journal(self, count: int) -> tuple[JournalRow, ...]:
        after = max(0, self._books.journal.latest() - count)
        return self._views.journal(after=after, limit=count)

    def _agenda(self) -> tuple[AgendaItem, ...]:
        async def read(world: "World") -> tuple[AgendaItem, ...]:
            return await world.amazon.agenda(ROWS_MAX)

        return tuple(item for item in self._live.submit(read).result() if is_news(item))[:LINES]

    def _calls(self, count: int) -> list[str]:
        async def read(world: "World") -> tuple[ReceivedCall, ...]:
            return await world.amazon.requests()

        calls = self._live.submit(read).result()
        made = Counter(call.operation or "" for call in calls)
        failed = Counter(call.operation or "" for call in calls if call.status >= 400)
        tallies = (_Tally(name, made[name], failed[name]) for name in sorted(made))
        lines = [*table_lines(calls[-count:], _CALLS), "", *table_lines(tallies, _TALLIES)]
        return lines if calls else _nothing()


def _nothing() -> list[str]:
    return [_("ありません。")]


def _count(of: str) -> int:
    if not of:
        return LINES
    if not (of.isascii() and of.isdigit()) or not 1 <= int(of[:9]) <= ROWS_MAX:
        raise WrongCommand(
            say("「{rest}」は書けません。1から{high}までの整数です。", rest=of, high=ROWS_MAX)
        )
    return int(of)


_OUTBOX = (
    Column[PushRow](N_("注文番号"), lambda row: row.order_id),
    Column[PushRow](N_("送信"), lambda row: row.kind.value),
    Column[PushRow](N_("状態"), lambda row: row.state.value),
    Column[PushRow](N_("次回"), lambda row: short_moment(row.due_at)),
    Column[PushRow](N_("内容"), lambda row: f"{row.carrier} {row.tracking}{row.reason}"),
    Column[PushRow]("Amazon", lambda row: row.error),
)
_FINDINGS = (
    Column[FindingRow]("!", lambda row: str(row.weight)),
    Column[FindingRow](N_("対象"), lambda row: row.subject),
    Column[FindingRow](N_("日時"), lambda row: short_moment(row.at)),
    Column[FindingRow](N_("規則"), lambda row: row.rule),
    Column[FindingRow](N_("診断"), lambda row: f"{_(row.text)} {row.note} {_(row.advice)}"),
)
_JOBS = (
    Column[JobRow](N_("処理"), lambda row: _(row.label)),
    Column[JobRow](N_("待ち"), lambda row: str(row.backlog or ""), right=True),
    Column[JobRow](N_("待つもの"), lambda row: row.waits_for),
    Column[JobRow](N_("結果"), lambda row: row.last_result),
)
_AGENDA = (
    Column[AgendaItem](N_("日時"), lambda row: f"{jst(row.due):%m-%d %H:%M:%S}"),
    Column[AgendaItem](N_("Amazonで起きること"), lambda row: at_amazon(row).said.text(translate)),
)
_CALLS = (
    Column[ReceivedCall](N_("日時"), lambda row: f"{jst(row.at):%m-%d %H:%M:%S}"),
    Column[ReceivedCall](N_("操作"), lambda row: row.operation or "-"),
    Column[ReceivedCall](N_("状態"), lambda row: str(row.status)),
)
_TALLIES = (
    Column[_Tally](N_("操作"), lambda row: row.operation or "-"),
    Column[_Tally](N_("回数"), lambda row: str(row.made), right=True),
    Column[_Tally](N_("失敗"), lambda row: str(row.failed), right=True),
)
_JOURNAL = (
    Column[JournalRow]("#", lambda row: str(row.seq), right=True),
    Column[JournalRow](N_("日時"), lambda row: f"{jst(row.at):%m-%d %H:%M:%S}"),
    Column[JournalRow](N_("種類"), lambda row: row.kind),
    Column[JournalRow](N_("対象"), lambda row: row.order_id or row.sku),
    Column[JournalRow](N_("内容"), lambda row: row.data),
)
