"""searchListingsItems: what it takes, what it finds, and its pages."""

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec import Struct

from simulator.listings import wire
from simulator.operations import Call
from simulator.parameters import listed, moment, one_of, single, unparsable, whole
from simulator.sealed import seal, unseal
from simulator.world.records import Listing

IDENTIFIER_TYPES = frozenset(
    {"ASIN", "EAN", "FNSKU", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC"}
)
_STATUSES = frozenset({"BUYABLE", "DISCOVERABLE"})
_SEVERITIES = frozenset({"WARNING", "ERROR"})
_SORTS = frozenset({"sku", "createdDate", "lastUpdatedDate"})
_ORDERS = frozenset({"ASC", "DESC"})
_MAX_IDENTIFIERS = 20
_MAX_PAGE = 20
_MAX_REACHED = 1000
_QUESTION = (
    *("identifiers", "identifiersType", "variationParentSku", "packageHierarchySku"),
    *("createdAfter", "createdBefore", "lastUpdatedAfter", "lastUpdatedBefore"),
    *("withIssueSeverity", "withStatus", "withoutStatus", "sortBy", "sortOrder"),
)
PARAMETERS = frozenset(
    {*_QUESTION, "marketplaceIds", "issueLocale", "includedData", "pageSize", "pageToken"}
)


class Search(Struct, frozen=True):
    """A checked search. `nothing` = it asks for relatives, which no listing here has."""

    identifiers: tuple[str, ...]
    identifiers_type: str
    nothing: bool
    created: tuple[datetime | None, datetime | None]
    updated: tuple[datetime | None, datetime | None]
    severities: frozenset[str]
    having: frozenset[str]
    lacking: frozenset[str]
    sort_by: str
    descending: bool
    page_size: int
    offset: int


class Place(Struct, frozen=True):
    """What a page token carries: how far one is, and in the answer to what."""

    seller_id: str
    question: tuple[str, ...]
    offset: int


class Page(Struct, frozen=True):
    listings: list[Listing]
    total: int
    next_token: str | None
    previous_token: str | None


def read_search(call: Call) -> Search:
    """Check the query. Raises a 400 `Refusal`."""
    identifiers = listed(call, "identifiers", most=_MAX_IDENTIFIERS)
    kind = one_of(call, "identifiersType", IDENTIFIER_TYPES)
    if bool(identifiers) != bool(kind):
        raise unparsable(call, "identifiers and identifiersType go together")
    relatives = [n for n in ("variationParentSku", "packageHierarchySku") if n in call.query]
    if len(relatives) + bool(identifiers) > 1:
        raise unparsable(call, "one of identifiers, variationParentSku, packageHierarchySku")
    return Search(
        identifiers=identifiers,
        identifiers_type=kind,
        nothing=bool(relatives),
        created=(moment(call, "createdAfter"), moment(call, "createdBefore")),
        updated=(moment(call, "lastUpdatedAfter"), moment(call, "lastUpdatedBefore")),
        severities=frozenset(listed(call, "withIssueSeverity", known=_SEVERITIES)),
        having=frozenset(listed(call, "withStatus", known=_STATUSES)),
        lacking=frozenset(listed(call, "withoutStatus", known=_STATUSES)),
        sort_by=one_of(call, "sortBy", _SORTS, "lastUpdatedDate"),
        descending=one_of(call, "sortOrder", _ORDERS, "DESC") == "DESC",
        page_size=whole(call, "pageSize", default=10, most=_MAX_PAGE),
        offset=_offset(call),
    )


def find_page(call: Call, search: Search) -> Page:
    """One page; no more than 1,000 of the found can be reached by pages."""
    found = [] if search.nothing else list(_matching(call, search))
    found.sort(key=_sort_key(search.sort_by), reverse=search.descending)
    reachable = found[:_MAX_REACHED]
    end = search.offset + search.page_size
    before = max(0, search.offset - search.page_size)
    return Page(
        listings=reachable[search.offset : end],
        total=len(found),
        next_token=_token(call, end) if end < len(reachable) else None,
        previous_token=_token(call, before) if search.offset > 0 else None,
    )


def _matching(call: Call, search: Search) -> Iterator[Listing]:
    wanted = frozenset(search.identifiers)
    for (seller_id, _), listing in call.sim.world.listings.items():
        if seller_id != call.seller.seller_id:
            continue
        if wanted and not wanted & _identifiers(call, listing, search.identifiers_type):
            continue
        if not _within(listing.created, search.created):
            continue
        if not _within(listing.updated, search.updated):
            continue
        status = frozenset(wire.statuses(listing))
        if not search.having <= status or search.lacking & status:
            continue
        severities = {issue["severity"] for issue in listing.issues}
        if search.severities and not search.severities & severities:
            continue
        yield listing


def _identifiers(call: Call, listing: Listing, kind: str) -> frozenset[str]:
    match kind:
        case "SKU":
            return frozenset({listing.sku})
        case "ASIN":
            return frozenset({listing.asin})
        case "FNSKU":
            fnsku = wire.fnsku_of(call.sim, listing)
            return frozenset() if fnsku is None else frozenset({fnsku})
        case "JAN" | "EAN" | "GTIN":
            item = call.sim.world.catalog.get(listing.asin)
            return frozenset({item.jan}) if item and item.jan else frozenset()
        case _:
            return frozenset()


def _within(time: datetime, bounds: tuple[datetime | None, datetime | None]) -> bool:
    after, before = bounds
    return (after is None or after <= time) and (before is None or time <= before)


def _sort_key(name: str) -> Callable[[Listing], tuple[datetime | str, str]]:
    match name:
        case "sku":
            return lambda listing: (listing.sku, "")
        case "createdDate":
            return lambda listing: (listing.created, listing.sku)
        case _:
            return lambda listing: (listing.updated, listing.sku)


def _question(call: Call) -> tuple[str, ...]:
    return tuple(f"{name}={','.join(listed(call, name))}" for name in _QUESTION)


def _token(call: Call, offset: int) -> str:
    place = Place(call.seller.seller_id, _question(call), offset)
    return seal(call.sim, "listings", place)


def _offset(call: Call) -> int:
    """Where the page begins. Raises a 400 `Refusal` for a token of another question (#4977)."""
    token = single(call, "pageToken")
    if token is None:
        return 0
    place = unseal(call.sim, "listings", token, Place)
    if place is None or place.seller_id != call.seller.seller_id:
        raise unparsable(call, "pageToken is not one of this seller's")
    if place.question != _question(call):
        raise unparsable(call, "a parameter differs from the request that gave the pageToken")
    return place.offset
