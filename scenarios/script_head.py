"""How a recorded world began, as the head of a scenario file."""

from collections.abc import Iterator
from dataclasses import fields

from msgspec import structs

from core.domain.labels import Policy
from scenarios.world_setup import ListingSetup, ProductSetup, WorldSetup
from scenarios.yaml_text import flow

_PLAIN_SETTINGS = (
    "linked",
    "ready_after",
    "consented_ago",
    "contract",
    "reserve",
    "buyers",
    "demo",
)
"""Settings of the shop that a file calls by the same name."""


def head(setup: WorldSetup, case_id: str, title: str) -> Iterator[str]:
    """The lines before `steps`."""
    yield f"id: {case_id}"
    yield f"title: {flow(title)}"
    yield f"policy: {Policy(setup.policy)}"
    yield f"seed: {setup.seed}"
    yield f"start: {flow(setup.start)}"
    yield from _part("shop", [*_shop(setup)])
    yield from _part("amazon", [*_amazon(setup)])


def _part(key: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{key}:"
        yield from lines


def _shop(setup: WorldSetup) -> Iterator[str]:
    usual = {field.name: field.default for field in fields(WorldSetup)}
    for name in _PLAIN_SETTINGS:
        if (value := getattr(setup, name)) != usual[name]:
            yield f"  {name}: {flow(value)}"
    if setup.many is not None:
        yield f"  many: {flow(structs.asdict(setup.many))}"
    if setup.products:
        yield "  products:"
    for product in setup.products:
        yield f"    - {flow(_product(product))}"


def _amazon(setup: WorldSetup) -> Iterator[str]:
    if setup.behaviours:
        yield f"  behaviours: {flow(dict(setup.behaviours))}"
    if setup.listings:
        yield "  listings:"
    for offer in setup.listings:
        yield f"    - {flow(_offer(offer))}"


def _product(product: ProductSetup) -> dict[str, object]:
    link = {"link": {"sku": product.sku, "asin": product.asin}} if product.sku else {}
    return {
        "code": product.code,
        "title": product.title,
        "stock": product.stock,
        "price": product.price_yen,
        **link,
    }


def _offer(offer: ListingSetup) -> dict[str, object]:
    title = {} if offer.title is None else {"title": offer.title}
    return {
        "sku": offer.sku,
        "asin": offer.asin,
        "quantity": offer.quantity,
        "price": offer.price_yen,
        "fulfilled_by": offer.fulfilled_by,
        **title,
    }
