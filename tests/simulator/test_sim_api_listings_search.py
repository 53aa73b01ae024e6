"""searchListingsItems: identifiers, filters, order and pages."""

import pytest
from sim_client import MARKETPLACE
from sim_second_seller import second_seller


def search(amazon, **query):
    seller = amazon.control("GET", "/credentials")["seller_id"]
    query = {"marketplaceIds": MARKETPLACE} | query
    return amazon.call("GET", f"/listings/2021-08-01/items/{seller}", query=query)


def skus(amazon, **query) -> list[str]:
    answer = search(amazon, **query)
    assert answer.status == 200, answer.body
    return [item["sku"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("kind", "identifiers", "expected"),
    [
        ("SKU", "PEN-FP-F,NO-SUCH,BOX-KIRI-S", ["BOX-KIRI-S", "PEN-FP-F"]),
        ("ASIN", "B0RK000001", ["TEA-UJI-100"]),
        ("JAN", "4900000000023", ["TEA-HOJI-80"]),
        ("EAN", "4900000000023", ["TEA-HOJI-80"]),
        ("ISBN", "4900000000023", []),
        ("FNSKU", "X000000000", []),
    ],
)
def test_identifiers_of_every_type(amazon, kind, identifiers, expected):
    query = {"identifiers": identifiers, "identifiersType": kind, "sortBy": "sku"}
    assert skus(amazon, sortOrder="ASC", **query) == expected


def test_an_fba_item_is_found_by_its_fnsku(amazon):
    shown = amazon.listing("BATT-10000").json()
    fnsku = shown["summaries"][0]["fnSku"]
    assert skus(amazon, identifiers=fnsku, identifiersType="FNSKU") == ["BATT-10000"]


def test_the_datasets_are_those_of_one_item(amazon):
    query = {"identifiers": "PEN-FP-F", "identifiersType": "SKU"}
    [item] = search(amazon, includedData="offers,fulfillmentAvailability", **query).json()["items"]
    assert set(item) == {"sku", "offers", "fulfillmentAvailability"}


def test_pages_lead_forth_and_back(amazon):
    query = {"sortBy": "sku", "sortOrder": "ASC", "pageSize": 5}
    first = search(amazon, **query).json()
    assert first["numberOfResults"] == 12
    assert "previousToken" not in first["pagination"]
    second = search(amazon, pageToken=first["pagination"]["nextToken"], **query).json()
    third = search(amazon, pageToken=second["pagination"]["nextToken"], **query).json()
    assert "nextToken" not in third["pagination"]
    found = [item["sku"] for page in (first, second, third) for item in page["items"]]
    assert found == sorted(found)
    assert len(set(found)) == 12
    back = search(amazon, pageToken=second["pagination"]["previousToken"], **query).json()
    assert back["items"] == first["items"]


def test_a_token_belongs_to_its_question(amazon):
    token = search(amazon, pageSize=5).json()["pagination"]["nextToken"]
    assert search(amazon, pageToken=token, pageSize=5, withStatus="BUYABLE").status == 400
    assert search(amazon, pageToken=token, pageSize=3).status == 200


def test_the_newest_change_comes_first(amazon):
    amazon.advance("PT1H")
    amazon.control("PATCH", "/listings/PEN-FP-F", {"quantity": 3})
    assert skus(amazon, pageSize=1) == ["PEN-FP-F"]
    since = {"lastUpdatedAfter": "2026-11-23T00:30:00Z"}
    assert skus(amazon, **since) == ["PEN-FP-F"]
    assert len(skus(amazon, lastUpdatedBefore="2026-11-23T00:30:00Z", pageSize=20)) == 11
    assert skus(amazon, createdAfter="2026-11-23T00:30:00Z") == []


def test_filters_by_status_and_issues(amazon):
    amazon.control("PATCH", "/listings/PEN-FP-F", {"quantity": 0})
    assert skus(amazon, withoutStatus="BUYABLE") == ["PEN-FP-F"]
    assert len(skus(amazon, withStatus="BUYABLE", pageSize=20)) == 11
    assert skus(amazon, withIssueSeverity="ERROR,WARNING") == []
    amazon.control("PATCH", "/behaviours", {"accepted_change": "refused_later"})
    amazon.patch("BOX-KIRI-S", "item_name", {"value": "x"})
    amazon.advance("PT15M")
    assert skus(amazon, withIssueSeverity="ERROR") == ["BOX-KIRI-S"]


def test_no_more_than_a_thousand_can_be_reached(amazon):
    for number in range(1001):
        listing = {"sku": f"S-{number:04d}", "asin": "B0RK000001", "quantity": 1, "price": 100}
        amazon.control("POST", "/listings", listing | {"fulfilled_by": "MERCHANT"})
    amazon.control("PATCH", "/quota", {"operation": "searchListingsItems", "lifted": True})
    query, reached = {"pageSize": 20}, 0
    page = search(amazon, **query).json()
    assert page["numberOfResults"] == 1013
    while True:
        reached += len(page["items"])
        if "nextToken" not in page["pagination"]:
            break
        page = search(amazon, pageToken=page["pagination"]["nextToken"], **query).json()
    assert reached == 1000


def test_relatives_are_asked_for_and_there_are_none(amazon):
    assert skus(amazon, variationParentSku="PEN-FP-F") == []


@pytest.mark.parametrize(
    "query",
    [
        {"identifiers": "A"},
        {"identifiersType": "SKU"},
        {"identifiers": "A", "identifiersType": "FOO"},
        {"identifiers": ",".join(map(str, range(21))), "identifiersType": "SKU"},
        {"identifiers": "A", "identifiersType": "SKU", "variationParentSku": "B"},
        {"variationParentSku": "A", "packageHierarchySku": "B"},
        {"pageSize": 21},
        {"pageSize": 0},
        {"pageToken": "AAAA"},
        {"pageToken": "not base64!"},
        {"sortBy": "price"},
        {"sortOrder": "UP"},
        {"withStatus": "SOLD"},
        {"withIssueSeverity": "INFO"},
        {"createdAfter": "today"},
        {"includedData": "price"},
        {"marketplaceIds": ""},
    ],
)
def test_wrong_questions_are_refused(amazon, query):
    answer = search(amazon, **query)
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")


def test_another_sellers_listings_are_denied(amazon):
    seller, _ = second_seller(amazon)
    path = f"/listings/2021-08-01/items/{seller.seller_id}"
    answer = amazon.call("GET", path, query={"marketplaceIds": MARKETPLACE})
    assert (answer.status, answer.error["code"]) == (403, "Unauthorized")


def test_an_app_without_the_role_is_denied(amazon):
    seller, token = second_seller(amazon, frozenset({"INVENTORY_AND_ORDER_TRACKING"}))
    path = f"/listings/2021-08-01/items/{seller.seller_id}"
    answer = amazon.call("GET", path, query={"marketplaceIds": MARKETPLACE}, token=token)
    assert answer.status == 403
