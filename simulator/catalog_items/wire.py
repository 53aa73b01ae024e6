"""Catalog Items 2022-04-01 as JSON."""

from simulator.product_types.known import type_of
from simulator.simulation import Simulation
from simulator.world.records import MARKETPLACE_ID, CatalogItem

Json = dict[str, object]
DATASETS = frozenset(
    {
        "attributes",
        "classifications",
        "dimensions",
        "identifiers",
        "images",
        "productTypes",
        "relationships",
        "salesRanks",
        "summaries",
        "vendorDetails",
    }
)


def item(sim: Simulation, one: CatalogItem, included: frozenset[str]) -> Json:
    """An item with the datasets asked for. There are no pictures here, no variations, and the
    details for vendors are not a seller's to see."""
    written: Json = {"asin": one.asin}
    if "attributes" in included:
        written["attributes"] = _attributes(one)
    if "classifications" in included:
        written["classifications"] = [_here({"classifications": [_node(one)]})]
    if "dimensions" in included:
        written["dimensions"] = [_here(_dimensions(sim, one))]
    if "identifiers" in included:
        written["identifiers"] = [_here({"identifiers": _identifiers(one)})]
    if "images" in included:
        written["images"] = [_here({"images": []})]
    if "productTypes" in included:
        written["productTypes"] = [_here({"productType": type_of(one.title).name})]
    if "relationships" in included:
        written["relationships"] = [_here({"relationships": []})]
    if "salesRanks" in included:
        written["salesRanks"] = [_here({"classificationRanks": [_rank(sim, one)]})]
    if "summaries" in included:
        written["summaries"] = [_here(_summary(one))]
    if "vendorDetails" in included:
        written["vendorDetails"] = []
    return written


def _here(content: Json) -> Json:
    return {"marketplaceId": MARKETPLACE_ID, **content}


def _node(one: CatalogItem) -> Json:
    kind = type_of(one.title)
    return {"displayName": kind.node, "classificationId": kind.node_id}


def _summary(one: CatalogItem) -> Json:
    summary: Json = {
        "adultProduct": False,
        "autographed": False,
        "browseClassification": _node(one),
        "itemClassification": "BASE_PRODUCT",
        "itemName": one.title,
        "memorabilia": False,
        "packageQuantity": 1,
        "tradeInEligible": False,
        "websiteDisplayGroupName": type_of(one.title).node,
    }
    if one.brand:
        summary |= {"brand": one.brand, "manufacturer": one.brand}
    return summary


def _identifiers(one: CatalogItem) -> list[Json]:
    if not one.jan:
        return []
    return [{"identifierType": kind, "identifier": one.jan} for kind in ("JAN", "EAN")]


def _attributes(one: CatalogItem) -> Json:
    local = {"language_tag": "ja_JP", "marketplace_id": MARKETPLACE_ID}
    attributes: Json = {"item_name": [{"value": one.title, **local}]}
    if one.brand:
        attributes["brand"] = [{"value": one.brand, **local}]
    if one.jan:
        code = {"type": "ean", "value": one.jan, "marketplace_id": MARKETPLACE_ID}
        attributes["externally_assigned_product_identifier"] = [code]
    return attributes


def _dimensions(sim: Simulation, one: CatalogItem) -> Json:
    """Sizes drawn for the ASIN: of the product, and a little more of its package."""
    draw = sim.streams.once(f"dimensions/{one.asin}")
    sides = {name: draw.randint(3, 40) for name in ("height", "length", "width")}
    weight = draw.randint(50, 3000) / 1000
    return {
        "item": _sizes(sides, weight),
        "package": _sizes({name: side + 2 for name, side in sides.items()}, weight + 0.1),
    }


def _sizes(sides: dict[str, int], weight: float) -> Json:
    sizes: Json = {n: {"unit": "centimeters", "value": side} for n, side in sides.items()}
    return {**sizes, "weight": {"unit": "kilograms", "value": round(weight, 3)}}


def _rank(sim: Simulation, one: CatalogItem) -> Json:
    kind = type_of(one.title)
    rank = sim.streams.once(f"sales-rank/{one.asin}").randint(1, 50_000)
    return {"classificationId": kind.node_id, "title": kind.node, "rank": rank}
