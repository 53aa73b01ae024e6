"""The five operations of Listings Items 2021-08-01."""

from simulator.exchange import Reply, json_reply
from simulator.listings import wire
from simulator.listings.issues import Issue, issue, of_patches, of_put
from simulator.listings.search import PARAMETERS, find_page, read_search
from simulator.listings.submissions import accept, patching
from simulator.operations import Call, Operation
from simulator.parameters import check_marketplace, listed, need_role, one_of, unparsable
from simulator.quota import Limit
from simulator.refusal import Refusal, error_body
from simulator.world.records import MARKETPLACE_ID, Submission

_API = "listings/2021-08-01"
_ITEMS = "/listings/2021-08-01/items/{sellerId}"
_ITEM = _ITEMS + "/{sku}"
_PREVIEW = "VALIDATION_PREVIEW"
_ROLES = ("PRODUCT_LISTING",)
_MAX_SKU = 40


def _get_listings_item(call: Call) -> Reply:
    _check_place(call)
    sku = call.params["sku"]
    included = _included(call, wire.DATASETS, "summaries")
    listing = call.sim.world.listings.get((call.seller.seller_id, sku))
    if listing is None:
        text = call.sim.behaviours.text("text_sku_not_found")
        text = text.replace("{sku}", sku).replace("{marketplace}", MARKETPLACE_ID)
        body = error_body("NOT_FOUND", text, None)
        return Reply(404, body, [("content-type", "application/json")])
    return json_reply(200, wire.item(call.sim, listing, included))


def _search_listings_items(call: Call) -> Reply:
    _check_place(call)
    included = _included(call, wire.DATASETS, "summaries")
    page = find_page(call, read_search(call))
    pagination = {"nextToken": page.next_token, "previousToken": page.previous_token}
    known = {name: token for name, token in pagination.items() if token is not None}
    return json_reply(
        200,
        {
            "numberOfResults": page.total,
            **({"pagination": known} if known else {}),
            "items": [wire.item(call.sim, listing, included) for listing in page.listings],
        },
    )


def _patch_listings_item(call: Call) -> Reply:
    _check_place(call)
    sku, preview = call.params["sku"], _preview(call)
    included = _included(call, wire.SUBMISSION_DATASETS, "issues")
    request = wire.read_patches(call)
    issues = of_patches(call.sim, request.patches)
    there = (call.seller.seller_id, sku) in call.sim.world.listings
    if not there and call.sim.behaviours.text("patch_unknown_sku") == "invalid":
        issues.append(issue(call.sim, "90220", "item_name", "MISSING_ATTRIBUTE"))
    answer = wire.submission(call, sku, _status(issues, preview), issues, included)
    if not issues and not preview:
        number = str(answer["submissionId"])
        change = patching(number, call.seller.seller_id, sku, request.patches)
        accept(call.sim, number, [change])
    return json_reply(200, answer)


def _put_listings_item(call: Call) -> Reply:
    _check_place(call, most=1)
    sku, preview = call.params["sku"], _preview(call)
    included = _included(call, wire.SUBMISSION_DATASETS, "issues")
    if len(sku) > _MAX_SKU:
        raise unparsable(call, f"a SKU has at most {_MAX_SKU} letters")
    request = wire.read_put(call)
    issues = of_put(call.sim, request.product_type, request.requirements, request.attributes)
    answer = wire.submission(call, sku, _status(issues, preview), issues, included)
    if not issues and not preview:
        number = str(answer["submissionId"])
        change = Submission(
            submission_id=number,
            seller_id=call.seller.seller_id,
            sku=sku,
            kind="PUT",
            product_type=request.product_type,
            attributes=request.attributes,
        )
        accept(call.sim, number, [change])
    return json_reply(200, answer)


def _delete_listings_item(call: Call) -> Reply:
    _check_place(call, most=1)
    sku = call.params["sku"]
    answer = wire.submission(call, sku, "ACCEPTED", [], frozenset({"issues"}))
    number = str(answer["submissionId"])
    accept(call.sim, number, [Submission(number, call.seller.seller_id, sku, "DELETE")])
    return json_reply(200, answer)


def _check_place(call: Call, *, most: int | None = None) -> None:
    """Role, seller and marketplace are right. Raises a 400 or 403 `Refusal`."""
    need_role(call, _ROLES)
    if call.params["sellerId"] != call.seller.seller_id:
        denied = call.sim.behaviours.text("text_denied")
        raise Refusal(403, "Unauthorized", denied, reason="the token is another seller's")
    check_marketplace(call, most=most)


def _included(call: Call, known: frozenset[str], default: str) -> frozenset[str]:
    return frozenset(listed(call, "includedData", known=known)) or frozenset({default})


def _preview(call: Call) -> bool:
    return one_of(call, "mode", frozenset({_PREVIEW})) == _PREVIEW


def _status(issues: list[Issue], preview: bool) -> str:
    if issues:
        return "INVALID"
    return "VALID" if preview else "ACCEPTED"


_WRITING = frozenset({"marketplaceIds", "issueLocale", "includedData", "mode"})

OPERATIONS = (
    Operation(
        name="getListingsItem",
        api=_API,
        method="GET",
        path=_ITEM,
        limit=Limit(5, 10),
        handler=_get_listings_item,
        parameters=frozenset({"marketplaceIds", "issueLocale", "includedData"}),
    ),
    Operation(
        name="searchListingsItems",
        api=_API,
        method="GET",
        path=_ITEMS,
        limit=Limit(5, 5),
        handler=_search_listings_items,
        parameters=PARAMETERS,
    ),
    Operation(
        name="patchListingsItem",
        api=_API,
        method="PATCH",
        path=_ITEM,
        limit=Limit(5, 5),
        handler=_patch_listings_item,
        parameters=_WRITING,
    ),
    Operation(
        name="putListingsItem",
        api=_API,
        method="PUT",
        path=_ITEM,
        limit=Limit(5, 10),
        handler=_put_listings_item,
        parameters=_WRITING,
    ),
    Operation(
        name="deleteListingsItem",
        api=_API,
        method="DELETE",
        path=_ITEM,
        limit=Limit(5, 5),
        handler=_delete_listings_item,
        parameters=frozenset({"marketplaceIds", "issueLocale"}),
    ),
)
