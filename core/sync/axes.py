"""The two axes as they move, each step journalled with the rule behind it."""

from datetime import datetime

from core.books.books import Books
from core.books.journal import Entry
from core.domain.findings import Finding, link_failed_finding
from core.domain.labels import Handling, PaymentStatus
from core.domain.outbox import handling_without_push
from core.domain.transitions import OrderState


def move_axes(
    books: Books,
    order_id: str,
    state: OrderState,
    *,
    payment_status: PaymentStatus | None = None,
    handling: Handling | None = None,
    cause: int,
    rule: str,
) -> int:
    """Move one or both axes from `state` by a decision of ours; gives the journal's line."""
    books.orders.set_axes(order_id, payment_status=payment_status, handling=handling)
    after = (payment_status or state.payment_status, handling or state.handling)
    return journal_step(books, order_id, (state.payment_status, state.handling), after, cause, rule)


def link_failed(books: Books, order_id: str, now: datetime, *, cause: int, rule: str) -> None:
    """連携失敗: Amazon refused a notice or a cancel, and nobody can change it any more (R35)."""
    state = books.orders.state(order_id)
    assert state is not None
    seq = move_axes(
        books,
        order_id,
        state,
        payment_status=PaymentStatus.LINK_FAILED,
        handling=handling_without_push(state.amazon_status, state.handling),
        cause=cause,
        rule=rule,
    )
    finding = link_failed_finding(state.amazon_status)
    books.findings.raise_(finding, order_id, now, order_id=order_id, cause=seq)
    books.findings.clear(Finding.UNCONFIRMED, order_id, order_id=order_id)


def journal_step(
    books: Books,
    order_id: str,
    before: tuple[PaymentStatus, Handling] | None,
    after: tuple[PaymentStatus, Handling],
    cause: int,
    rule: str,
) -> int:
    """Journal a step from `before` to `after`; gives its line, or `cause` where there is none."""
    if before == after:
        return cause
    return books.journal.write(
        Entry.STATUS,
        order_id=order_id,
        cause=cause,
        payment_before=before[0] if before else None,
        payment_status=after[0],
        handling_before=before[1] if before else None,
        handling=after[1],
        rule=rule,
    )
