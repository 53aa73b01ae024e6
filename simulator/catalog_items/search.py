"""searchCatalogItems: what it takes, what it finds, and its pages."""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from simulator.operations import Call
from simulator.parameters import listed, one_of, single, unparsable, whole, worded
from simulator.product_types.known import type_of
from simulator.sealed import seal, unseal
from simulator.world.records import CatalogItem

IDENTIFIER_TYPES = frozenset({"ASIN", "EAN", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC"})
_MAX_WORDS = 20
_MAX_PAGE = 20
_MAX_REACHED = 1000
_ASIN = re.compile(r"[0-9]{9}[0-9X]|[A-Z][A-Z0-9]{9}", re.ASCII)
_QUESTION = (
    *("identifiers", "identifiersType", "sellerId", "keywords", "brandNames"),
    *("classificationIds", "keywordsLocale"),
)
PARAMETERS = frozenset(
    {*_QUESTION, "marketplaceIds", "includedData", "locale", "pageSize", "pageToken"}
)


class Place(Struct, frozen=True):
    """What a page token carries: how far one is, and in the answer to what."""

    question: tuple[str, ...]
    offset: int


class Page(Struct, frozen=True):
    """`refinements` are the brands and nodes of all that was found; None by identifiers."""

    items: list[CatalogItem]
    total: int
    next_token: str | None
    previous_token: str | None
    refinements: dict[str, object] | None


def find_page(call: Call) -> Page:
    """One page of the search. Raises a 400 `Refusal`."""
    identifiers = listed(call, "identifiers", most=_MAX_WORDS)
    keywords = listed(call, "keywords", most=_MAX_WORDS)
    if identifiers and keywords:
        raise worded(call, "text_catalog_both")
    if not identifiers and not keywords:
        raise worded(call, "text_catalog_neither")
    size = whole(call, "pageSize", default=10, most=_MAX_PAGE)
    offset = _offset(call)
    if identifiers:
        found, refinements = _by_identifiers(call, identifiers), None
    else:
        found = _by_keywords(call, keywords)
        refinements = _refinements(found)
    reachable = found[:_MAX_REACHED]
    end, before = offset + size, max(0, offset - size)
    return Page(
        items=reachable[offset:end],
        total=len(found),
        next_token=_token(call, end) if end < len(reachable) else None,
        previous_token=_token(call, before) if offset > 0 else None,
        refinements=refinements,
    )


def check_asin(call: Call, asin: str) -> None:
    """Raises a 400 `Refusal` for what has not the form of an ASIN."""
    if not _ASIN.fullmatch(asin):
        raise worded(call, "text_catalog_asin")


def _by_identifiers(call: Call, identifiers: tuple[str, ...]) -> list[CatalogItem]:
    """Items in the order asked for; one identifier of a wrong form refuses them all."""
    for name in ("brandNames", "classificationIds", "keywordsLocale"):
        if name in call.query:
            raise unparsable(call, f"{name} does not go with identifiers")
    kind = one_of(call, "identifiersType", IDENTIFIER_TYPES)
    catalog = call.sim.world.catalog
    match kind:
        case "":
            raise unparsable(call, "identifiersType is missing")
        case "ASIN":
            for asin in identifiers:
                check_asin(call, asin)
            return [catalog[asin] for asin in identifiers if asin in catalog]
        case "SKU":
            return list(_by_sku(call, identifiers))
        case "JAN" | "EAN" | "GTIN":
            return [item for item in catalog.values() if item.jan and item.jan in identifiers]
        case _:
            return []


def _by_sku(call: Call, skus: tuple[str, ...]) -> Iterator[CatalogItem]:
    seller_id = single(call, "sellerId")
    if not seller_id:
        raise unparsable(call, "sellerId is needed to search by SKU")
    for sku in skus:
        listing = call.sim.world.listings.get((seller_id, sku))
        if listing is not None and listing.asin in call.sim.world.catalog:
            yield call.sim.world.catalog[listing.asin]


def _by_keywords(call: Call, keywords: tuple[str, ...]) -> list[CatalogItem]:
    """Items that hold at least one of the words, those that hold most first."""
    words = [word for keyword in keywords for word in _folded(keyword).split()]
    brands = {_folded(brand) for brand in listed(call, "brandNames")}
    nodes = set(listed(call, "classificationIds"))
    hits: list[tuple[int, str, CatalogItem]] = []
    for item in call.sim.world.catalog.values():
        text = _folded(" ".join((item.title, item.brand, item.asin, item.jan)))
        count = sum(word in text for word in words)
        wanted = not brands or _folded(item.brand) in brands
        if count and wanted and (not nodes or type_of(item.title).node_id in nodes):
            hits.append((-count, item.asin, item))
    return [item for _, _, item in sorted(hits, key=lambda hit: hit[:2])]


def _folded(text: str) -> str:
    """Letters of full and half width, large and small, are the same to a search."""
    return unicodedata.normalize("NFKC", text).casefold()


def _refinements(found: list[CatalogItem]) -> dict[str, object]:
    brands: dict[str, int] = {}
    nodes: dict[tuple[str, str], int] = {}
    for item in found:
        kind = type_of(item.title)
        nodes[(kind.node, kind.node_id)] = nodes.get((kind.node, kind.node_id), 0) + 1
        if item.brand:
            brands[item.brand] = brands.get(item.brand, 0) + 1
    return {
        "brands": [{"numberOfResults": n, "brandName": brand} for brand, n in brands.items()],
        "classifications": [
            {"numberOfResults": n, "displayName": name, "classificationId": node_id}
            for (name, node_id), n in nodes.items()
        ],
    }


def _question(call: Call) -> tuple[str, ...]:
    return tuple(f"{name}={','.join(listed(call, name))}" for name in _QUESTION)


def _token(call: Call, offset: int) -> str:
    return seal(call.sim, "catalog", Place(_question(call), offset))


def _offset(call: Call) -> int:
    token = single(call, "pageToken")
    if token is None:
        return 0
    place = unseal(call.sim, "catalog", token, Place)
    if place is None or place.question != _question(call):
        raise unparsable(call, "pageToken is not one, or belongs to another question")
    return place.offset
