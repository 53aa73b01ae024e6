"""Where an order goes when Amazon says something of it: one pure function over one table.

The table of the two axes stands in rules.md. `learn` decides the axes, the wanted stock and the
findings from what the books hold and what Amazon says; it reads and writes nothing.
"""

from collections.abc import Container
from datetime import datetime

import msgspec

from core.domain.facts import OrderFact
from core.domain.findings import Finding, link_failed_finding
from core.domain.labels import (
    AmazonStatus,
    FulfilledBy,
    Handling,
    Mark,
    MoveReason,
    PaymentKind,
    PaymentStatus,
    Policy,
    PushKind,
    PushState,
)
from core.errors import SetAside

_S = AmazonStatus
_OPEN = frozenset({_S.UNSHIPPED, _S.PARTIALLY_SHIPPED, _S.SHIPPED, _S.CANCELLED, _S.UNFULFILLABLE})

LEGAL: dict[AmazonStatus, frozenset[AmazonStatus]] = {
    _S.PENDING_AVAILABILITY: _OPEN | {_S.PENDING},
    _S.PENDING: _OPEN,
    _S.UNSHIPPED: _OPEN - {_S.UNSHIPPED},
    _S.PARTIALLY_SHIPPED: frozenset({_S.SHIPPED, _S.CANCELLED}),
    _S.SHIPPED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.UNFULFILLABLE: frozenset({_S.CANCELLED}),
}
"""Amazon's statuses and what may follow, steps that a poll does not see left out."""


class Push(msgspec.Struct, frozen=True):
    """The newest notice of one kind that the shop has for Amazon."""

    kind: PushKind
    state: PushState
    tracking: str = ""

    @property
    def waits(self) -> bool:
        """Not sent yet: it can still be taken back (R32)."""
        return self.state is PushState.WAITING

    @property
    def holds_handling(self) -> bool:
        """Whether 処理可否 belongs to this notice rather than to what a pull shows."""
        return self.state not in (PushState.REFUSED, PushState.TAKEN_BACK)


class OrderState(msgspec.Struct, frozen=True):
    """What the books hold of an order, as far as a decision needs it."""

    payment_status: PaymentStatus
    handling: Handling
    amazon_status: AmazonStatus
    amazon_updated_at: datetime
    digest: str
    before_link: bool
    held_skus: frozenset[str]
    """SKUs that were linked when the order was first seen; only these move stock (R24)."""
    fulfilled_by: FulfilledBy
    purchased_at: datetime
    partial: bool = False
    """Known from a report alone so far."""
    cancel_asked: bool = False
    """The buyer has asked for a cancel: not every answer of Amazon repeats it (R29)."""
    pushes: tuple[Push, ...] = ()
    findings: int = 0
    """How many stand on it."""
    payment_kind: PaymentKind | None = None
    """As the books have it; None where nobody has looked."""

    def push(self, kind: PushKind) -> Push | None:
        """The newest notice of `kind`."""
        return next((push for push in self.pushes if push.kind is kind), None)


class Setting(msgspec.Struct, frozen=True):
    """What of the shop bears on a decision."""

    policy: Policy
    orders_from: datetime
    """00:00 JST of the day the link started (R19)."""
    linked_skus: Container[str]
    set_aside: frozenset[str] = frozenset()
    """Orders that could not be read so far: one that can be now is taken up again (R43)."""


class Learned(msgspec.Struct, frozen=True):
    """What follows from one fact."""

    payment_status: PaymentStatus
    handling: Handling
    held_skus: frozenset[str]
    before_link: bool
    wanted: dict[tuple[str, MoveReason], int]
    """Signed stock movement in total per (SKU, reason); the books move the difference."""
    returns_stock: bool
    """All that was deducted for the order goes back (R23, R30, R37)."""
    findings: frozenset[Finding]
    ship_confirmed: bool = False
    cancel_confirmed: bool = False
    notice_dropped: Finding | None = None
    """Why a 配送完了 that waits, or got lost, has no object left."""
    marks: tuple[Mark, ...] = ()
    rule: str = ""


