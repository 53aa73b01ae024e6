"""putListingsItem and deleteListingsItem, and what becomes of accepted changes (sp-api.md 3)."""

import pytest
from sim_client import MARKETPLACE, Amazon
from sim_offers import AVAILABILITY, SKU, offer, put, row, rows


def delete(amazon: Amazon, sku: str, **query):
    query = {"marketplaceIds": MARKETPLACE} | query
    return amazon.call("DELETE", amazon.listing_path(sku), query=query)


class TestPut:
    def test_r07_an_offer_on_an_asin_is_there_after_a_while(self, amazon):
        answer = put(amazon)
        assert (answer.status, answer.json()["status"]) == (200, "ACCEPTED")
        assert amazon.listing("NEW-1").status == 404
        amazon.advance("PT15M")
        shown = amazon.listing("NEW-1").json()
        assert shown["summaries"][0]["asin"] == "B0RK000001"
        assert shown["summaries"][0]["itemName"] == "宇治抹茶 一番摘み 缶入り 100g"
        assert shown["summaries"][0]["status"] == ["BUYABLE", "DISCOVERABLE"]
        assert shown["offers"][0]["price"] == {"currencyCode": "JPY", "amount": "900"}

    def test_what_a_full_update_does_not_name_is_gone(self, amazon):
        body = {
            "productType": "PRODUCT",
            "requirements": "LISTING_OFFER_ONLY",
            "attributes": offer("B0RK000008", fulfillment_availability=None),
        }
        put(amazon, SKU, body)
        amazon.advance("PT15M")
        assert rows(amazon) == {}
        assert amazon.listing(SKU).json()["summaries"][0]["status"] == ["DISCOVERABLE"]

    def test_a_new_product_gets_an_asin(self, amazon):
        facts = {
            "item_name": [{"value": "新しい湯呑み"}],
            "brand": [{"value": "陶工房なみ"}],
            "externally_assigned_product_identifier": [{"type": "jan", "value": "4900000009990"}],
            "merchant_suggested_asin": None,
        }
        body = {"productType": "DRINKING_CUP", "attributes": offer(**facts)}
        assert put(amazon, body=body).json()["status"] == "ACCEPTED"
        amazon.advance("PT15M")
        summary = amazon.listing("NEW-1").json()["summaries"][0]
        assert summary["itemName"] == "新しい湯呑み"
        assert len(summary["asin"]) == 10

    def test_a_jan_of_the_catalogue_finds_its_asin(self, amazon):
        barcode = [{"type": "ean", "value": "4900000000023"}]
        attributes = offer(
            merchant_suggested_asin=None, externally_assigned_product_identifier=barcode
        )
        put(
            amazon,
            body={
                "productType": "PRODUCT",
                "requirements": "LISTING_OFFER_ONLY",
                "attributes": attributes,
            },
        )
        amazon.advance("PT15M")
        assert amazon.listing("NEW-1").json()["summaries"][0]["asin"] == "B0RK000002"

    @pytest.mark.parametrize(
        ("product_type", "requirements", "attributes", "code", "category"),
        [
            ("NO_SUCH", "LISTING_OFFER_ONLY", offer(), "4000003", []),
            ("PRODUCT", "LISTING", offer(), "4000004", []),
            ("TEA", "LISTING_OFFER_ONLY", offer("B000000000"), "8105", ["INVALID_ATTRIBUTE"]),
            (
                "TEA",
                "LISTING_OFFER_ONLY",
                offer(condition_type=None),
                "90220",
                ["MISSING_ATTRIBUTE"],
            ),
            (
                "TEA",
                "LISTING_OFFER_ONLY",
                offer(merchant_suggested_asin=None),
                "90220",
                ["MISSING_ATTRIBUTE"],
            ),
            (
                "TEA",
                "LISTING_OFFER_ONLY",
                offer(purchasable_offer=[{"our_price": []}]),
                "4000001",
                ["INVALID_PRICE"],
            ),
            (
                "TEA",
                "LISTING_OFFER_ONLY",
                offer(fulfillment_availability=[{"quantity": 1}]),
                "99022",
                ["INVALID_ATTRIBUTE"],
            ),
            ("TEA", "LISTING_OFFER_ONLY", offer(brand="x"), "4000001", ["INVALID_ATTRIBUTE"]),
            (
                "TEA",
                "LISTING_OFFER_ONLY",
                offer(itemName=[{"value": "x"}]),
                "90000900",
                ["INVALID_ATTRIBUTE"],
            ),
        ],
    )
    def test_r16_each_fault_is_an_issue_with_200(
        self, amazon, product_type, requirements, attributes, code, category
    ):
        body = {
            "productType": product_type,
            "requirements": requirements,
            "attributes": attributes,
        }
        answer = put(amazon, body=body)
        assert (answer.status, answer.json()["status"]) == (200, "INVALID")
        [issue] = answer.json()["issues"]
        assert (issue["code"], issue["categories"]) == (code, category)
        amazon.advance("PT15M")
        assert amazon.listing("NEW-1").status == 404

    def test_a_whole_product_needs_name_and_brand(self, amazon):
        body = {"productType": "TEA", "attributes": offer()}
        names = [issue["attributeNames"] for issue in put(amazon, body=body).json()["issues"]]
        assert names == [["item_name"], ["brand"]]

    def test_a_preview_changes_nothing(self, amazon):
        assert put(amazon, mode="VALIDATION_PREVIEW").json()["status"] == "VALID"
        amazon.advance("PT15M")
        assert amazon.listing("NEW-1").status == 404

    @pytest.mark.parametrize(
        ("body", "query"),
        [
            ({"productType": "TEA"}, {}),
            ({"productType": "TEA", "attributes": []}, {}),
            ({"productType": "TEA", "attributes": offer(), "requirements": "ALL"}, {}),
            (None, {"mode": "PREVIEW"}),
            (None, {"includedData": "summaries"}),
            (None, {"marketplaceIds": ""}),
            (None, {"marketplaceIds": "A1VC38T7YXB528,ATVPDKIKX0DER"}),
        ],
    )
    def test_a_request_of_the_wrong_form_is_refused(self, amazon, body, query):
        answer = put(amazon, body=body, **query)
        assert (answer.status, answer.error["code"]) == (400, "InvalidInput")

    def test_a_sku_has_at_most_forty_letters(self, amazon):
        assert put(amazon, "S" * 40).status == 200
        assert put(amazon, "S" * 41).status == 400


