"""Listings Items 2021-08-01 (sp-api.md 3)."""

import pytest
from sim_client import MARKETPLACE

SKU = "NOTE-A5-3"


def stock(code: str, quantity: object) -> dict:
    return {"fulfillment_channel_code": code, "quantity": quantity}


def rows(amazon, sku=SKU) -> dict[str, int]:
    shown = amazon.listing(sku).json()["fulfillmentAvailability"]
    return {row["fulfillmentChannelCode"]: row["quantity"] for row in shown}


def test_r16_accepted_is_not_applied_yet(amazon):
    answer = amazon.patch(SKU, "fulfillment_availability", stock("DEFAULT", 7))
    assert (answer.status, answer.json()["status"]) == (200, "ACCEPTED")
    assert rows(amazon) == {"DEFAULT": 120}
    fired = amazon.advance("PT15M")
    assert [item["kind"] for item in fired] == ["listing_visible"]
    assert rows(amazon) == {"DEFAULT": 7}


def test_r16_invalid_comes_with_200_and_changes_nothing(amazon):
    answer = amazon.patch(SKU, "fulfillment_availability", {"quantity": 7})
    assert (answer.status, answer.json()["status"]) == (200, "INVALID")
    [issue] = answer.json()["issues"]
    assert issue["code"] == "99022"
    assert "The required minimum is '1' value(s)." in issue["message"]
    amazon.advance("PT15M")
    assert rows(amazon) == {"DEFAULT": 120}


@pytest.mark.parametrize(
    ("attribute", "value", "code"),
    [
        ("fulfillmentAvailability", stock("DEFAULT", 1), "90000900"),
        ("fulfillment_availability", stock("AMAZON_NA", 1), "4000001"),
        ("fulfillment_availability", stock("DEFAULT", -1), "4000001"),
        ("fulfillment_availability", stock("DEFAULT", "many"), "4000001"),
        ("purchasable_offer", {"our_price": []}, "4000001"),
    ],
)
def test_each_wrong_value_is_an_issue(amazon, attribute, value, code):
    answer = amazon.patch(SKU, attribute, value).json()
    assert answer["status"] == "INVALID"
    assert [issue["code"] for issue in answer["issues"]] == [code]


def test_a_price_changes_by_the_same_way(amazon):
    price = [{"schedule": [{"value_with_tax": 1500}]}]
    amazon.patch(SKU, "purchasable_offer", {"currency": "JPY", "our_price": price})
    amazon.advance("PT15M")
    assert amazon.listing(SKU).json()["offers"][0]["price"]["amount"] == "1500"


def test_validation_preview_changes_nothing(amazon):
    answer = amazon.patch(
        SKU, "fulfillment_availability", stock("DEFAULT", 7), mode="VALIDATION_PREVIEW"
    )
    assert answer.json()["status"] == "VALID"
    assert amazon.advance("PT15M") == []


def test_r14_a_merchant_quantity_on_an_fba_sku_makes_two_rows(amazon):
    amazon.patch("BATT-10000", "fulfillment_availability", stock("DEFAULT", 5))
    amazon.advance("PT15M")
    assert rows(amazon, "BATT-10000") == {"AMAZON_JP": 200, "DEFAULT": 5}


def test_r13_an_edit_in_seller_central_is_seen_at_once(amazon):
    amazon.control("PATCH", f"/listings/{SKU}", {"quantity": 3})
    assert rows(amazon) == {"DEFAULT": 3}


def test_a_sku_that_is_not_there(amazon):
    answer = amazon.listing("NO SUCH/SKU")
    assert answer.status == 404
    assert answer.json() == {
        "errors": [
            {
                "code": "NOT_FOUND",
                "message": f"SKU 'NO SUCH/SKU' not found in marketplace {MARKETPLACE}",
            }
        ]
    }


def test_a_patch_of_a_sku_that_is_not_there_is_accepted_and_lost(amazon):
    answer = amazon.patch("NOT-MINE", "fulfillment_availability", stock("DEFAULT", 5))
    assert answer.json()["status"] == "ACCEPTED"
    amazon.advance("PT15M")
    assert amazon.listing("NOT-MINE").status == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"productType": "PRODUCT", "patches": []},
        {"productType": "PRODUCT", "patches": [{"op": "test", "path": "/attributes/a"}]},
        {"productType": "PRODUCT", "patches": [{"op": "add", "path": "/a", "value": [{}]}]},
        {"productType": "PRODUCT", "patches": [{"op": "add", "path": "/attributes/a/b"}]},
        [],
    ],
)
def test_a_body_of_the_wrong_form_is_refused(amazon, body):
    path = amazon.listing_path(SKU)
    answer = amazon.call("PATCH", path, query={"marketplaceIds": MARKETPLACE}, body=body)
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")


@pytest.mark.parametrize(
    ("query", "status"), [({}, 400), ({"marketplaceIds": "ATVPDKIKX0DER"}, 403)]
)
def test_the_marketplace_is_needed_and_must_be_of_the_region(amazon, query, status):
    assert amazon.call("GET", amazon.listing_path(SKU), query=query).status == status


def test_another_sellers_path_is_denied(amazon):
    path = f"/listings/2021-08-01/items/AOTHER/{SKU}"
    answer = amazon.call("GET", path, query={"marketplaceIds": MARKETPLACE})
    assert (answer.status, answer.error["code"]) == (403, "Unauthorized")
