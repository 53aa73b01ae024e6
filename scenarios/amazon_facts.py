"""What Amazon's side answers through the control interface (control-api.md), as typed facts.

Fields that this side of the house has no use for are left out; msgspec skips them.
"""

from datetime import datetime

from msgspec import Struct, field


class AgendaItem(Struct, frozen=True):
    """One thing that is due at Amazon."""

    due: datetime
    kind: str
    subject: str
    note: str = ""


class AmazonClock(Struct, frozen=True):
    """Where Amazon's clock stands."""

    now: datetime
    mode: str
    speed: float
    next_due: datetime | None


class Advanced(Struct, frozen=True):
    """What fell due and has happened."""

    now: datetime
    fired: tuple[AgendaItem, ...]


class Credentials(Struct, frozen=True):
    """All that a client needs to call the SP-API for the seller."""

    client_id: str
    client_secret: str
    refresh_token: str
    seller_id: str
    marketplace_id: str
    endpoint: str
    token_endpoint: str
    consent_url: str = ""

    def __repr__(self) -> str:
        return f"Credentials(seller_id={self.seller_id!r}, …)"


class Channel(Struct, frozen=True):
    """Quantity on offer: DEFAULT is the merchant's, AMAZON_JP is FBA."""

    code: str
    quantity: int


class AmazonListing(Struct, frozen=True):
    """An offer as Amazon holds it; `price` in yen."""

    sku: str
    asin: str
    quantity: int
    price: int
    channels: tuple[Channel, ...]
    title: str = ""

    @property
    def fulfilled_by(self) -> str:
        """AMAZON where the offer has an FBA row, else MERCHANT."""
        fba = any(channel.code == "AMAZON_JP" for channel in self.channels)
        return "AMAZON" if fba else "MERCHANT"

    @property
    def own_quantity(self) -> int:
        """The self-shipped quantity."""
        return next((row.quantity for row in self.channels if row.code == "DEFAULT"), 0)


class AmazonItem(Struct, frozen=True):
    """A line of an order."""

    order_item_id: str
    sku: str
    asin: str
    quantity: int
    price: int


class AmazonPackage(Struct, frozen=True):
    """A shipment that Amazon has."""

    carrier: str
    tracking: str
    reference: str = ""


class Happened(Struct, frozen=True):
    """One event of an order's history."""

    at: datetime
    actor: str
    what: str


class AmazonOrder(Struct, frozen=True):
    """An order as Amazon's world holds it."""

    order_id: str
    status: str
    fulfilled_by: str
    payment: str
    items: tuple[AmazonItem, ...]
    packages: tuple[AmazonPackage, ...]
    history: tuple[Happened, ...]


class ReceivedCall(Struct, frozen=True):
    """One SP-API call that Amazon received."""

    seq: int
    at: datetime
    operation: str | None
    status: int


class Agenda(Struct, frozen=True):
    """The list of what is due."""

    items: tuple[AgendaItem, ...]


class Listings(Struct, frozen=True):
    """The list of offers."""

    listings: tuple[AmazonListing, ...]


class Orders(Struct, frozen=True):
    """The list of orders."""

    orders: tuple[AmazonOrder, ...]


class Requests(Struct, frozen=True):
    """The list of received calls; `last` is the newest number there is."""

    requests: tuple[ReceivedCall, ...]
    last: int


class Summary(Struct, frozen=True):
    """What a reset world holds."""

    seed: int
    now: datetime
    orders: int
    listings: int


class Saved(Struct, frozen=True):
    """A checkpoint of Amazon's side."""

    id: str


class Done(Struct, frozen=True):
    """An answer that says no more than that it is done."""


class Declared(Struct, frozen=True):
    """A fault that is in force."""

    id: str


class FaultWhen(Struct, frozen=True):
    """Which of the calls that match are struck; none of these = every one."""

    nth: int | None = None
    every: int | None = None
    probability: float | None = None
    start: datetime | None = field(default=None, name="from")
    end: datetime | None = field(default=None, name="to")


class AmazonFault(Struct, frozen=True):
    """A fault in force: `seen` calls matched, `struck` of them were struck."""

    id: str
    kind: str
    operation: str
    phase: str
    when: FaultWhen
    seen: int
    struck: int
    times: int | None = None
    status: int | None = None
    order_id: str = ""
    sku: str = ""


class Faults(Struct, frozen=True):
    """The list of faults."""

    faults: tuple[AmazonFault, ...]


Setting = str | int | bool | None
"""A behaviour's value; durations are ISO-8601 text."""


class BehaviourRow(Struct, frozen=True):
    """One belief about Amazon: the value in force, others, how it is known, and from where."""

    name: str
    value: Setting
    alternatives: tuple[Setting, ...]
    provenance: str
    source: str
    about: str
    default: Setting

    @property
    def changed(self) -> bool:
        """Whether another value than the default is in force."""
        return self.value != self.default


class Behaviours(Struct, frozen=True):
    """What this fake believes."""

    behaviours: tuple[BehaviourRow, ...]


class SellerRow(Struct, frozen=True):
    """A seller with the app that acts for him."""

    seller_id: str
    app_id: str = ""
    plan: str = ""


class Sellers(Struct, frozen=True):
    """The list of sellers."""

    sellers: tuple[SellerRow, ...]
