"""What an accepted change does to a listing, once it is applied."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from simulator.listings.issues import first_value
from simulator.listings.offer import AVAILABILITY, OFFER, is_business, price_of, with_row
from simulator.listings.patches import Patch, attribute
from simulator.simulation import Simulation
from simulator.world.records import AMAZON_CHANNEL, CatalogItem, Listing, Submission

_ASIN = "merchant_suggested_asin"
_BARCODE = "externally_assigned_product_identifier"
_HELD = frozenset({AVAILABILITY, OFFER, "item_name", _ASIN})
_BARCODES = frozenset({"ean", "jan", "gtin", "upc"})
_ASIN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def patched(sim: Simulation, listing: Listing, patches: Iterable[Patch]) -> Listing:
    """The listing after the patches, updated now."""
    for patch in patches:
        listing = _with_patch(sim, listing, patch)
    return replace(listing, updated=sim.now, issues=())


def written(sim: Simulation, submission: Submission) -> Listing:
    """The listing that a PUT makes, or makes anew: what it does not name is gone.

    A product that the catalogue does not hold gets an ASIN. Rows of Amazon's own stock stay.
    """
    attributes = submission.attributes
    item = _find_item(sim, attributes)
    before = sim.world.listings.get((submission.seller_id, submission.sku))
    kept = tuple(c for c in before.channels if c.code == AMAZON_CHANNEL) if before else ()
    listing = Listing(
        seller_id=submission.seller_id,
        sku=submission.sku,
        asin=item.asin,
        title=item.title,
        price=0,
        channels=kept,
        created=before.created if before else sim.now,
        updated=sim.now,
        product_type=submission.product_type,
        attributes={name: value for name, value in attributes.items() if name not in _HELD},
    )
    for name in (AVAILABILITY, OFFER):
        entries = attributes.get(name, [])
        assert isinstance(entries, list)
        listing = _with_patch(sim, listing, Patch("replace", f"/attributes/{name}", entries))
    return listing


def _with_patch(sim: Simulation, listing: Listing, patch: Patch) -> Listing:
    name = attribute(patch.path)
    if name == AVAILABILITY:
        if patch.op == "delete" and not patch.value:
            return replace(listing, channels=())
        for entry in patch.value:
            listing = with_row(sim, listing, patch.op, entry)
        return listing
    if name == OFFER:
        return _with_offer(listing, patch)
    if name == "item_name" and patch.op != "delete":
        return replace(listing, title=first_value(patch.value) or listing.title)
    rest = {key: value for key, value in listing.attributes.items() if key != name}
    if patch.op != "delete":
        rest[name] = patch.value
    return replace(listing, attributes=rest)


def _with_offer(listing: Listing, patch: Patch) -> Listing:
    for entry in patch.value or [{}]:
        if is_business(entry):
            continue
        price = 0 if patch.op == "delete" else price_of(entry)
        if price is not None:
            listing = replace(listing, price=price)
    return listing


def _find_item(sim: Simulation, attributes: Mapping[str, object]) -> CatalogItem:
    """The catalogue's item by ASIN or barcode, else a new one."""
    asin = first_value(attributes.get(_ASIN))
    if asin in sim.world.catalog:
        return sim.world.catalog[asin]
    barcode = _barcode(attributes.get(_BARCODE))
    for item in sim.world.catalog.values():
        if barcode and item.jan == barcode:
            return item
    asin = "B0" + sim.draw_text("asins", _ASIN_LETTERS, 8)
    title = first_value(attributes.get("item_name")) or "無題"
    item = CatalogItem(asin, title, barcode, first_value(attributes.get("brand")))
    sim.world.catalog[asin] = item
    sim.world.record(sim.now, "API", asin, "a new product in the catalogue")
    return item


def _barcode(value: object) -> str:
    """The code of `[{"type": "ean", "value": code}]`; empty when it is not there."""
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, dict) and str(entry.get("type")).lower() in _BARCODES:
            return str(entry.get("value", ""))
    return ""
