"""配送完了, 注文キャンセル and 取り下げ, singly and many at once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from core.books.books import Books
from core.books.journal import Entry
from core.books.outbox import PushItem
from core.commands.notices import (
    against_cancel,
    against_ship,
    put_cancel,
    put_ship,
    repeats_cancel,
    repeats_ship,
)
from core.domain.labels import CancelReason, PushKind, PushState
from core.domain.outbox import handling_without_push, may_take_back
from core.domain.refusals import Refusal
from core.domain.shipping import CancelRow, Outcome, RowResult, ShipRow
from core.errors import Refused
from core.sync.axes import move_axes

Row = TypeVar("Row", ShipRow, CancelRow)


class OrderCommands:
    """The commands on orders. Each call is one step: all of it is written or none."""

    _books: Books
    _clock: Callable[[], datetime]

    def ship(
        self, order_id: str, carrier: str, tracking: str, *, shipped_on: date | None = None
    ) -> int:
        """配送完了: put a shipment notice in line; gives its number (R31 to R33)."""
        row = ShipRow(order_id, carrier, tracking, shipped_on)
        now = self._clock()
        with self._books.atomic(now):
            state = self._books.orders.state(order_id)
            if refusal := against_ship(state, row, now):
                raise Refused(refusal, order_id)
            return put_ship(self._books, state, row, now)

    def cancel(self, order_id: str, reason: CancelReason) -> int:
        """注文キャンセル: put a cancel of the whole order in line; gives its number (R37)."""
        row = CancelRow(order_id, reason)
        now = self._clock()
        with self._books.atomic(now):
            if refusal := against_cancel(self._books, row):
                raise Refused(refusal, order_id)
            return put_cancel(self._books, row, now)

    def ship_many(
        self, rows: Sequence[ShipRow], *, dry_run: bool = False, all_or_nothing: bool = False
    ) -> tuple[RowResult, ...]:
        """配送完了 of many orders, each by the same checks; gives what came of each row (R39).

        A row that repeats what is on its way already changes nothing. `dry_run` only checks;
        `all_or_nothing` puts nothing in line if any row is refused.
        """
        books, now = self._books, self._clock()
        state = cache(books.orders.state)
        return self._many(
            rows,
            now,
            repeats=lambda row: repeats_ship(books, state(row.order_id), row),
            against=lambda row: against_ship(state(row.order_id), row, now),
            put=lambda row: put_ship(books, state(row.order_id), row, now),
            dry_run=dry_run,
            all_or_nothing=all_or_nothing,
        )

    def cancel_many(
        self, rows: Sequence[CancelRow], *, dry_run: bool = False, all_or_nothing: bool = False
    ) -> tuple[RowResult, ...]:
        """注文キャンセル of many orders, as `ship_many` does (R37, R39)."""
        books, now = self._books, self._clock()
        return self._many(
            rows,
            now,
            repeats=lambda row: repeats_cancel(books, row),
            against=lambda row: against_cancel(books, row),
            put=lambda row: put_cancel(books, row, now),
            dry_run=dry_run,
            all_or_nothing=all_or_nothing,
        )

    def take_back(self, order_id: str) -> None:
        """Take back a 配送完了 or 注文キャンセル that has not been sent yet (R32)."""
        books, now = self._books, self._clock()
        with books.atomic(now):
            state = books.orders.state(order_id)
            if state is None:
                raise Refused(Refusal.NO_SUCH_ORDER, order_id)
            if refusal := may_take_back(state):
                raise Refused(refusal, order_id)
            item = self._waiting(order_id)
            seq = books.journal.write(
                Entry.COMMAND, order_id=order_id, command="取り下げ", notice=item.kind
            )
            books.outbox.step(item, PushState.TAKEN_BACK, now, cause=seq)
            handling = handling_without_push(state.amazon_status)
            move_axes(books, order_id, state, handling=handling, cause=seq, rule="R32")

    def _many(
        self,
        rows: Sequence[Row],
        now: datetime,
        *,
        repeats: Callable[[Row], bool],
        against: Callable[[Row], Refusal | None],
        put: Callable[[Row], int],
        dry_run: bool,
        all_or_nothing: bool,
    ) -> tuple[RowResult, ...]:
        with self._books.atomic(now):
            results: list[RowResult] = []
            seen: dict[str, Row] = {}
            for row in rows:
                earlier = seen.setdefault(row.order_id, row)
                results.append(_judged(row, earlier, repeats, against))
            refused = any(result.outcome is Outcome.REFUSED for result in results)
            if dry_run or (all_or_nothing and refused):
                return tuple(results)
            return tuple(
                RowResult(row.order_id, Outcome.DONE, push_id=put(row))
                if result.outcome is Outcome.DONE
                else result
                for row, result in zip(rows, results, strict=True)
            )

    def _waiting(self, order_id: str) -> PushItem:
        for kind in PushKind:
            item = self._books.outbox.newest(order_id, kind)
            if item and item.state is PushState.WAITING:
                return item
        raise Refused(Refusal.NOTHING_TO_TAKE_BACK, order_id)


def _judged(
    row: Row, earlier: Row, repeats: Callable[[Row], bool], against: Callable[[Row], Refusal | None]
) -> RowResult:
    """What is to come of a row; `earlier` is the first row of the same order, itself perhaps."""
    if earlier is not row:
        if earlier == row:
            return RowResult(row.order_id, Outcome.UNCHANGED)
        return RowResult(row.order_id, Outcome.REFUSED, Refusal.LISTED_TWICE)
    if repeats(row):
        return RowResult(row.order_id, Outcome.UNCHANGED)
    refusal = against(row)
    return RowResult(row.order_id, Outcome.REFUSED if refusal else Outcome.DONE, refusal)
