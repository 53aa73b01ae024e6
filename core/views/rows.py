"""What a reader of the books gets: frozen rows, typed, with the manual's labels as values.

Instants are aware UTC datetimes. Money is whole yen, None while Amazon has not fixed it (未確定,
R27).
"""

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from core.domain.labels import (
    FulfilledBy,
    Handling,
    Lane,
    Mark,
    PaymentKind,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.refusals import Refusal
from core.views.buyers import BuyerKept

Row = TypeVar("Row")


class Leg(NamedTuple):
    """Which rows of a list are wanted; they always come in list order.

    The `limit` rows behind the row of key `start` or, going `back`, before it; without a key from
    the first row on or, going back, from the last. `skip` rows are passed over.
    """

    start: str | None = None
    limit: int = 50
    back: bool = False
    skip: int = 0


class Page(msgspec.Struct, Generic[Row], frozen=True):
    """One page of a list: `after` continues it, `before` leads back; None at its ends.

    Lists that are read forward only have no `before`.
    """

    rows: tuple[Row, ...]
    after: str | None
    before: str | None = None


class OrderFilter(msgspec.Struct, frozen=True):
    """Which orders of 注文検索 are wanted, None meaning all, and which come first."""

    payment_status: PaymentStatus | None = None
    handling: Handling | None = None
    payment_kind: PaymentKind | None = None
    fulfilled_by: FulfilledBy | None = None
    push_state: PushState | None = None
    with_findings: bool = False
    text: str = ""
    """Part of an order number, product title or SKU."""
    since: datetime | None = None
    """Placed at this instant or later."""
    before: datetime | None = None
    """Placed before this instant."""
    oldest_first: bool = False
    order_ids: tuple[str, ...] | None = None
    """Only of these orders: a choice of some hundreds."""


class OrderRow(msgspec.Struct, frozen=True):
    """One line of the order list."""

    order_id: str
    purchased_at: datetime
    payment_status: PaymentStatus
    handling: Handling
    payment_kind: PaymentKind
    fulfilled_by: FulfilledBy
    amazon_status: str
    total_yen: int | None
    units: int
    title: str
    marks: tuple[Mark, ...]
    push_kind: PushKind | None
    push_state: PushState | None
    findings: int


class OrderLine(msgspec.Struct, frozen=True):
    """One item of an order; `linked` says whether the shop has its SKU (R24)."""

    item_id: str
    sku: str
    asin: str
    title: str
    quantity: int
    unit_price_yen: int | None
    linked: bool


class LedgerLine(msgspec.Struct, frozen=True):
    """One movement of shop stock; `quantity` is signed, `stock_after` the figure it left."""

    at: datetime
    sku: str
    reason: str
    quantity: int
    stock_after: int
    order_id: str | None


class PushRow(msgspec.Struct, frozen=True):
    """One 配送完了 or 注文キャンセル on its way to Amazon (an outbox row)."""

    push_id: int
    order_id: str
    kind: PushKind
    state: PushState
    carrier: str
    tracking: str
    reason: str
    created_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    due_at: datetime | None
    """When it goes next, while it waits."""
    error: str
    """Amazon's own words where it refused."""
    waits_for: str = ""
    """What holds it back besides its turn: Amazon's quota, an outage, a read-only engine."""


class PackageRow(msgspec.Struct, frozen=True):
    """A package that Amazon knows of."""

    reference: str
    carrier: str
    tracking: str
    shipped_at: datetime | None


class TimelineEntry(msgspec.Struct, frozen=True):
    """One event of an order's life, in the lane of the side where it happened.

    `at` is when it happened there, `learned_at` when the shop came to know of it. `cause` is the
    `seq` of the entry that led to it. The words are a `template` with `values`, so that a reader in
    another language can have its own around the labels.
    """

    seq: int
    at: datetime
    learned_at: datetime
    lane: Lane
    template: str
    values: dict[str, str]
    cause: int | None
    rule: str

    @property
    def text(self) -> str:
        """The words in Japanese."""
        return self.template.format_map(self.values)


class SetAsideRow(msgspec.Struct, frozen=True):
    """An order that cannot be read and is kept apart (R43)."""

    order_id: str
    reason: str
    first_at: datetime
    last_at: datetime
    tries: int


class FindingRow(msgspec.Struct, frozen=True):
    """Something that a person should know; `weight` 1 (note) to 3 (act now)."""

    code: str
    rule: str
    weight: int
    subject: str
    """An order number, a SKU, or a job name."""
    at: datetime
    text: str
    advice: str
    note: str
    """Amazon's words or another particular, not translated."""


class OrderDetail(msgspec.Struct, frozen=True):
    """Everything on one order; `ship`, `cancel`, `take_back` say why the key is grey, else None."""

    row: OrderRow
    lines: tuple[OrderLine, ...]
    packages: tuple[PackageRow, ...]
    ledger: tuple[LedgerLine, ...]
    pushes: tuple[PushRow, ...]
    findings: tuple[FindingRow, ...]
    timeline: tuple[TimelineEntry, ...]
    ship: Refusal | None
    cancel: Refusal | None
    take_back: Refusal | None
    ship_by: datetime | None
    first_seen_at: datetime
    buyer_kept: BuyerKept | None = None
    """Until when the buyer's name and address are kept (R40)."""


class JobRow(msgspec.Struct, frozen=True):
    """One job of the engine; a wait always has a name and an end (`waits_for`, `due_at`)."""

    name: str
    label: str
    period_s: int
    last_run_at: datetime | None
    last_result: str
    due_at: datetime
    waits_for: str
    backlog: int
    """Rows that wait for this job: pushes to send, listings to send, pages still to read."""
    clear_at: datetime | None = None
    """When the backlog will be gone at Amazon's quota, None where there is none (R41)."""


class JournalRow(msgspec.Struct, frozen=True):
    """One line of the journal; `data` is its JSON text."""

    seq: int
    at: datetime
    kind: str
    order_id: str
    sku: str
    cause: int | None
    amazon_at: datetime | None
    data: str


class Counts(msgspec.Struct, frozen=True):
    """Figures for the head of the order list."""

    orders: int
    needs_check: int
    open: int
    link_failed: int
    waiting: int
    findings: int
    set_aside: int
