"""FBA Inventory v1: what Amazon's warehouses hold (sp-api.md 6)."""

import pytest
from sim_client import MARKETPLACE

PATH = "/fba/inventory/v1/summaries"
SKU = "BATT-10000"
PLACE = {
    "granularityType": "Marketplace",
    "granularityId": MARKETPLACE,
    "marketplaceIds": MARKETPLACE,
}


def ask(amazon, **query):
    amazon.control("PATCH", "/quota", {"operation": "getInventorySummaries", "lifted": True})
    return amazon.call("GET", PATH, query=PLACE | query)


def summaries(amazon, **query) -> dict[str, dict]:
    answer = ask(amazon, **query)
    assert answer.status == 200, answer.body
    return {one["sellerSku"]: one for one in answer.json()["payload"]["inventorySummaries"]}


def fill(amazon, count: int) -> None:
    """More FBA offers than a page holds."""
    for number in range(count):
        listing = {"sku": f"FBA-{number:03d}", "asin": "B0RK00000A", "quantity": 1, "price": 100}
        amazon.control("POST", "/listings", listing | {"fulfilled_by": "AMAZON"})


def test_r14_only_what_amazon_holds_is_there(amazon):
    assert set(summaries(amazon)) == {"BATT-10000", "FUROSHIKI-90", "LAMP-DESK-LED"}


def test_details_come_when_asked_for(amazon):
    plain = summaries(amazon)[SKU]
    assert plain["totalQuantity"] == 200
    assert "inventoryDetails" not in plain
    assert summaries(amazon, details="true")[SKU]["inventoryDetails"]["fulfillableQuantity"] == 200


def test_an_order_reserves_and_a_shipment_takes(amazon):
    amazon.paid_order(SKU, 3)
    held = summaries(amazon, details="true")[SKU]
    assert held["totalQuantity"] == 200
    assert held["inventoryDetails"]["fulfillableQuantity"] == 197
    assert held["inventoryDetails"]["reservedQuantity"]["totalReservedQuantity"] == 3
    amazon.advance("P2D")
    shipped = summaries(amazon, details="true")[SKU]
    assert shipped["totalQuantity"] == 197


def test_single_skus_and_lists_of_them(amazon):
    assert set(summaries(amazon, sellerSku=SKU)) == {SKU}
    assert set(summaries(amazon, sellerSkus=f"{SKU},NO-SUCH", sellerSku="FUROSHIKI-90")) == {SKU}
    assert summaries(amazon, sellerSku="PEN-FP-F") == {}


def test_what_changed_since(amazon):
    amazon.advance("PT1H")
    amazon.paid_order(SKU)
    since = "2026-11-23T00:30:00Z"
    assert set(summaries(amazon, startDateTime=since, sellerSkus="FUROSHIKI-90")) == {SKU}


def test_pages_by_a_token_that_lives_thirty_seconds(amazon):
    fill(amazon, 60)
    first = ask(amazon).json()
    token = first["pagination"]["nextToken"]
    amazon.advance("PT29S")
    second = ask(amazon, nextToken=token).json()
    assert "pagination" not in second
    pages = [*first["payload"]["inventorySummaries"], *second["payload"]["inventorySummaries"]]
    assert len({one["sellerSku"] for one in pages}) == 63
    amazon.advance("PT1S")
    answer = ask(amazon, nextToken=token)
    assert (answer.status, answer.error["message"]) == (400, "Next token is invalid or expired")


def test_a_token_goes_with_the_same_question(amazon):
    fill(amazon, 60)
    since = "2026-11-22T00:00:00Z"
    token = ask(amazon, startDateTime=since).json()["pagination"]["nextToken"]
    assert ask(amazon, nextToken=token).status == 400
    assert ask(amazon, nextToken=token, startDateTime=since).status == 200
    assert ask(amazon, nextToken="AAAA").status == 400


def test_a_seller_without_fba_gets_nothing_or_an_error(amazon):
    for sku in summaries(amazon):
        amazon.control("PATCH", f"/listings/{sku}", {"fulfilled_by": "MERCHANT"})
    assert summaries(amazon) == {}
    amazon.control("PATCH", "/behaviours", {"fba_without_stock": "invalid_input"})
    assert ask(amazon).error["message"] == "Invalid Input"


@pytest.mark.parametrize(
    "query",
    [
        {"granularityType": "Country"},
        {"granularityId": "ATVPDKIKX0DER"},
        {"marketplaceIds": "ATVPDKIKX0DER"},
        {"marketplaceIds": ""},
        {"startDateTime": "yesterday"},
        {"startDateTime": "2024-01-01T00:00:00Z"},
        {"sellerSkus": ",".join(f"S{number}" for number in range(51))},
        {"details": "maybe"},
    ],
)
def test_wrong_questions_are_refused(amazon, query):
    answer = ask(amazon, **query)
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")
