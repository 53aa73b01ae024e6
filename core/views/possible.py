"""What may be done with each of many orders, and why the rest is refused (R25, R33, R39)."""

from collections.abc import Iterable, Iterator

import msgspec

from core.books.books import Books
from core.domain.labels import Mark
from core.domain.outbox import may_cancel, may_ship, may_take_back
from core.domain.refusals import Refusal


class Possible(msgspec.Struct, frozen=True):
    """One order; each of the three says why not, None where it may be done."""

    order_id: str
    title: str
    ship: Refusal | None
    cancel: Refusal | None
    take_back: Refusal | None
    cancel_asked: bool = False
    """The buyer has asked for a cancellation (R29)."""


def possible(books: Books, order_ids: Iterable[str]) -> Iterator[Possible]:
    """Each order in turn; one that is not in the books refuses everything."""
    for order_id in order_ids:
        state = books.orders.state(order_id)
        if state is None:
            no = Refusal.NO_SUCH_ORDER
            yield Possible(order_id, "", no, no, no)
            continue
        by = state.fulfilled_by
        title, marks = books.connection.execute(
            "SELECT title, marks FROM orders WHERE order_id = ?", (order_id,)
        ).fetchone()
        yield Possible(
            order_id,
            str(title),
            may_ship(state, by),
            may_cancel(state, by),
            may_take_back(state),
            Mark.CANCEL_ASKED in str(marks).split(),
        )
