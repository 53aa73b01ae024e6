"""What searchOrders takes, and which orders it finds (orders_2026-01-01, sp-api.md 1.3)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from simulator.clock import iso
from simulator.operations import Call
from simulator.orders.pages import new_token
from simulator.refusal import Refusal
from simulator.world.order_index import Entry
from simulator.world.records import MARKETPLACE_ID, Order

STATUSES = frozenset(
    {
        "PENDING_AVAILABILITY",
        "PENDING",
        "UNSHIPPED",
        "PARTIALLY_SHIPPED",
        "SHIPPED",
        "CANCELLED",
        "UNFULFILLABLE",
    }
)
PARTIES = frozenset({"MERCHANT", "AMAZON"})
DATASETS = frozenset(
    {
        "BUYER",
        "RECIPIENT",
        "PROCEEDS",
        "EXPENSE",
        "PROMOTION",
        "CANCELLATION",
        "FULFILLMENT",
        "PACKAGES",
        "TAX",
        "PAYMENT",
        "FULFILLMENT_ORDERS",
    }
)
_ARRAYS = frozenset({"fulfillmentStatuses", "marketplaceIds", "fulfilledBy"})
_QUESTION = (
    "createdAfter",
    "createdBefore",
    "lastUpdatedAfter",
    "lastUpdatedBefore",
    "fulfillmentStatuses",
    "marketplaceIds",
    "fulfilledBy",
)
SEARCH_PARAMETERS = frozenset({*_QUESTION, "maxResultsPerPage", "paginationToken", "includedData"})
_SINGLE = sorted(SEARCH_PARAMETERS - _ARRAYS - {"includedData"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_MAX_PAGE = 100
_MAX_MARKETPLACES = 50


class Search(Struct, frozen=True):
    """A searchOrders request, checked. `family` is the axis of time that was asked for."""

    family: str
    after: datetime
    before: datetime
    statuses: frozenset[str]
    parties: frozenset[str]
    here: bool
    page_size: int
    included: frozenset[str]
    question: tuple[tuple[str, str], ...]


class Page(Struct, frozen=True):
    orders: list[Order]
    next_token: str | None
    before: datetime


def invalid(call: Call, reason: str) -> Refusal:
    """The 400 of the Orders APIs, which says nothing of the cause."""
    text = call.sim.behaviours.text("text_invalid_input")
    return Refusal(400, "InvalidInput", text, reason=reason)


def read_search(call: Call) -> Search:
    """Check the query. Raises a 400 `Refusal`."""
    for name in _SINGLE:
        if len(call.query.get(name, ())) > 1:
            raise invalid(call, f"{name} is given twice")
    family = _family(call)
    after = _time(call, f"{family}After")
    latest = call.now - call.sim.behaviours.duration("search_lag")
    before = latest
    if f"{family}Before" in call.query:
        before = _time(call, f"{family}Before")
        if before > latest:
            raise invalid(call, f"{family}Before is less than 2 minutes ago")
        if before < after:
            raise invalid(call, f"{family}Before lies before {family}After")
    elif after > call.now:
        raise invalid(call, f"{family}After lies in the future")
    marketplaces = listed(call, "marketplaceIds", None)
    if len(marketplaces) > _MAX_MARKETPLACES:
        raise invalid(call, "more than 50 marketplaceIds")
    return Search(
        family=family,
        after=after,
        before=before,
        statuses=listed(call, "fulfillmentStatuses", STATUSES),
        parties=listed(call, "fulfilledBy", PARTIES),
        here=not marketplaces or MARKETPLACE_ID in marketplaces,
        page_size=_page_size(call),
        included=listed(call, "includedData", DATASETS),
        question=_question(call),
    )


def find_page(call: Call, search: Search) -> Page:
    """One page of orders, oldest first, and the token for the next. Raises a 400 `Refusal`."""
    index = call.sim.world.index_of(call.seller.seller_id)
    start, before, as_of = (search.after, 0), search.before, index.position
    given = call.query.get("paginationToken")
    if given is not None:
        token = call.sim.world.page_tokens.get(given[0])
        if token is None or token.seller_id != call.seller.seller_id:
            raise invalid(call, "paginationToken is unknown or has ended")
        if token.question != search.question:
            raise invalid(call, "a parameter differs from the request that gave the token")
        start, before, as_of = token.after, token.before, token.as_of
    walk = index.by_update if search.family == "lastUpdated" else index.by_creation
    entries = walk(start, before, as_of) if search.here else iter(())
    found = list(islice(_wanted(call, search, entries), search.page_size + 1))
    next_token = None
    if len(found) > search.page_size:
        found.pop()
        moment, seq, _ = found[-1][0]
        next_token = new_token(
            call.sim, call.seller.seller_id, search.question, before, (moment, seq + 1), as_of
        ).token
    return Page([order for _, order in found], next_token, before)


def find_order(call: Call, order_id: str) -> Order:
    """An order of the caller's seller. Raises a 404 (by behaviour 400) `Refusal`."""
    order = call.sim.world.orders.get(order_id)
    if order is not None and order.seller_id == call.seller.seller_id:
        return order
    if call.sim.behaviours.text("unknown_order") == "invalid_input":
        raise invalid(call, "no such order")
    raise Refusal(404, "NotFound", "The requested order does not exist.", reason="no such order")