def is_news(before: OrderState | None, fact: OrderFact) -> bool:
    """Whether `fact` can change anything: newer, or other content within the same second."""
    if before is None:
        return True
    if fact.updated_at != before.amazon_updated_at:
        return fact.updated_at > before.amazon_updated_at
    if fact.partial or fact.digest == before.digest:
        return False
    # Within one second there is no telling the order but by what may follow: the rest is stale.
    return fact.status is before.amazon_status or fact.status in LEGAL[before.amazon_status]


def learn(before: OrderState | None, fact: OrderFact, setting: Setting) -> Learned:
    """Decide what `fact` makes of an order.

    Raises SetAside where Amazon's status cannot follow the one in the books.
    """
    was = before.amazon_status if before else fact.status
    if fact.status is not was and fact.status not in LEGAL[was]:
        raise SetAside(fact.order_id, f"{was} → {fact.status}")
    before_link = before.before_link if before else fact.created_at < setting.orders_from
    held = before.held_skus if before else _held_skus(fact, setting, before_link)
    ours = _cancelled_by_us(before, fact)
    payment_status = _payment_status(before, fact)
    dropped = _dropped(before, fact, setting)
    asked = fact.cancel_asked is not None or (before is not None and before.cancel_asked)
    return Learned(
        payment_status=payment_status,
        handling=_handling(before, fact, dropped=dropped),
        held_skus=held,
        before_link=before_link,
        wanted=_wanted(fact, held),
        returns_stock=_is_cancelled_now(before, fact) and (ours or setting.policy is Policy.SAFE),
        findings=_findings(before, fact, setting, payment_status, held, ours=ours, asked=asked),
        ship_confirmed=fact.status is _S.SHIPPED and _sent(before, PushKind.SHIP),
        cancel_confirmed=fact.status is _S.CANCELLED and _sent(before, PushKind.CANCEL),
        notice_dropped=dropped,
        marks=_marks(fact, before_link, asked),
        rule=_rule(before, fact),
    )


def _payment_status(before: OrderState | None, fact: OrderFact) -> PaymentStatus:
    if before and before.payment_status is PaymentStatus.LINK_FAILED:
        return PaymentStatus.LINK_FAILED
    match fact.status:
        case _S.PENDING | _S.PENDING_AVAILABILITY | _S.UNFULFILLABLE:
            return before.payment_status if before else PaymentStatus.NEEDS_CHECK
        case _S.UNSHIPPED | _S.PARTIALLY_SHIPPED:
            # A pull that does not show our cancel yet does not undo it.
            ours = before is not None and before.payment_status is PaymentStatus.CANCELLED
            return PaymentStatus.CANCELLED if ours else PaymentStatus.COMPLETE
        case _S.SHIPPED:
            return PaymentStatus.COMPLETE
        case _S.CANCELLED:
            return PaymentStatus.CANCELLED


def _handling(before: OrderState | None, fact: OrderFact, *, dropped: Finding | None) -> Handling:
    if fact.status is _S.CANCELLED:
        return Handling.CANCELLED
    if dropped:
        return Handling.OPEN
    if before and any(push.holds_handling for push in before.pushes):
        return before.handling
    if fact.status is _S.SHIPPED:
        return Handling.SHIPPED
    return before.handling if before else Handling.OPEN


def _held_skus(fact: OrderFact, setting: Setting, before_link: bool) -> frozenset[str]:
    """R19, R24, R25 and the table: who is first seen cancelled or unfulfillable holds nothing."""
    if before_link or fact.fulfilled_by is FulfilledBy.AMAZON:
        return frozenset()
    if fact.status in (_S.CANCELLED, _S.UNFULFILLABLE):
        return frozenset()
    return frozenset(line.sku for line in fact.lines if line.sku in setting.linked_skus)


def _wanted(fact: OrderFact, held: frozenset[str]) -> dict[tuple[str, MoveReason], int]:
    """What an order deducts. A cancelled one says nothing of it: Amazon may show no quantity."""
    if fact.status is _S.CANCELLED:
        return {}
    wanted = {(sku, MoveReason.ORDERED): 0 for sku in sorted(held)}
    for line in fact.lines:
        if line.sku in held:
            wanted[line.sku, MoveReason.ORDERED] -= line.quantity
    return wanted


