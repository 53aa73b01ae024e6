"""What getOrders takes, and which orders it finds (ordersV0, sp-api.md 1.4)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice

from msgspec import Struct

from simulator.buyers import buyer_of
from simulator.clock import iso
from simulator.operations import Call
from simulator.orders.pages import new_token
from simulator.orders.rules import invalid, parse_time
from simulator.orders_v0.words import CHANNELS, PAYMENTS, STATUSES, deliver_window
from simulator.refusal import Refusal
from simulator.world.order_index import Entry
from simulator.world.records import MARKETPLACE_ID, Order

_EASY_SHIP = frozenset(
    {
        "PendingSchedule",
        "PendingPickUp",
        "PendingDropOff",
        "LabelCanceled",
        "PickedUp",
        "DroppedOff",
        "AtOriginFC",
        "AtDestinationFC",
        "Delivered",
        "RejectedByBuyer",
        "Undeliverable",
        "ReturningToSeller",
        "ReturnedToSeller",
        "Lost",
        "OutForDelivery",
        "Damaged",
    }
)
_INVOICES = frozenset(["NotRequired", "NotFound", "Processing", "Errored", "Accepted"])
_OTHER_STATUSES = frozenset({"Unfulfillable", "InvoiceUnconfirmed", "PendingAvailability"})
# Each list: the words it knows (None = any), and its name in the text of a refusal.
_LISTS: dict[str, tuple[frozenset[str] | None, str]] = {
    "OrderStatuses": (frozenset(STATUSES.values()) | _OTHER_STATUSES, "orderStatuses"),
    "MarketplaceIds": (None, "marketplaceIds"),
    "FulfillmentChannels": (frozenset(CHANNELS.values()), "fulfillmentChannel"),
    "PaymentMethods": (frozenset(PAYMENTS.values()), "paymentMethods"),
    "EasyShipShipmentStatuses": (_EASY_SHIP, "easyShipShipmentStatuses"),
    "ElectronicInvoiceStatuses": (_INVOICES, "electronicInvoiceStatuses"),
    "AmazonOrderIds": (None, "amazonOrderIds"),
}
_RANGES = ("CreatedAfter", "CreatedBefore", "LastUpdatedAfter", "LastUpdatedBefore")
_DELIVERY = (
    "EarliestDeliveryDateBefore",
    "EarliestDeliveryDateAfter",
    "LatestDeliveryDateBefore",
    "LatestDeliveryDateAfter",
)
_FILTERS = (
    *_RANGES,
    *_DELIVERY,
    *_LISTS,
    "BuyerEmail",
    "SellerOrderId",
    "ActualFulfillmentSupplySourceId",
    "IsISPU",
    "StoreChainStoreId",
)
PARAMETERS = frozenset({*_FILTERS, "MaxResultsPerPage", "NextToken"})
_ALONE = {
    "SellerOrderId": (
        "FulfillmentChannels",
        "OrderStatuses",
        "PaymentMethods",
        "LastUpdatedAfter",
        "LastUpdatedBefore",
        "BuyerEmail",
    ),
    "BuyerEmail": (
        "FulfillmentChannels",
        "OrderStatuses",
        "PaymentMethods",
        "LastUpdatedAfter",
        "LastUpdatedBefore",
        "SellerOrderId",
    ),
}
_MOST = 50
_MAX_PAGE = 100
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

Question = dict[str, str]


class Found(Struct, frozen=True):
    """A page; `before` is None where no range of time was asked for."""

    orders: list[Order]
    next_token: str | None
    family: str
    before: datetime | None


def find(call: Call) -> Found:
    """A page of orders, oldest first. Raises a 400 `Refusal`.

    With a NextToken the parameters may be left out; those given must be those of the first call.
    """
    index = call.sim.world.index_of(call.seller.seller_id)
    size, asked = _page_size(call), _asked(call)
    token = None
    if given := call.query.get("NextToken"):
        token = call.sim.world.page_tokens.get(given[-1])
        if token is None or token.seller_id != call.seller.seller_id:
            raise invalid(call, "NextToken is unknown or has ended")
        if not asked.items() <= dict(token.question).items():
            raise invalid(call, "a parameter differs from the request that gave the token")
        asked = dict(token.question)
    family, start, before = _range(call, asked)
    after, as_of = (start, 0), index.position
    if token is not None:
        after, before, as_of = token.after, token.before, token.as_of
    walk = index.by_update if family == "LastUpdated" else index.by_creation
    matches = _filter(call, asked)
    found = list(islice(_wanted(call, matches, walk(after, before, as_of)), size + 1))
    next_token = None
    if len(found) > size:
        found.pop()
        moment, seq, _ = found[-1][0]
        question = tuple(asked.items())
        next_token = new_token(
            call.sim, call.seller.seller_id, question, before, (moment, seq + 1), as_of
        ).token
    told = before if f"{family}After" in asked else None
    return Found([order for _, order in found], next_token, family, told)


def _asked(call: Call) -> Question:
    """The filters given, lists in one form. Raises a 400 `Refusal`."""
    asked: Question = {}
    for name in _FILTERS:
        values = call.query.get(name)
        if values is None:
            continue
        if name in _LISTS:
            asked[name] = ",".join(sorted(_list(call, name, values)))
        elif len(values) > 1:
            raise invalid(call, f"{name} is given twice")
        else:
            asked[name] = values[0]
    if not asked.get("MarketplaceIds"):
        raise invalid(call, "MarketplaceIds is missing")
    for name, others in _ALONE.items():
        for other in others:
            if name in asked and other in asked:
                raise invalid(call, f"{other} does not go with {name}")
    return asked


def _list(call: Call, name: str, values: list[str]) -> list[str]:
    words = [word for value in values for word in value.split(",") if word]
    known, called = _LISTS[name]
    if known is not None and not known.issuperset(words):
        raise _enum_violation(call, words, called, known)
    if len(words) > _MOST:
        raise invalid(call, f"more than {_MOST} {name}")
    return words


def _enum_violation(call: Call, words: list[str], called: str, known: frozenset[str]) -> Refusal:
    text = call.sim.behaviours.text("text_enum").replace("{known}", ", ".join(sorted(known)))
    text = text.replace("{name}", called).replace("{values}", ", ".join(words)[:200])
    return Refusal(400, "InvalidInput", text, reason=f"{called} knows other words")


def _range(call: Call, asked: Question) -> tuple[str, datetime, datetime]:
    """The axis of time, from when and until when. Raises a 400 `Refusal`."""
    latest = call.now - call.sim.behaviours.duration("search_lag")
    family, other = ("Created", "LastUpdated")
    if "LastUpdatedAfter" in asked:
        family, other = other, family
    if f"{other}After" in asked or f"{other}Before" in asked:
        raise invalid(call, f"{other}* does not go with {family}After")
    if f"{family}After" not in asked:
        if "AmazonOrderIds" not in asked or f"{family}Before" in asked:
            raise invalid(call, "one of CreatedAfter and LastUpdatedAfter is needed")
        return family, _BEGINNING, call.now
    after = _time(call, asked, f"{family}After")
    if f"{family}Before" not in asked:
        if after > call.now:
            raise invalid(call, f"{family}After lies in the future")
        return family, after, latest
    before = _time(call, asked, f"{family}Before")
    if not after <= before <= latest:
        raise invalid(call, f"{family}Before lies before {family}After, or not 2 minutes back")
    return family, after, before


def _time(call: Call, asked: Question, name: str) -> datetime:
    moment = parse_time(asked[name])
    if moment is None:
        raise invalid(call, f"{name} is not an ISO-8601 time")
    return moment


def _page_size(call: Call) -> int:
    text = call.query.get("MaxResultsPerPage", [str(_MAX_PAGE)])[-1]
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= _MAX_PAGE):
        raise invalid(call, "MaxResultsPerPage lies between 1 and 100")
    return int(text)


def _wanted(
    call: Call, matches: Callable[[Order], bool], entries: Iterator[Entry]
) -> Iterator[tuple[Entry, Order]]:
    for entry in entries:
        order = call.sim.world.orders[entry[2]]
        if matches(order):
            yield entry, order


def _filter(call: Call, asked: Question) -> Callable[[Order], bool]:
    """Whether an order is wanted. No order here is an Easy Ship, invoiced or pickup order."""
    ispu = asked.get("IsISPU", "false").lower()
    if ispu not in ("true", "false"):
        raise invalid(call, "IsISPU is true or false")
    nowhere = ("ActualFulfillmentSupplySourceId", "StoreChainStoreId")
    special = ("EasyShipShipmentStatuses", "ElectronicInvoiceStatuses", *nowhere)
    if ispu == "true" or any(asked.get(name) for name in special):
        return lambda order: False
    if MARKETPLACE_ID not in asked["MarketplaceIds"].split(","):
        return lambda order: False
    bounds = {name: _time(call, asked, name) for name in _DELIVERY if name in asked}
    lists = {name: asked[name].split(",") for name in _LISTS if asked.get(name)}
    marked = call.sim.behaviours.on("pii_markers")

    def matches(order: Order) -> bool:
        return (
            STATUSES[order.status] in lists.get("OrderStatuses", [STATUSES[order.status]])
            and _in(lists, "FulfillmentChannels", CHANNELS[order.fulfilled_by])
            and _in(lists, "PaymentMethods", PAYMENTS[order.payment])
            and _in(lists, "AmazonOrderIds", order.order_id)
            and asked.get("SellerOrderId", order.order_id) == order.order_id
            and all(_within(order, name, bound) for name, bound in bounds.items())
            and (
                "BuyerEmail" not in asked
                or buyer_of(call.sim.streams, order, marked=marked).email == asked["BuyerEmail"]
            )
        )

    return matches


def _in(lists: dict[str, list[str]], name: str, value: str) -> bool:
    return name not in lists or value in lists[name]


def _within(order: Order, name: str, bound: datetime) -> bool:
    window = deliver_window(order)
    if window is None:
        return False
    moment = window[0] if name.startswith("Earliest") else window[1]
    return moment <= bound if name.endswith("Before") else moment >= bound


def window(found: Found) -> dict[str, str]:
    """The upper bound that the answer gives back."""
    return {} if found.before is None else {f"{found.family}Before": iso(found.before)}
