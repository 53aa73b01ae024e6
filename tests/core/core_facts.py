"""Facts of one order, as short as a table of them needs."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from core.domain.facts import LineFact, OrderFact, PackageFact
from core.domain.labels import AmazonStatus, FulfilledBy, PaymentKind, Policy
from core.domain.transitions import Learned, OrderState, Push, Setting, is_news, learn

START = datetime(2026, 11, 23, tzinfo=UTC)
"""09:00 JST on the day of the link, so the orders of the last nine hours are wanted."""

ORDER = "250-0000001-0000001"
TEA = "TEA-UJI-100"
CUP = "CUP-HASAMI-BL"


def line(sku: str = TEA, quantity: int = 1, item_id: str = "") -> LineFact:
    """A line of an order."""
    return LineFact(item_id or f"item-{sku}", sku, "B0RK000001", "宇治抹茶", quantity, 2_980)


def package(tracking: str, reference: str = "100000000001") -> PackageFact:
    """A shipment as Amazon holds it."""
    return PackageFact(reference, "YAMATO", tracking, START)


def fact(
    status: AmazonStatus,
    *,
    minute: float = 0,
    lines: tuple[LineFact, ...] = (),
    by: FulfilledBy = FulfilledBy.MERCHANT,
    created: datetime = START,
    packages: tuple[PackageFact, ...] = (),
    cancel_asked: str | None = None,
    cancelled_by: str = "",
    order_id: str = ORDER,
) -> OrderFact:
    """What Amazon says of the order `minute` minutes after it was placed."""
    return OrderFact(
        order_id=order_id,
        status=status,
        fulfilled_by=by,
        payment_kind=PaymentKind.AMAZON,
        created_at=created,
        updated_at=created + timedelta(minutes=minute),
        lines=lines or (line(),),
        packages=packages,
        total_yen=3_440,
        ship_by=None,
        cancel_asked=cancel_asked,
        cancelled_by=cancelled_by,
    )


def setting(policy: Policy = Policy.DOCUMENTED, linked: Iterable[str] = (TEA,)) -> Setting:
    """A shop that was linked on the day of START."""
    return Setting(policy, START - timedelta(hours=9), frozenset(linked))


def remembered(known: OrderFact, learned: Learned, *pushes: Push) -> OrderState:
    """What the books hold after `learned` was stored."""
    return OrderState(
        payment_status=learned.payment_status,
        handling=learned.handling,
        amazon_status=known.status,
        amazon_updated_at=known.updated_at,
        digest=known.digest,
        before_link=learned.before_link,
        held_skus=learned.held_skus,
        fulfilled_by=known.fulfilled_by,
        purchased_at=known.created_at,
        pushes=pushes,
    )


def told(*facts: OrderFact, shop: Setting) -> Learned:
    """What the last of `facts` makes of an order that was told the others before it."""
    before: OrderState | None = None
    learned: Learned | None = None
    for each in facts:
        if not is_news(before, each):
            continue
        learned = learn(before, each, shop)
        before = remembered(each, learned)
    assert learned is not None
    return learned


def axes(learned: Learned) -> tuple[str, str]:
    """Both axes as a shop reads them."""
    return learned.payment_status.value, learned.handling.value


def moved(learned: Learned) -> int:
    """The stock movement in total that `learned` asks for."""
    return sum(learned.wanted.values())