def _sent(before: OrderState | None, kind: PushKind) -> bool:
    push = before.push(kind) if before else None
    return push is not None and push.state in (
        PushState.SENDING,
        PushState.ACCEPTED,
        PushState.UNKNOWN,
    )


def _dropped(before: OrderState | None, fact: OrderFact, setting: Setting) -> Finding | None:
    """Under `safe` also what Amazon has shipped in part: our notice names the whole order, and
    Amazon would refuse it for good (R35)."""
    push = before.push(PushKind.SHIP) if before else None
    if push is None:
        return None
    if fact.status is _S.CANCELLED and (push.waits or push.state is PushState.UNKNOWN):
        return Finding.NOTICE_DROPPED
    if fact.status is _S.PARTIALLY_SHIPPED and push.waits and setting.policy is Policy.SAFE:
        return Finding.NOTICE_PARTLY
    return None


def _is_cancelled_now(before: OrderState | None, fact: OrderFact) -> bool:
    """What follows from a cancel follows once: later news of the order move no stock any more."""
    was = before.amazon_status if before else None
    return fact.status is _S.CANCELLED and was is not _S.CANCELLED


def _cancelled_by_us(before: OrderState | None, fact: OrderFact) -> bool:
    """R37: Amazon's cancel is the effect of our own notice, so the shop has its stock back."""
    by_seller = fact.cancelled_by in ("", "MERCHANT")
    return _is_cancelled_now(before, fact) and by_seller and _sent(before, PushKind.CANCEL)


def _findings(
    before: OrderState | None,
    fact: OrderFact,
    setting: Setting,
    payment_status: PaymentStatus,
    held: frozenset[str],
    *,
    ours: bool,
    asked: bool,
) -> frozenset[Finding]:
    found: set[Finding] = set()
    self_shipped = fact.fulfilled_by is FulfilledBy.MERCHANT
    live = fact.status not in (_S.CANCELLED, _S.UNFULFILLABLE)
    before_link = before.before_link if before else fact.created_at < setting.orders_from
    unlinked = any(line.sku not in held for line in fact.lines)
    if unlinked and self_shipped and live and not before_link:
        found.add(Finding.LINE_NOT_LINKED)
    if fact.status is _S.UNFULFILLABLE:
        found.add(Finding.UNFULFILLABLE)
    kept = _is_cancelled_now(before, fact) and before is not None and bool(held) and not ours
    if kept and setting.policy is Policy.DOCUMENTED:
        found.add(Finding.STOCK_NOT_RETURNED)
    if asked and live and fact.status is not _S.SHIPPED:
        found.add(Finding.CANCEL_ASKED)
    if payment_status is PaymentStatus.LINK_FAILED:
        found.add(link_failed_finding(fact.status))
    return frozenset(found)


def _marks(fact: OrderFact, before_link: bool, asked: bool) -> tuple[Mark, ...]:
    marks = []
    if fact.status is _S.PARTIALLY_SHIPPED:
        marks.append(Mark.PARTLY_SHIPPED)
    if before_link:
        marks.append(Mark.BEFORE_LINK)
    if asked:
        marks.append(Mark.CANCEL_ASKED)
    return tuple(marks)


def _rule(before: OrderState | None, fact: OrderFact) -> str:
    """The law behind the step, for the journal and the time line."""
    match fact.status:
        case _S.PENDING | _S.PENDING_AVAILABILITY:
            return "R20"
        case _S.UNSHIPPED | _S.PARTIALLY_SHIPPED:
            return "R22" if before else "R21"
        case _S.SHIPPED:
            return "R34" if before else "R21"
        case _S.CANCELLED:
            unpaid = before is None or before.payment_status is PaymentStatus.NEEDS_CHECK
            return "R23" if unpaid else "R30"
        case _S.UNFULFILLABLE:
            return "R24"
