"""getInventorySummaries of FBA Inventory v1."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from simulator.exchange import Reply, json_reply
from simulator.listings.wire import fnsku_of
from simulator.operations import Call, Operation
from simulator.orders.rules import parse_time
from simulator.parameters import flag, listed, need_role, single, worded
from simulator.quota import Limit
from simulator.sealed import seal, unseal
from simulator.world.records import AMAZON_CHANNEL, MARKETPLACE_ID, Listing

_ROLES = ("PRODUCT_LISTING", "INVENTORY_AND_ORDER_TRACKING", "AMAZON_FULFILLMENT")
_PAGE = 50
_MAX_SKUS = 50
_OLDEST = timedelta(days=548)
_OPEN = frozenset({"PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED"})
Json = dict[str, object]


class Place(Struct, frozen=True):
    """What a nextToken carries: the last SKU shown, in the answer to what, and until when."""

    seller_id: str
    question: tuple[str, ...]
    after: str
    expires: datetime


class Stock:
    """What the seller's FBA orders do to his stock: units not shipped yet, and the last change."""

    def __init__(self, call: Call) -> None:
        self.reserved: Counter[str] = Counter()
        self._changed: dict[str, datetime] = {}
        for order in call.sim.world.orders.values():
            if order.seller_id != call.seller.seller_id or order.fulfilled_by != "AMAZON":
                continue
            for item in order.items:
                if order.status in _OPEN:
                    left = item.quantity - order.shipped(item.order_item_id)
                    self.reserved[item.sku] += left
                earlier = self._changed.get(item.sku, order.updated)
                self._changed[item.sku] = max(earlier, order.updated)

    def moved(self, listing: Listing) -> datetime:
        """When any quantity of the listing changed last."""
        return max(listing.updated, self._changed.get(listing.sku, listing.updated))


def _get_inventory_summaries(call: Call) -> Reply:
    need_role(call, _ROLES)
    _check_granularity(call)
    details, since = flag(call, "details"), _since(call)
    skus = _skus(call) if since is None else ()
    after, stock = _after(call), Stock(call)
    wanted = [
        one
        for one in _held(call, skus)
        if one.sku > after and (since is None or stock.moved(one) >= since)
    ]
    if not wanted and not after and call.sim.behaviours["fba_without_stock"] == "invalid_input":
        raise worded(call, "text_fba_invalid", reason="the seller has no FBA SKU")
    page = wanted[:_PAGE]
    written: Json = {
        "payload": {
            "granularity": {"granularityType": "Marketplace", "granularityId": MARKETPLACE_ID},
            "inventorySummaries": [_summary(call, one, stock, details=details) for one in page],
        }
    }
    if len(wanted) > len(page):
        written["pagination"] = {"nextToken": _token(call, page[-1].sku)}
    return json_reply(200, written)


def _check_granularity(call: Call) -> None:
    if single(call, "granularityType") != "Marketplace":
        raise worded(call, "text_fba_invalid", reason="granularityType is Marketplace")
    if single(call, "granularityId") != MARKETPLACE_ID:
        raise worded(call, "text_fba_invalid", reason="granularityId is Japan's marketplace")
    if listed(call, "marketplaceIds") != (MARKETPLACE_ID,):
        raise worded(call, "text_fba_invalid", reason="marketplaceIds is Japan's alone")


def _since(call: Call) -> datetime | None:
    text = single(call, "startDateTime")
    if text is None:
        return None
    found = parse_time(text)
    if found is None:
        raise worded(call, "text_fba_time")
    if found < call.now - _OLDEST:
        raise worded(call, "text_fba_invalid", reason="startDateTime is over 18 months ago")
    return found


def _skus(call: Call) -> tuple[str, ...]:
    """The SKUs asked for; empty = all. The list wins over the single one."""
    many = listed(call, "sellerSkus")
    if len(many) > _MAX_SKUS:
        raise worded(call, "text_fba_invalid", reason=f"more than {_MAX_SKUS} sellerSkus")
    one = single(call, "sellerSku")
    return many or ((one,) if one else ())


def _held(call: Call, skus: tuple[str, ...]) -> Iterator[Listing]:
    """The seller's FBA listings, in the order of their SKUs."""
    for seller_id, sku in sorted(call.sim.world.listings):
        if seller_id == call.seller.seller_id and (not skus or sku in skus):
            listing = call.sim.world.listings[(seller_id, sku)]
            if listing.has(AMAZON_CHANNEL):
                yield listing


def _summary(call: Call, listing: Listing, stock: Stock, *, details: bool) -> Json:
    here, reserved = listing.quantity(AMAZON_CHANNEL), stock.reserved[listing.sku]
    summary: Json = {
        "asin": listing.asin,
        "fnSku": fnsku_of(call.sim, listing),
        "sellerSku": listing.sku,
        "condition": "NewItem",
        "lastUpdatedTime": stock.moved(listing),
        "productName": listing.title,
        "totalQuantity": here + reserved,
        "stores": [],
    }
    if details:
        summary["inventoryDetails"] = _details(here, reserved)
    return summary


def _details(here: int, reserved: int) -> Json:
    """Stock and what orders hold of it; nothing is inbound, lost or damaged here."""
    kinds = ("customerDamaged", "warehouseDamaged", "distributorDamaged", "carrierDamaged")
    damaged = {f"{kind}Quantity": 0 for kind in (*kinds, "defective", "expired")}
    return {
        "fulfillableQuantity": here,
        "inboundWorkingQuantity": 0,
        "inboundShippedQuantity": 0,
        "inboundReceivingQuantity": 0,
        "reservedQuantity": {
            "totalReservedQuantity": reserved,
            "pendingCustomerOrderQuantity": reserved,
            "pendingTransshipmentQuantity": 0,
            "fcProcessingQuantity": 0,
        },
        "researchingQuantity": {
            "totalResearchingQuantity": 0,
            "researchingQuantityBreakdown": [],
        },
        "unfulfillableQuantity": {"totalUnfulfillableQuantity": 0, **damaged},
    }


def _question(call: Call) -> tuple[str, ...]:
    """A page needs the same startDateTime again; SKUs are not looked at beside it."""
    names = ("startDateTime",) if "startDateTime" in call.query else ("sellerSkus", "sellerSku")
    return tuple(f"{name}={','.join(listed(call, name))}" for name in names)


def _token(call: Call, sku: str) -> str:
    expires = call.now + call.sim.behaviours.duration("fba_token_lives")
    place = Place(call.seller.seller_id, _question(call), sku, expires)
    return seal(call.sim, "fba-inventory", place)


def _after(call: Call) -> str:
    """The SKU after which the page begins. Raises a 400 `Refusal`."""
    token = single(call, "nextToken")
    if not token:
        return ""
    place = unseal(call.sim, "fba-inventory", token, Place)
    if place is None or place.seller_id != call.seller.seller_id:
        raise worded(call, "text_fba_token", reason="the token is not one of this seller's")
    if place.expires <= call.now:
        raise worded(call, "text_fba_token", reason="the token has ended")
    if place.question != _question(call):
        raise worded(call, "text_fba_token", reason="startDateTime or the SKUs differ")
    return place.after


OPERATIONS = (
    Operation(
        name="getInventorySummaries",
        api="fba/inventory/v1",
        method="GET",
        path="/fba/inventory/v1/summaries",
        limit=Limit(2, 2),
        handler=_get_inventory_summaries,
        parameters=frozenset(
            {
                *("details", "granularityType", "granularityId", "startDateTime"),
                *("sellerSkus", "sellerSku", "nextToken", "marketplaceIds"),
            }
        ),
    ),
)
