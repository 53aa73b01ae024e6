"""searchCatalogItems and getCatalogItem of Catalog Items 2022-04-01."""

from simulator.catalog_items import wire
from simulator.catalog_items.search import PARAMETERS, check_asin, find_page
from simulator.exchange import Reply, json_reply
from simulator.operations import Call, Operation
from simulator.parameters import check_marketplace, listed, need_role
from simulator.quota import Limit
from simulator.refusal import error_body
from simulator.world.records import MARKETPLACE_ID

_API = "catalog/2022-04-01"
_PATH = "/catalog/2022-04-01/items"
_ROLES = ("PRODUCT_LISTING",)
_LIMIT = Limit(2, 2)


def _search_catalog_items(call: Call) -> Reply:
    need_role(call, _ROLES)
    check_marketplace(call, most=1)
    included = _included(call)
    page = find_page(call)
    written: dict[str, object] = {"numberOfResults": page.total}
    pagination = {"nextToken": page.next_token, "previousToken": page.previous_token}
    known = {name: token for name, token in pagination.items() if token is not None}
    if known:
        written["pagination"] = known
    if page.refinements is not None:
        written["refinements"] = page.refinements
    written["items"] = [wire.item(call.sim, one, included) for one in page.items]
    return json_reply(200, written)


def _get_catalog_item(call: Call) -> Reply:
    need_role(call, _ROLES)
    check_marketplace(call)
    included, asin = _included(call), call.params["asin"]
    check_asin(call, asin)
    found = call.sim.world.catalog.get(asin)
    if found is None:
        text = call.sim.behaviours.text("text_catalog_not_found")
        text = text.replace("{asin}", asin).replace("{marketplace}", MARKETPLACE_ID)
        body = error_body("NOT_FOUND", text, None)
        return Reply(404, body, [("content-type", "application/json")])
    return json_reply(200, wire.item(call.sim, found, included))


def _included(call: Call) -> frozenset[str]:
    return frozenset(listed(call, "includedData", known=wire.DATASETS)) or frozenset({"summaries"})


OPERATIONS = (
    Operation(
        name="searchCatalogItems",
        api=_API,
        method="GET",
        path=_PATH,
        limit=_LIMIT,
        handler=_search_catalog_items,
        parameters=PARAMETERS,
    ),
    Operation(
        name="getCatalogItem",
        api=_API,
        method="GET",
        path=_PATH + "/{asin}",
        limit=_LIMIT,
        handler=_get_catalog_item,
        parameters=frozenset({"marketplaceIds", "includedData", "locale"}),
    ),
)
