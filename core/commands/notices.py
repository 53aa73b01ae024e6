"""One 配送完了 or 注文キャンセル: what stands against it, and how it is put in line."""

from datetime import datetime

from core.books.books import Books
from core.books.journal import Entry
from core.domain.carriers import carrier_for
from core.domain.cleaning import clean
from core.domain.labels import Handling, PushKind, PushState
from core.domain.outbox import check_parcel, may_cancel, may_ship
from core.domain.refusals import Refusal
from core.domain.shipping import CancelRow, ShipRow, shipping_instant
from core.domain.transitions import OrderState
from core.sync.axes import move_axes

_DEAD = (PushState.REFUSED, PushState.TAKEN_BACK)


def against_ship(state: OrderState | None, row: ShipRow, now: datetime) -> Refusal | None:
    """Why 配送完了 of an order in `state` is not possible (R25, R31, R33), None where it is."""
    if wrong := check_parcel(row.carrier, row.tracking):
        return wrong
    if state is None:
        return Refusal.NO_SUCH_ORDER
    if refusal := may_ship(state, state.fulfilled_by):
        return refusal
    at = shipping_instant(row.shipped_on, state.purchased_at, now)
    return at if isinstance(at, Refusal) else None


def put_ship(books: Books, state: OrderState | None, row: ShipRow, now: datetime) -> int:
    """Put a checked 配送完了 in line, inside an open step; gives its number."""
    order_id = row.order_id
    carrier, tracking = _parcel(row)
    assert state is not None, "the row was checked"
    shipped_at = shipping_instant(row.shipped_on, state.purchased_at, now)
    assert not isinstance(shipped_at, Refusal), "the row was checked"
    seq = books.journal.write(
        Entry.COMMAND, order_id=order_id, command=PushKind.SHIP, carrier=carrier, tracking=tracking
    )
    push_id = books.outbox.add(
        order_id,
        PushKind.SHIP,
        now,
        command_seq=seq,
        carrier=carrier,
        tracking=tracking,
        shipped_at=shipped_at,
    )
    move_axes(books, order_id, state, handling=Handling.SHIPPED, cause=seq, rule="R32")
    return push_id


def repeats_ship(books: Books, state: OrderState | None, row: ShipRow) -> bool:
    """Whether this very parcel is on its way to Amazon already, or has arrived there (R39)."""
    if not (state and state.push(PushKind.SHIP)) or check_parcel(row.carrier, row.tracking):
        return False
    item = books.outbox.newest(row.order_id, PushKind.SHIP)
    if item is None or item.state in _DEAD:
        return False
    return (item.carrier, item.tracking) == _parcel(row)


def against_cancel(books: Books, row: CancelRow) -> Refusal | None:
    """Why this 注文キャンセル is not possible (R25, R37), None where it is."""
    state = books.orders.state(row.order_id)
    if state is None:
        return Refusal.NO_SUCH_ORDER
    return may_cancel(state, state.fulfilled_by)


def put_cancel(books: Books, row: CancelRow, now: datetime) -> int:
    """Put a checked 注文キャンセル in line, inside an open step; gives its number."""
    order_id = row.order_id
    seq = books.journal.write(
        Entry.COMMAND, order_id=order_id, command=PushKind.CANCEL, reason=row.reason
    )
    state = books.orders.state(order_id)
    assert state is not None, "the row was checked"
    push_id = books.outbox.add(order_id, PushKind.CANCEL, now, command_seq=seq, reason=row.reason)
    move_axes(books, order_id, state, handling=Handling.CANCELLED, cause=seq, rule="R32")
    return push_id


def repeats_cancel(books: Books, row: CancelRow) -> bool:
    """Whether this very cancel is on its way to Amazon already, or has arrived there."""
    item = books.outbox.newest(row.order_id, PushKind.CANCEL)
    return item is not None and item.state not in _DEAD and item.reason is row.reason


def _parcel(row: ShipRow) -> tuple[str, str]:
    return carrier_for(clean(row.carrier, 80)).label, row.tracking.strip()
