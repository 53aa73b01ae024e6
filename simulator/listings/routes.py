"""getListingsItem and patchListingsItem of Listings Items 2021-08-01."""

from simulator.exchange import Reply, json_reply
from simulator.listings import wire
from simulator.listings.rules import issues_of
from simulator.listings.submissions import accept
from simulator.operations import Call, Operation
from simulator.parameters import unparsable
from simulator.quota import Limit
from simulator.refusal import Refusal, error_body
from simulator.world.records import MARKETPLACE_ID

_PATH = "/listings/2021-08-01/items/{sellerId}/{sku}"
_PREVIEW = "VALIDATION_PREVIEW"


def _get_listings_item(call: Call) -> Reply:
    sku = _check_place(call)
    included = _included(call, wire.DATASETS, "summaries")
    listing = call.sim.world.listings.get((call.seller.seller_id, sku))
    if listing is None:
        text = call.sim.behaviours.text("text_sku_not_found")
        text = text.replace("{sku}", sku).replace("{marketplace}", MARKETPLACE_ID)
        body = error_body("NOT_FOUND", text, None)
        return Reply(404, body, [("content-type", "application/json")])
    return json_reply(200, wire.item(call, listing, included))


def _patch_listings_item(call: Call) -> Reply:
    sku = _check_place(call)
    included = _included(call, wire.SUBMISSION_DATASETS, "issues")
    mode = call.query.get("mode", [None])[0]
    if mode not in (None, _PREVIEW):
        raise unparsable(call, "mode knows VALIDATION_PREVIEW alone")
    request = wire.read_patches(call)
    issues = issues_of(request.patches)
    there = (call.seller.seller_id, sku) in call.sim.world.listings
    if not there and call.sim.behaviours.text("patch_unknown_sku") == "invalid":
        text = "'item_name' is required but not supplied."
        issues.append(wire.Issue("90220", text, "ERROR", ("MISSING_ATTRIBUTE",), ("item_name",)))
    status = "INVALID" if issues else "VALID" if mode == _PREVIEW else "ACCEPTED"
    answer = wire.submission(call, sku, status, issues, included)
    if status == "ACCEPTED":
        number = str(answer["submissionId"])
        accept(call.sim, call.seller.seller_id, sku, number, request.patches)
    return json_reply(200, answer)


def _check_place(call: Call) -> str:
    """The SKU, once seller and marketplace are found right. Raises a 400 or 403 `Refusal`."""
    if call.params["sellerId"] != call.seller.seller_id:
        denied = call.sim.behaviours.text("text_denied")
        raise Refusal(403, "Unauthorized", denied, reason="the token is another seller's")
    values = call.query.get("marketplaceIds", [])
    marketplaces = {part for value in values for part in value.split(",") if part}
    if not marketplaces:
        raise unparsable(call, "marketplaceIds is missing")
    if marketplaces != {MARKETPLACE_ID}:
        text = call.sim.behaviours.text("text_marketplace")
        raise Refusal(403, "Unauthorized", text, reason=", ".join(sorted(marketplaces)))
    return call.params["sku"]


def _included(call: Call, known: frozenset[str], default: str) -> frozenset[str]:
    values = call.query.get("includedData", [default])
    wanted = frozenset(part for value in values for part in value.split(",") if part)
    if not wanted <= known:
        raise unparsable(call, f"includedData does not know {sorted(wanted - known)[0]!r}")
    return wanted


OPERATIONS = (
    Operation(
        name="getListingsItem",
        api="listings/2021-08-01",
        method="GET",
        path=_PATH,
        limit=Limit(5, 10),
        handler=_get_listings_item,
        parameters=frozenset({"marketplaceIds", "issueLocale", "includedData"}),
    ),
    Operation(
        name="patchListingsItem",
        api="listings/2021-08-01",
        method="PATCH",
        path=_PATH,
        limit=Limit(5, 5),
        handler=_patch_listings_item,
        parameters=frozenset({"marketplaceIds", "issueLocale", "includedData", "mode"}),
    ),
)
