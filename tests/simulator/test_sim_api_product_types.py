"""Product Type Definitions and Listings Restrictions: what a lister asks before he lists."""

import json
from base64 import b64encode
from hashlib import md5

import pytest
from jsonschema import Draft201909Validator
from sim_client import MARKETPLACE
from sim_offers import offer

TYPES = "/definitions/2020-09-01/productTypes"


def ask(amazon, path: str, **query):
    return amazon.call("GET", path, query={"marketplaceIds": MARKETPLACE} | query)


def fetched(amazon, link: dict) -> dict:
    """The schema behind a link, its checksum checked."""
    answer = amazon.url(link["link"]["verb"], link["link"]["resource"])
    assert answer.status == 200
    digest = md5(answer.body, usedforsecurity=False).digest()
    assert link["checksum"] == b64encode(digest).decode()
    return json.loads(answer.body)


class TestDefinitions:
    def names(self, amazon, **query) -> list[str]:
        return [one["name"] for one in ask(amazon, TYPES, **query).json()["productTypes"]]

    def test_all_types_or_those_that_a_word_names(self, amazon):
        assert "PRODUCT" in self.names(amazon)
        assert self.names(amazon, keywords="tea") == ["TEA"]
        assert self.names(amazon, keywords="タオル,lamp") == ["LAMP", "TOWEL"]
        assert self.names(amazon, keywords="zeppelin") == []

    def test_a_title_gets_one_recommendation(self, amazon):
        assert self.names(amazon, itemName="関の三徳包丁 165mm") == ["KITCHEN_KNIFE"]
        assert self.names(amazon, itemName="名状しがたいもの") == ["PRODUCT"]

    def test_words_and_title_exclude_each_other(self, amazon):
        assert ask(amazon, TYPES, keywords="tea", itemName="茶").status == 400

    def test_the_schema_resolves_and_says_what_is_required(self, amazon):
        query = {"requirements": "LISTING_OFFER_ONLY"}
        definition = ask(amazon, f"{TYPES}/TEA", **query).json()
        schema = fetched(amazon, definition["schema"])
        assert schema["$schema"] == fetched(amazon, definition["metaSchema"])["$id"]
        check = Draft201909Validator(schema | {"$schema": Draft201909Validator.META_SCHEMA["$id"]})
        assert list(check.iter_errors(offer())) == []
        errors = [error.message for error in check.iter_errors(offer(condition_type=None))]
        assert errors == ["'condition_type' is a required property"]

    def test_what_the_schema_requires_putlistingsitem_requires(self, amazon):
        definition = ask(amazon, f"{TYPES}/TEA", requirements="LISTING").json()
        required = set(fetched(amazon, definition["schema"])["required"])
        body = {"productType": "TEA", "attributes": {"bullet_point": [{"value": "x"}]}}
        query = {"marketplaceIds": MARKETPLACE}
        issues = amazon.call("PUT", amazon.listing_path("NEW"), query=query, body=body).json()
        assert {issue["attributeNames"][0] for issue in issues["issues"]} == required

    def test_requirements_may_be_left_unenforced(self, amazon):
        query = {"requirementsEnforced": "NOT_ENFORCED"}
        definition = ask(amazon, f"{TYPES}/TEA", **query).json()
        assert fetched(amazon, definition["schema"])["required"] == []

    def test_a_type_without_a_definition_answers_with_its_parent(self, amazon):
        assert ask(amazon, f"{TYPES}/BOTTLE_OPENER").json()["productType"] == "PRODUCT"
        amazon.control("PATCH", "/behaviours", {"unknown_product_type": "not_found"})
        answer = ask(amazon, f"{TYPES}/BOTTLE_OPENER")
        assert (answer.status, answer.error["code"]) == (404, "NOT_FOUND")

    @pytest.mark.parametrize(
        "query",
        [
            {"requirements": "ALL"},
            {"requirementsEnforced": "yes"},
            {"locale": "tlh"},
            {"parentageLevel": "SIBLING"},
            {"productTypeVersion": "1999"},
            {"marketplaceIds": ""},
        ],
    )
    def test_wrong_values_are_refused(self, amazon, query):
        assert ask(amazon, f"{TYPES}/TEA", **query).status == 400

    def test_a_schema_that_is_not_there(self, amazon):
        base = "http://127.0.0.1:8787/selling-partner-definitions-prod-fe/"
        assert amazon.url("GET", base + "schema/TEA.json").status == 404
        assert amazon.url("PUT", base + "meta-schema/v1.json").status == 405


class TestRestrictions:
    def restrictions(self, amazon, **query):
        seller = amazon.control("GET", "/credentials")["seller_id"]
        query = {"asin": "B0RK000001", "sellerId": seller} | query
        return ask(amazon, "/listings/2021-08-01/restrictions", **query)

    def test_what_is_open_has_no_restriction(self, amazon):
        assert self.restrictions(amazon).json() == {"restrictions": []}

    def test_a_restricted_brand_needs_approval(self, amazon):
        amazon.control("PATCH", "/behaviours", {"restricted_brands": "茶房みどり, 木箱屋"})
        [found] = self.restrictions(amazon, conditionType="new_new").json()["restrictions"]
        assert found["conditionType"] == "new_new"
        [reason] = found["reasons"]
        assert reason["reasonCode"] == "APPROVAL_REQUIRED"
        assert reason["links"][0]["resource"].endswith("asin=B0RK000001")
        assert self.restrictions(amazon, asin="B0RK000005").json() == {"restrictions": []}

    def test_r08_an_asin_that_does_not_exist(self, amazon):
        [found] = self.restrictions(amazon, asin="B0RK0000ZZ").json()["restrictions"]
        assert found["reasons"][0]["reasonCode"] == "ASIN_NOT_FOUND"

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ({"asin": ""}, 400),
            ({"conditionType": "mint"}, 400),
            ({"marketplaceIds": ""}, 400),
            ({"marketplaceIds": "ATVPDKIKX0DER"}, 403),
            ({"sellerId": "AOTHER"}, 403),
        ],
    )
    def test_wrong_questions_are_refused(self, amazon, query, status):
        assert self.restrictions(amazon, **query).status == status
