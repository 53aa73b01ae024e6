"""What must hold: the `expect` blocks.

Figures and states that a person reads on screen are keyed by the label that stands there; the rest
of the keys are English. A key that is left out is not looked at.
"""

from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from core.domain.labels import (
    FulfilledBy,
    Handling,
    LinkState,
    Mark,
    MoveReason,
    PaymentKind,
    PaymentStatus,
    PushState,
)
from core.domain.refusals import Refusal
from scenarios.language.verbs import Verb
from scenarios.language.words import (
    AnyText,
    FindingName,
    GroupName,
    JobLabel,
    Operation,
    OrderName,
    ProductCode,
    Sku,
    Stock,
    Times,
    Yen,
)

Key = Literal["押せる", "押せない"] | Refusal
"""How a key of the dashboard stands: usable, grey, or grey for one reason."""

AmazonStatus = Literal["PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED"]
"""`fulfillmentStatus` in Amazon's spelling; read here with no help from `core`."""

Figure = Annotated[int, Meta(title="在庫数", ge=-1_000_000, le=1_000_000)]

Movements = dict[MoveReason, Figure]
"""Ledger lines, added up by reason: `{注文引当: -1}`. An empty mapping says that nothing moved."""

Findings = Annotated[
    tuple[FindingName, ...],
    Meta(description="すべて出ていること。空の [] は一つも出ていないこと"),
]


class _Block(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of an expectation."""


class OrderExpectation(_Block, frozen=True, kw_only=True):
    """How an order stands in the shop."""

    shown: bool = True
    payment_status: PaymentStatus | None = field(default=None, name="決済ステータス")
    handling: Handling | None = field(default=None, name="処理可否")
    push_state: PushState | Literal["なし"] | None = field(default=None, name="送信状態")
    payment_kind: PaymentKind | None = field(default=None, name="決済方法")
    total: Yen | Literal["未確定"] | None = field(default=None, name="合計")
    ship: Key | None = field(default=None, name="配送完了")
    cancel: Key | None = field(default=None, name="注文キャンセル")
    take_back: Key | None = field(default=None, name="取り下げ")
    tracking: AnyText | None = field(default=None, name="追跡番号")
    buyer: Literal["見える", "なし", "削除済み"] | None = field(default=None, name="購入者")
    mail: Literal["Amazonの中継アドレス", "ほかのアドレス", "なし"] | None = field(
        default=None, name="メール"
    )
    set_aside: bool | None = None
    fulfilled_by: FulfilledBy | None = None
    marks: tuple[Mark, ...] | None = None
    findings: Findings | None = None
    ledger: Movements | None = None


class AmazonOrderExpectation(_Block, frozen=True, kw_only=True):
    """How Amazon itself holds an order."""

    status: Literal["PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED"] | None = (
        None
    )
    packages: Times | None = None
    tracking: AnyText | None = None


class ListingExpectation(_Block, frozen=True, kw_only=True):
    """How Amazon itself holds a listing; `quantity` is the self-shipped one."""

    quantity: Stock | None = None
    price: Yen | None = None


class AmazonExpectation(_Block, frozen=True, kw_only=True):
    """Amazon's side, asked past the API."""

    orders: dict[
        OrderName,
        AmazonStatus | AmazonOrderExpectation,
    ] = field(default_factory=dict)
    every: dict[GroupName, AmazonStatus | AmazonOrderExpectation] = field(default_factory=dict)
    listings: dict[Sku, Literal["なし"] | Stock | ListingExpectation] = field(default_factory=dict)


class ProductExpectation(_Block, frozen=True, kw_only=True):
    """How a product stands in the shop."""

    stock: Figure | None = field(default=None, name="在庫数")
    price: Yen | None = field(default=None, name="価格")
    push_state: PushState | Literal["なし"] | None = field(default=None, name="送信状態")
    linked: bool | None = None


class JobExpectation(_Block, frozen=True, kw_only=True):
    """How a job stands."""

    backlog: Times | None = None
    result: AnyText | None = None
    waits_for: AnyText | None = None


class LinkExpectation(_Block, frozen=True, kw_only=True):
    """How the shop stands with Amazon."""

    state: LinkState | None = field(default=None, name="状態")
    days_left: Annotated[int, Meta(title="日数", ge=-1000, le=1000)] | None = field(
        default=None, name="残り日数"
    )
    findings: Findings | None = None


class Bounds(_Block, frozen=True, kw_only=True):
    """A count between two bounds, both included."""

    at_least: Times | None = None
    at_most: Times | None = None


class Expect(Verb, frozen=True, kw_only=True):
    """What must hold now, `within` a time, or all through a time (`stays`).

    With `never` it must not hold, not even for a moment, all through that time. `calls` counts all
    SP-API calls since the start, `failed_calls` those that Amazon refused or failed.
    """

    key = "expect"
    label = "確かめる"
    orders: dict[OrderName, OrderExpectation] = field(default_factory=dict)
    every: dict[GroupName, OrderExpectation] = field(default_factory=dict)
    stock: dict[ProductCode, Figure] = field(default_factory=dict)
    products: dict[ProductCode, ProductExpectation] = field(default_factory=dict)
    ledger: dict[Sku, Movements] = field(default_factory=dict)
    findings: dict[Sku, Findings] = field(default_factory=dict)
    jobs: dict[JobLabel, JobExpectation] = field(default_factory=dict)
    link: LinkExpectation | None = None
    amazon: AmazonExpectation | None = None
    calls: dict[Operation, Times | Bounds] = field(default_factory=dict)
    failed_calls: dict[Operation, Times | Bounds] = field(default_factory=dict)
    within: timedelta | None = None
    stays: timedelta | None = None
    never: timedelta | None = None
