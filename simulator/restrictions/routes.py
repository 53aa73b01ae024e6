"""getListingsRestrictions: may this seller list that ASIN?"""

from simulator.exchange import Reply, json_reply
from simulator.operations import Call, Operation
from simulator.parameters import check_marketplace, need_role, one_of, single, unparsable
from simulator.quota import Limit
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID, CatalogItem

CONDITIONS = frozenset(
    {
        *("new_new", "new_open_box", "new_oem", "refurbished_refurbished"),
        *("used_like_new", "used_very_good", "used_good", "used_acceptable"),
        *("collectible_like_new", "collectible_very_good", "collectible_good"),
        *("collectible_acceptable", "club_club"),
    }
)
_ROLES = ("PRODUCT_LISTING",)
_APPROVAL = "https://sellercentral.amazon.co.jp/hz/approvalrequest/restrictions/approve?asin="


def _get_listings_restrictions(call: Call) -> Reply:
    need_role(call, _ROLES)
    check_marketplace(call)
    asin, seller_id = single(call, "asin"), single(call, "sellerId")
    if not asin or not seller_id:
        raise unparsable(call, "asin and sellerId are needed")
    if seller_id != call.seller.seller_id:
        denied = call.sim.behaviours.text("text_denied")
        raise Refusal(403, "Unauthorized", denied, reason="the token is another seller's")
    condition = one_of(call, "conditionType", CONDITIONS)
    reason = _reason(call, asin, call.sim.world.catalog.get(asin))
    if reason is None:
        return json_reply(200, {"restrictions": []})
    restriction: dict[str, object] = {"marketplaceId": MARKETPLACE_ID, "reasons": [reason]}
    if condition:
        restriction["conditionType"] = condition
    return json_reply(200, {"restrictions": [restriction]})


def _reason(call: Call, asin: str, item: CatalogItem | None) -> dict[str, object] | None:
    """Why not; None = the seller may. Brands that need approval are a behaviour."""
    if item is None:
        text = call.sim.behaviours.text("text_restriction_not_found").replace("{asin}", asin)
        return {"message": text, "reasonCode": "ASIN_NOT_FOUND"}
    brands = call.sim.behaviours.text("restricted_brands").split(",")
    if not item.brand or item.brand not in {brand.strip() for brand in brands}:
        return None
    link = {
        "resource": _APPROVAL + asin,
        "verb": "GET",
        "title": "Request Approval via Seller Central.",
        "type": "text/html",
    }
    text = call.sim.behaviours.text("text_restriction_approval")
    return {"message": text, "reasonCode": "APPROVAL_REQUIRED", "links": [link]}


OPERATIONS = (
    Operation(
        name="getListingsRestrictions",
        api="listings/2021-08-01",
        method="GET",
        path="/listings/2021-08-01/restrictions",
        limit=Limit(5, 10),
        handler=_get_listings_restrictions,
        parameters=frozenset(
            {
                *("asin", "conditionType", "sellerId", "marketplaceIds", "reasonLocale"),
                "productType",
            }
        ),
    ),
)
