"""The facts that Amazon holds. Every record is frozen: a change makes a new one.

What there are a hundred thousand of is left out of the garbage collector's rounds (`gc=False`):
records hold no reference to what holds them.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

MARKETPLACE_ID = "A1VC38T7YXB528"
MERCHANT_CHANNEL = "DEFAULT"
AMAZON_CHANNEL = "AMAZON_JP"

Plan = Literal["PROFESSIONAL", "INDIVIDUAL"]
Party = Literal["MERCHANT", "AMAZON"]
Actor = Literal["BUYER", "SELLER", "AMAZON", "API"]
Payment = Literal["CREDIT_CARD", "CONVENIENCE_STORE", "COD"]
Status = Literal["PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED"]
FeedStatus = Literal["IN_QUEUE", "IN_PROGRESS", "DONE", "FATAL", "CANCELLED"]

ROLES = frozenset({"PRODUCT_LISTING", "INVENTORY_AND_ORDER_TRACKING", "DIRECT_TO_CONSUMER"})


class Event(Struct, frozen=True, gc=False):
    """One thing that happened, in the words of the world's history."""

    seq: int
    at: datetime
    actor: str
    subject: str
    what: str


class Seller(Struct, frozen=True):
    seller_id: str
    store_name: str
    plan: Plan


class App(Struct, frozen=True):
    """A registered application. `roles` decide which data it sees; `name` is for people.

    `secret_since` None = from the beginning; `old_secret` is good until `old_secret_ends`.
    """

    app_id: str
    client_id: str
    client_secret: str
    roles: frozenset[str]
    name: str = ""
    secret_since: datetime | None = None
    old_secret: str = ""
    old_secret_ends: datetime | None = None


class Authorisation(Struct, frozen=True):
    """A seller's consent to an app, good until `expires`."""

    app_id: str
    seller_id: str
    refresh_token: str
    granted: datetime
    expires: datetime
    revoked: bool = False


class CatalogItem(Struct, frozen=True, gc=False):
    asin: str
    title: str
    jan: str = ""
    brand: str = ""


class Channel(Struct, frozen=True, gc=False):
    """Quantity on offer by one fulfilment network: DEFAULT is the merchant, AMAZON_JP is FBA.

    `details` are the other fields of its row, such as lead_time_to_ship_max_days.
    """

    code: str
    quantity: int
    details: dict[str, object] = {}


class Listing(Struct, frozen=True, gc=False):
    """An offer of a seller. `price` in yen, 0 = none; `attributes` are those not held as fields
    here; `issues` are what Amazon found wrong after it had accepted a change."""

    seller_id: str
    sku: str
    asin: str
    title: str
    price: int
    channels: tuple[Channel, ...]
    created: datetime
    updated: datetime
    product_type: str = "PRODUCT"
    attributes: dict[str, object] = {}
    issues: tuple[dict[str, object], ...] = ()

    def quantity(self, code: str) -> int:
        return next((channel.quantity for channel in self.channels if channel.code == code), 0)

    def has(self, code: str) -> bool:
        return any(channel.code == code for channel in self.channels)


class OrderItem(Struct, frozen=True, gc=False):
    """A line. `taken` is how much the order took from the offer, for giving back."""

    order_item_id: str
    sku: str
    asin: str
    title: str
    quantity: int
    price: int
    taken: int


class PackageItem(Struct, frozen=True, gc=False):
    order_item_id: str
    quantity: int


class Package(Struct, frozen=True, gc=False):
    """A shipment. `made_by` API: the reference is the client's, who edited it `edits` times."""

    reference: str
    made_by: Actor
    created: datetime
    shipped: datetime
    carrier: str
    tracking: str
    method: str
    items: tuple[PackageItem, ...]
    edits: int = 0


class Buyer(Struct, frozen=True):
    """Who bought, as given by the caller; what is None is drawn for the order."""

    name: str | None = None
    email: str | None = None
    postal_code: str | None = None
    state: str | None = None
    city: str | None = None
    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    phone: str | None = None


class Cancellation(Struct, frozen=True, gc=False):
    by: Actor
    reason: str
    at: datetime


class Order(Struct, frozen=True, gc=False):
    """An order as Amazon holds it; money in yen."""

    order_id: str
    seller_id: str
    created: datetime
    updated: datetime
    status: Status
    fulfilled_by: Party
    payment: Payment
    items: tuple[OrderItem, ...]
    shipping_fee: int = 0
    cod_fee: int = 0
    paid: datetime | None = None
    ship_by: datetime | None = None
    packages: tuple[Package, ...] = ()
    history: tuple[Event, ...] = ()
    buyer: Buyer | None = None
    cancel_request: str | None = None
    cancellation: Cancellation | None = None

    def shipped(self, order_item_id: str, *, without: str | None = None) -> int:
        """How many of a line are in packages, leaving out the package of one reference."""
        return sum(
            item.quantity
            for package in self.packages
            if package.reference != without
            for item in package.items
            if item.order_item_id == order_item_id
        )

    @property
    def total(self) -> int:
        goods = sum(item.price * item.quantity for item in self.items)
        return goods + self.shipping_fee + self.cod_fee


class Submission(Struct, frozen=True):
    """A listing change that Amazon accepted and has not applied yet.

    PATCH changes single attributes, PUT all of them, DELETE ends the listing.
    """

    submission_id: str
    seller_id: str
    sku: str
    kind: Literal["PATCH", "PUT", "DELETE"]
    product_type: str = ""
    patches: tuple[dict[str, object], ...] = ()
    attributes: dict[str, object] = {}


class Document(Struct, frozen=True):
    """A feed or report document: content is None until it is uploaded; `zipped` = it is gzip."""

    document_id: str
    seller_id: str
    content_type: str
    created: datetime
    content: bytes | None = None
    result: bool = False
    zipped: bool = False


class Feed(Struct, frozen=True):
    feed_id: str
    seller_id: str
    feed_type: str
    marketplace_ids: tuple[str, ...]
    document_id: str
    created: datetime
    status: FeedStatus = "IN_QUEUE"
    started: datetime | None = None
    ended: datetime | None = None
    result_document_id: str | None = None


class PageToken(Struct, frozen=True):
    """Where a walk over pages stands; good only with the same `question`."""

    token: str
    seller_id: str
    question: tuple[tuple[str, str], ...]
    before: datetime
    after: tuple[datetime, int]
    as_of: int
    expires: datetime
