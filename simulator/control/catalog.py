"""Amazon's catalogue."""

from typing import Annotated

from msgspec import Meta, Struct

from simulator.control.asking import Ask, ControlError, Name, Route, ok
from simulator.exchange import Reply
from simulator.world.records import CatalogItem

Asin = Annotated[str, Meta(pattern=r"^[A-Z0-9]{10}$")]


class NewCatalogItem(Struct, forbid_unknown_fields=True):
    asin: Asin
    title: Name
    jan: Annotated[str, Meta(pattern=r"^([0-9]{8}|[0-9]{13})?$")] = ""
    brand: Annotated[str, Meta(max_length=200)] = ""


def shown(item: CatalogItem) -> dict[str, object]:
    return {"asin": item.asin, "title": item.title, "jan": item.jan, "brand": item.brand}


def _list(ask: Ask) -> Reply:
    return ok({"items": [shown(item) for item in ask.sim.world.catalog.values()]})


def _add(ask: Ask) -> Reply:
    wish = ask.body(NewCatalogItem)
    if wish.asin in ask.sim.world.catalog:
        raise ControlError(409, "exists", f"ASIN {wish.asin} is in the catalogue", "asin")
    item = CatalogItem(wish.asin, wish.title, wish.jan, wish.brand)
    ask.sim.world.catalog[item.asin] = item
    return ok(shown(item))


ROUTES = (
    Route("GET", "/_sim/catalog", _list, "Every item of the catalogue."),
    Route("POST", "/_sim/catalog", _add, "Put a product into the catalogue.", NewCatalogItem),
)
