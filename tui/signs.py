"""Which sign and tone a state carries; the label itself always stands beside it."""

from core.domain.labels import (
    FulfilledBy,
    Handling,
    Mark,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.views.rows import OrderRow
from tui.ink import Ink, Tone
from tui.words import N_, _

_PAYMENT: dict[PaymentStatus, tuple[str, Tone]] = {
    PaymentStatus.NEEDS_CHECK: ("!", "warn"),
    PaymentStatus.COMPLETE: ("✓", "good"),
    PaymentStatus.CANCELLED: ("-", "quiet"),
    PaymentStatus.LINK_FAILED: ("✗", "bad"),
}

_HANDLING: dict[Handling, Tone] = {
    Handling.OPEN: "strong",
    Handling.SHIPPED: "good",
    Handling.CANCELLED: "quiet",
    Handling.RETURNED: "note",
}

_PUSH: dict[PushState, Tone] = {
    PushState.WAITING: "note",
    PushState.SENDING: "note",
    PushState.ACCEPTED: "note",
    PushState.CONFIRMED: "good",
    PushState.REFUSED: "bad",
    PushState.UNKNOWN: "warn",
    PushState.TAKEN_BACK: "quiet",
}

_AMAZON: dict[str, Tone] = {
    "PENDING": "warn",
    "PENDING_AVAILABILITY": "warn",
    "UNSHIPPED": "strong",
    "PARTIALLY_SHIPPED": "note",
    "SHIPPED": "good",
    "CANCELLED": "quiet",
    "UNFULFILLABLE": "bad",
}

_SHORT: dict[Mark, str] = {
    Mark.PARTLY_SHIPPED: "一部",
    Mark.BEFORE_LINK: "以前",
    Mark.CANCEL_ASKED: "依頼",
    Mark.UNKNOWN_AMOUNT: "未確定",
}
"""The manual's words cut short for a narrow column; the whole ones stand below the list."""

_WEIGHTS: dict[int, tuple[str, str, Tone]] = {
    1: ("i", N_("参考"), "note"),
    2: ("!", N_("確認"), "warn"),
    3: ("!!", N_("至急"), "bad"),
}


def payment_ink(status: PaymentStatus) -> Ink:
    """決済ステータス with its sign."""
    sign, tone = _PAYMENT[status]
    return Ink(f"{sign} {status.value}", tone)


def handling_ink(handling: Handling) -> Ink:
    """処理可否."""
    return Ink(handling.value, _HANDLING[handling])


def push_ink(kind: PushKind | None, state: PushState | None) -> Ink:
    """送信状態; a dash where nothing was sent."""
    if state is None:
        return Ink("-", "quiet")
    sign = "×" if kind is PushKind.CANCEL else ""
    return Ink(f"{sign}{state.value}", _PUSH[state])


def push_state_tone(state: PushState) -> Tone:
    """Tone of 送信状態 alone."""
    return _PUSH[state]


def amazon_ink(status: str) -> Ink:
    """Amazon's own word for an order's state."""
    return Ink(status, _AMAZON.get(status, "bad"))


def weight_ink(weight: int) -> Ink:
    """How urgent a finding is, as sign and word."""
    sign, word, tone = _WEIGHTS.get(weight, _WEIGHTS[3])
    return Ink(f"{sign} {_(word)}", tone)


def channel_ink(fulfilled_by: FulfilledBy) -> Ink:
    """Who ships."""
    match fulfilled_by:
        case FulfilledBy.AMAZON:
            return Ink("FBA", "amazon")
        case FulfilledBy.MERCHANT:
            return Ink(_("自社"), "quiet")


def found_ink(row: OrderRow) -> Ink:
    """How many findings an order has: `!2`."""
    return Ink(f"!{row.findings}" if row.findings else "", "warn")


def marks_ink(row: OrderRow) -> Ink:
    """Marks of an order, cut short."""
    return Ink(" ".join(_SHORT[mark] for mark in row.marks), "note")
