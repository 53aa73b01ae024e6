"""配送完了 and 注文キャンセル of the shop: when they may be pressed, how far Amazon has them."""

import re

from core.domain.cleaning import clean
from core.domain.labels import (
    AmazonStatus,
    FulfilledBy,
    Handling,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.refusals import Refusal
from core.domain.transitions import OrderState
from core.errors import OurBug

_P = PushState

LEGAL: dict[PushState, frozenset[PushState]] = {
    _P.WAITING: frozenset({_P.SENDING, _P.TAKEN_BACK, _P.CONFIRMED}),
    _P.SENDING: frozenset({_P.ACCEPTED, _P.REFUSED, _P.UNKNOWN, _P.WAITING, _P.CONFIRMED}),
    _P.UNKNOWN: frozenset({_P.ACCEPTED, _P.CONFIRMED, _P.REFUSED, _P.WAITING, _P.TAKEN_BACK}),
    _P.ACCEPTED: frozenset({_P.CONFIRMED, _P.REFUSED, _P.UNKNOWN}),
    _P.CONFIRMED: frozenset(),
    _P.REFUSED: frozenset(),
    _P.TAKEN_BACK: frozenset(),
}
"""The life of a notice.

送信待ち → 確認済み is an adopted shipment (R35, safe); 結果不明 → 取り下げ is a notice that was
lost, for an order that Amazon cancelled meanwhile.
"""

_TRACKING = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,39}")


def check_step(before: PushState, after: PushState) -> None:
    """Raise OurBug where a notice would take a step that its life does not have."""
    if after not in LEGAL[before]:
        raise OurBug(f"outbox: {before} → {after}")


def may_ship(state: OrderState, fulfilled_by: FulfilledBy) -> Refusal | None:
    """Why 配送完了 is not possible (R25, R33), None where it is."""
    refusal = _neither(state, fulfilled_by)
    if refusal:
        return refusal
    if state.amazon_status is AmazonStatus.UNFULFILLABLE:
        return Refusal.UNFULFILLABLE
    if state.payment_status is PaymentStatus.NEEDS_CHECK:
        return Refusal.UNPAID
    if state.amazon_status is AmazonStatus.PARTIALLY_SHIPPED:
        # Our notice names the whole order, which Amazon refuses for good (推定).
        return Refusal.PARTLY_SHIPPED
    return None


def may_cancel(state: OrderState, fulfilled_by: FulfilledBy) -> Refusal | None:
    """Why 注文キャンセル is not possible (R25, R37), None where it is.

    An unpaid order may be cancelled here; whether Amazon takes it is Amazon's to say.
    """
    return _neither(state, fulfilled_by)


def _neither(state: OrderState, fulfilled_by: FulfilledBy) -> Refusal | None:
    if fulfilled_by is FulfilledBy.AMAZON:
        return Refusal.FBA
    if state.payment_status is PaymentStatus.LINK_FAILED:
        return Refusal.LINK_FAILED
    if state.payment_status is PaymentStatus.CANCELLED:
        return Refusal.ALREADY_CANCELLED
    if any(push.waits for push in state.pushes):
        return Refusal.PUSH_UNDER_WAY
    match state.handling:
        case Handling.SHIPPED:
            return Refusal.ALREADY_SHIPPED
        case Handling.CANCELLED:
            return Refusal.ALREADY_CANCELLED
        case Handling.OPEN | Handling.RETURNED:
            return None


def may_take_back(state: OrderState) -> Refusal | None:
    """Why the newest notice cannot be taken back (R32), None where it can."""
    if any(push.waits for push in state.pushes):
        return None
    sent = (PushState.SENDING, PushState.ACCEPTED, PushState.UNKNOWN, PushState.CONFIRMED)
    if any(push.state in sent for push in state.pushes):
        return Refusal.ALREADY_SENT
    return Refusal.NOTHING_TO_TAKE_BACK


def handling_without_push(
    amazon_status: AmazonStatus, pressed: Handling = Handling.OPEN
) -> Handling:
    """処理可否 by Amazon's word, once a notice was taken back (R32) or refused (R34).

    What is open at Amazon stays as `pressed` after a refusal (推定: the manual says only that
    nobody can change it). So it is the same whether its end is seen before the refusal or after.
    """
    match amazon_status:
        case AmazonStatus.SHIPPED:
            return Handling.SHIPPED
        case AmazonStatus.CANCELLED:
            return Handling.CANCELLED
        case _:
            return pressed


def check_parcel(carrier: str, tracking: str) -> Refusal | None:
    """What is wrong with a carrier and a tracking number as typed (R31), None if nothing is."""
    if not clean(carrier).strip():
        return Refusal.NO_CARRIER
    if not tracking.strip():
        return Refusal.NO_TRACKING
    if not _TRACKING.fullmatch(tracking.strip()):
        return Refusal.BAD_TRACKING
    return None


def same_number(one: str, other: str) -> bool:
    """Whether two tracking numbers are one, hyphens, spaces and case aside."""
    return _bare(one) == _bare(other)


def _bare(tracking: str) -> str:
    return tracking.casefold().replace("-", "").replace(" ", "")


def package_reference(push_id: int, kind: PushKind) -> str:
    """Our `packageReferenceId`: a positive number as text, the same at each repeat (R38)."""
    if kind is not PushKind.SHIP:
        raise OurBug(f"{kind} has no package")
    return str(push_id)
