"""What the world does to the two sides: many buyers, faults, behaviours, machines, networks."""

from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta

from scenarios.language.verbs import Payment, Verb
from scenarios.language.words import (
    BehaviourName,
    FaultName,
    FaultTarget,
    NewFault,
    NewGroup,
    OrderName,
    Quantity,
    Sku,
    Text,
    Times,
)

FaultKind = Literal[
    "status",
    "throttle",
    "timeout",
    "reset",
    "slow",
    "malformed",
    "lost_answer",
    "token_revoked",
    "stale_read",
    "duplicate_page",
    "accepted_not_applied",
    "unknown_fields",
    "broken_record",
]
"""Faults of control-api.md that a shop's calls can meet."""

Nth = Annotated[int, Meta(title="何回目", ge=1, le=1_000_000)]
Status = Annotated[int, Meta(title="HTTPの状態", ge=400, le=599)]
Setting = bool | int | str


class BuyersOrder(Verb, frozen=True, kw_only=True):
    """Many orders, spread over a time: `order: F` names them F-1, F-2 …

    Buyers take what is left: what Amazon has no stock for is not ordered, unless `oversell`.
    `sold` is the number that must come through.
    """

    key = "buyers_order"
    label = "大勢の購入者が注文する"
    group: NewGroup
    orders: Quantity
    over: timedelta = timedelta(0)
    items: dict[Sku, Quantity]
    payment: Payment = "CREDIT_CARD"
    pay_after: timedelta | Literal["never"] = timedelta(seconds=10)
    oversell: bool = False
    sold: Times | None = None


class FaultBegins(Verb, frozen=True, kw_only=True):
    """From now on Amazon fails in this way; which call, how often and how long can be said."""

    key = "fault"
    label = "障害が始まる"
    name: NewFault
    kind: FaultKind
    operation: FaultTarget = "*"
    phase: Literal["before", "after"] | None = None
    nth: Nth | None = None
    every: Nth | None = None
    times: Nth | None = None
    lasts: timedelta | None = None
    order: OrderName | None = None
    sku: Sku | None = None
    query: Text | None = None
    status: Status | None = None
    code: Text | None = None
    message: Text | None = None
    form: Literal["cut", "html", "empty", "garbage"] | None = None
    delay: timedelta | None = None


class FaultEnds(Verb, frozen=True, kw_only=True):
    """A fault is over."""

    key = "fault_ends"
    label = "障害が終わる"
    shorthand = "name"
    name: FaultName


class AmazonBehaves(Verb, frozen=True, kw_only=True):
    """From now on Amazon behaves in this way (`/_sim/behaviours`)."""

    key = "amazon_behaves"
    label = "Amazonのふるまいが変わる"
    behaviour: BehaviourName
    value: Setting


class EngineIs(Verb, frozen=True, kw_only=True):
    """The machine of the engine is switched off or on; killed, it loses all but its books.

    `settles` lets it do its share of this instant before the script goes on.
    """

    key = "engine"
    label = "連携エンジンの停止・起動"
    shorthand = "state"
    state: Literal["killed", "started", "restarted", "settles"]


class NetworkIs(Verb, frozen=True, kw_only=True):
    """The network between the shop and Amazon; `answers_lost`: requests get there, answers not."""

    key = "network"
    label = "ネットワークの切断・復旧"
    shorthand = "state"
    state: Literal["cut", "answers_lost", "back"]


class ShopClock(Verb, frozen=True, kw_only=True):
    """The clock of the shop's machine is fast or slow; with neither it is right."""

    key = "shop_clock"
    label = "ショップの時計がずれる"
    fast: timedelta | None = None
    slow: timedelta | None = None

    @property
    def skew(self) -> timedelta:
        """What the machine's clock shows beyond the world's; negative for a slow one."""
        return (self.fast or timedelta(0)) - (self.slow or timedelta(0))


WorldAct = BuyersOrder | FaultBegins | FaultEnds | AmazonBehaves | EngineIs | NetworkIs | ShopClock
