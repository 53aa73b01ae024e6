"""Catalog Items 2022-04-01: finding the ASIN to sell on (R07, R08, sp-api.md 4)."""

import pytest
from sim_client import MARKETPLACE
from sim_second_seller import second_seller

ITEMS = "/catalog/2022-04-01/items"
ALL = (
    "attributes,classifications,dimensions,identifiers,images,productTypes,relationships,"
    "salesRanks,summaries,vendorDetails"
)


def search(amazon, **query):
    amazon.control("PATCH", "/quota", {"operation": "searchCatalogItems", "lifted": True})
    return amazon.call("GET", ITEMS, query={"marketplaceIds": MARKETPLACE} | query)


def get(amazon, asin: str, **query):
    return amazon.call("GET", f"{ITEMS}/{asin}", query={"marketplaceIds": MARKETPLACE} | query)


def asins(amazon, **query) -> list[str]:
    answer = search(amazon, **query)
    assert answer.status == 200, answer.body
    return [item["asin"] for item in answer.json()["items"]]


class TestByIdentifiers:
    @pytest.mark.parametrize(
        ("kind", "identifiers", "expected"),
        [
            ("JAN", "4900000000016", ["B0RK000001"]),
            ("EAN", "4900000000023,4900000000016", ["B0RK000001", "B0RK000002"]),
            ("ASIN", "B0RK000002,B0RK000001,B0RK0000ZZ", ["B0RK000002", "B0RK000001"]),
            ("UPC", "4900000000016", []),
        ],
    )
    def test_r07_a_product_is_found_by_its_code(self, amazon, kind, identifiers, expected):
        query = {"identifiers": identifiers, "identifiersType": kind}
        assert asins(amazon, **query) == expected

    def test_by_sku_the_seller_must_be_named(self, amazon):
        seller = amazon.control("GET", "/credentials")["seller_id"]
        query = {"identifiers": "PEN-FP-F", "identifiersType": "SKU"}
        assert asins(amazon, sellerId=seller, **query) == ["B0RK000007"]
        assert search(amazon, **query).status == 400

    def test_one_asin_of_the_wrong_form_refuses_all(self, amazon):
        answer = search(amazon, identifiers="B0RK000001,20DOMINANT", identifiersType="ASIN")
        assert answer.error["message"] == "Invalid 'asin' provided."

    def test_the_count_is_exact_and_there_are_no_refinements(self, amazon):
        query = {"identifiers": "B0RK000001", "identifiersType": "ASIN"}
        answer = search(amazon, **query).json()
        assert answer["numberOfResults"] == 1
        assert "refinements" not in answer
        assert "pagination" not in answer


class TestByKeywords:
    def test_r07_a_product_is_found_by_a_word_in_any_width(self, amazon):
        assert asins(amazon, keywords="宇治抹茶") == ["B0RK000001"]
        assert asins(amazon, keywords="ＬＥＤ") == ["B0RK00000B"]
        assert asins(amazon, keywords="led") == ["B0RK00000B"]

    def test_the_item_with_most_of_the_words_comes_first(self, amazon):
        assert asins(amazon, keywords="波佐見焼,白")[0] == "B0RK000004"

    def test_refinements_count_brands_and_nodes(self, amazon):
        refinements = search(amazon, keywords="波佐見焼").json()["refinements"]
        assert refinements["brands"] == [{"numberOfResults": 2, "brandName": "陶工房なみ"}]
        assert refinements["classifications"][0]["displayName"] == "ホーム&キッチン"

    def test_brands_and_nodes_narrow_the_search(self, amazon):
        assert asins(amazon, keywords="茶", brandNames="刃物の関家") == []
        assert len(asins(amazon, keywords="茶", classificationIds="71324051")) == 2

    def test_pages_lead_forth_and_back(self, amazon):
        for number in range(25):
            asin = f"B0RKPAGE{number:02d}"
            amazon.control("POST", "/catalog", {"asin": asin, "title": f"試験用の皿 {number}"})
        first = search(amazon, keywords="皿").json()
        assert first["numberOfResults"] == 25
        assert len(first["items"]) == 10
        token = first["pagination"]["nextToken"]
        second = search(amazon, keywords="皿", pageToken=token).json()
        back = search(amazon, keywords="皿", pageToken=second["pagination"]["previousToken"])
        assert back.json()["items"] == first["items"]
        last = search(amazon, keywords="皿", pageToken=second["pagination"]["nextToken"]).json()
        assert len(last["items"]) == 5
        assert "nextToken" not in last["pagination"]
        assert search(amazon, keywords="鉢", pageToken=token).status == 400


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({}, "Missing required 'identifiers' or 'keywords'."),
        (
            {"identifiers": "B0RK000001", "identifiersType": "ASIN", "keywords": "茶"},
            "Invalid combination of 'identifiers' and 'keywords' provided.",
        ),
        ({"identifiers": "B0RK000001"}, None),
        ({"identifiers": "X", "identifiersType": "FOO"}, None),
        ({"identifiers": "4900000000016", "identifiersType": "JAN", "brandNames": "x"}, None),
        ({"keywords": ",".join(f"k{n}" for n in range(21))}, None),
        ({"keywords": "茶", "pageSize": 21}, None),
        ({"keywords": "茶", "pageToken": "AAAA"}, None),
        ({"keywords": "茶", "includedData": "prices"}, None),
        ({"keywords": "茶", "marketplaceIds": ""}, None),
    ],
)
def test_wrong_questions_are_refused(amazon, query, message):
    answer = search(amazon, **query)
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")
    assert message is None or answer.error["message"] == message


def test_every_dataset_of_one_item(amazon):
    shown = get(amazon, "B0RK000001", includedData=ALL).json()
    assert set(shown) == {"asin", *ALL.split(",")}
    assert shown["productTypes"][0]["productType"] == "TEA"
    assert shown["identifiers"][0]["identifiers"] == [
        {"identifierType": "JAN", "identifier": "4900000000016"},
        {"identifierType": "EAN", "identifier": "4900000000016"},
    ]
    assert shown["summaries"][0]["brand"] == "茶房みどり"
    assert shown == get(amazon, "B0RK000001", includedData=ALL).json()


def test_summaries_alone_unless_more_is_asked_for(amazon):
    assert set(get(amazon, "B0RK000001").json()) == {"asin", "summaries"}


def test_r08_an_asin_that_does_not_exist(amazon):
    answer = get(amazon, "B0RK0000ZZ")
    assert answer.status == 404
    text = f"Requested item, B0RK0000ZZ, not found in marketplace(s) {MARKETPLACE}."
    assert answer.json() == {"errors": [{"code": "NOT_FOUND", "message": text}]}


def test_what_is_no_asin_is_refused(amazon):
    assert get(amazon, "4900000000016").error["message"] == "Invalid 'asin' provided."


def test_another_regions_marketplace_is_denied(amazon):
    assert get(amazon, "B0RK000001", marketplaceIds="ATVPDKIKX0DER").status == 403


def test_an_app_without_the_role_is_denied(amazon):
    _, token = second_seller(amazon, frozenset({"INVENTORY_AND_ORDER_TRACKING"}))
    query = {"marketplaceIds": MARKETPLACE}
    assert amazon.call("GET", f"{ITEMS}/B0RK000001", query=query, token=token).status == 403