class TestDelete:
    def test_r10_a_deleted_listing_is_gone_after_a_while(self, amazon):
        answer = delete(amazon, SKU)
        assert answer.json()["status"] == "ACCEPTED"
        assert amazon.listing(SKU).status == 200
        amazon.advance("PT15M")
        assert amazon.listing(SKU).status == 404

    def test_deleting_what_is_not_there_is_accepted(self, amazon):
        """404 comes from getListingsItem alone."""
        assert delete(amazon, "NOT-MINE").json()["status"] == "ACCEPTED"
        amazon.advance("PT15M")

    def test_an_order_of_a_deleted_listing_lives_on(self, amazon):
        order = amazon.paid_order(SKU)
        delete(amazon, SKU)
        amazon.advance("PT15M")
        amazon.control("POST", f"/orders/{order['order_id']}/cancel", {"by": "SELLER"})
        assert amazon.get_order(order["order_id"])["orderItems"][0]["product"]["sellerSku"] == SKU


def test_r16_a_change_that_was_accepted_may_be_refused_later(amazon):
    amazon.control("PATCH", "/behaviours", {"accepted_change": "refused_later"})
    amazon.patch(SKU, AVAILABILITY, row("DEFAULT", quantity=7))
    amazon.advance("PT15M")
    shown = amazon.listing(SKU, "issues,fulfillmentAvailability,summaries").json()
    assert shown["fulfillmentAvailability"][0]["quantity"] == 120
    [issue] = shown["issues"]
    assert (issue["code"], issue["severity"]) == ("8541", "ERROR")
    assert issue["enforcements"]["actions"] == [{"action": "LISTING_SUPPRESSED"}]
    assert shown["summaries"][0]["status"] == ["DISCOVERABLE"]
    amazon.control("PATCH", "/behaviours", {"accepted_change": "applied"})
    amazon.patch(SKU, AVAILABILITY, row("DEFAULT", quantity=7))
    amazon.advance("PT15M")
    assert amazon.listing(SKU, "issues").json()["issues"] == []


def test_an_offer_of_business_prices_alone_does_not_change_the_price(amazon):
    amazon.patch(SKU, "purchasable_offer", {"audience": "B2B", "currency": "JPY"})
    amazon.advance("PT15M")
    assert amazon.listing(SKU).json()["offers"][0]["price"]["amount"] == "1320"


def test_without_a_price_nobody_buys(amazon):
    amazon.patch(SKU, "purchasable_offer", op="delete")
    amazon.advance("PT15M")
    shown = amazon.listing(SKU).json()
    assert shown["offers"] == []
    assert shown["summaries"][0]["status"] == ["DISCOVERABLE"]


def test_other_attributes_are_kept_and_taken_away(amazon):
    amazon.patch(SKU, "merchant_shipping_group", {"value": "legacy"})
    amazon.advance("PT15M")
    kept = amazon.listing(SKU, "attributes").json()["attributes"]
    assert kept["merchant_shipping_group"] == [{"value": "legacy"}]
    amazon.patch(SKU, "merchant_shipping_group", op="delete")
    amazon.advance("PT15M")
    assert "merchant_shipping_group" not in amazon.listing(SKU, "attributes").json()["attributes"]