def listed(call: Call, name: str, allowed: frozenset[str] | None) -> frozenset[str]:
    """An array parameter, comma-joined or repeated. Raises a 400 `Refusal` for a wrong value."""
    values = _parts(tuple(call.query.get(name, ())))
    if allowed is not None and not values <= allowed:
        raise invalid(call, f"{name} does not know {sorted(values - allowed)[0]!r}")
    return values


@lru_cache(64)
def _parts(given: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for value in given for part in value.split(",") if part)


def parse_time(text: str) -> datetime | None:
    """An ISO-8601 time as Amazon takes it; without a zone it is UTC. None = it is not one."""
    if not _TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _family(call: Call) -> str:
    created = "createdAfter" in call.query
    updated = "lastUpdatedAfter" in call.query
    if created == updated:
        raise invalid(call, "exactly one of createdAfter and lastUpdatedAfter is needed")
    family, other = ("created", "lastUpdated") if created else ("lastUpdated", "created")
    if f"{other}Before" in call.query:
        raise invalid(call, f"{other}Before does not go with {family}After")
    return family


def _time(call: Call, name: str) -> datetime:
    text = call.query[name][0]
    moment = parse_time(text)
    if moment is None:
        raise invalid(call, f"{name} is not an ISO-8601 time: {text!r}")
    return moment


def _page_size(call: Call) -> int:
    text = call.query.get("maxResultsPerPage", [str(_MAX_PAGE)])[0]
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= _MAX_PAGE):
        raise invalid(call, "maxResultsPerPage lies between 1 and 100")
    return int(text)


def _question(call: Call) -> tuple[tuple[str, str], ...]:
    """What must be repeated with a page token; the order within an array does not matter."""
    return tuple(
        (name, ",".join(sorted(listed(call, name, None))) if name in _ARRAYS else values[0])
        for name in _QUESTION
        if (values := call.query.get(name))
    )


def _wanted(call: Call, search: Search, entries: Iterator[Entry]) -> Iterator[tuple[Entry, Order]]:
    orders = call.sim.world.orders
    for entry in entries:
        order = orders[entry[2]]
        if search.statuses and order.status not in search.statuses:
            continue
        if search.parties and order.fulfilled_by not in search.parties:
            continue
        yield entry, order


def window(search: Search, page: Page) -> tuple[str, str]:
    """Name and value of the upper bound that the answer gives back."""
    return f"{search.family}Before", iso(page.before)
