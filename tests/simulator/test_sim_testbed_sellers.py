"""Many sellers at once, and more than one app for a seller (control-api, World; sp-api.md 6)."""

import asyncio
import json
from urllib.parse import urlencode

import pytest
from sim_client import EVERYTHING, Amazon, Answer

ORDERS = "/orders/2026-01-01/orders"
SINCE = {"lastUpdatedAfter": "2026-11-01T00:00:00Z", "includedData": EVERYTHING}


def open_shop(amazon: Amazon, **wish) -> dict:
    """Another seller, or another app; its row with credentials."""
    return amazon.control("POST", "/sellers", wish)


def token_of(amazon: Amazon, row: dict) -> str:
    names = ("client_id", "client_secret", "refresh_token")
    return amazon.login(**{name: row[name] for name in names}).json()["access_token"]


def search(amazon: Amazon, token: str) -> Answer:
    return amazon.call("GET", ORDERS, query=SINCE, token=token)


def offer(amazon: Amazon, seller: dict, sku: str, quantity: int = 5) -> None:
    wish = {"sku": sku, "asin": "B0RK000001", "quantity": quantity, "price": 980}
    amazon.control("POST", "/listings", {"seller_id": seller["seller_id"], **wish})


def buy(amazon: Amazon, seller: dict, sku: str) -> str:
    body = {"items": [{"sku": sku}], "seller_id": seller["seller_id"], "pay_after": "PT0S"}
    return amazon.control("POST", "/orders", body)["order_id"]


class TestSellers:
    def test_each_sees_his_own(self, amazon):
        first, second = amazon.control("GET", "/credentials"), open_shop(amazon)
        for seller, quantity in ((first, 3), (second, 9)):
            offer(amazon, seller, "SAME-SKU", quantity)
        mine, theirs = buy(amazon, first, "SAME-SKU"), buy(amazon, second, "SAME-SKU")
        amazon.advance("PT5M")
        for seller, order_id in ((first, mine), (second, theirs)):
            token = token_of(amazon, seller)
            orders = search(amazon, token).json()["orders"]
            assert [one["orderId"] for one in orders] == [order_id]
        assert amazon.call("GET", f"{ORDERS}/{mine}", token=token).status == 404
        rows = amazon.control("GET", "/listings", seller_id=second["seller_id"])["listings"]
        assert [(row["sku"], row["quantity"]) for row in rows] == [("SAME-SKU", 8)]

    def test_fifty_at_once_have_fifty_buckets(self, amazon):
        tokens = [token_of(amazon, open_shop(amazon)) for _ in range(50)]

        async def all_of_them() -> list[int]:
            query = urlencode(SINCE)
            asks = [
                amazon._exchange("GET", ORDERS, query, b"", {"x-amz-access-token": token})
                for _ in range(21)
                for token in tokens
            ]
            return [answer.status for answer in await asyncio.gather(*asks)]

        statuses = asyncio.run(all_of_them())
        assert (statuses.count(200), statuses.count(429)) == (20 * 50, 50)

    def test_the_plan_is_what_get_account_says(self, amazon):
        """R01."""
        small = open_shop(amazon, plan="INDIVIDUAL", seller_id="A2SMALL")
        token = token_of(amazon, small)

        def plan() -> str:
            account = amazon.call("GET", "/sellers/v1/account", token=token)
            return account.json()["payload"]["sellingPlan"]

        assert (small["seller_id"], plan()) == ("A2SMALL", "INDIVIDUAL")
        amazon.control("PATCH", "/sellers/A2SMALL", {"plan": "PROFESSIONAL"})
        assert plan() == "PROFESSIONAL"

    def test_an_app_without_the_role_sees_no_buyer(self, amazon):
        """R40, sp-api.md 1.7: the fields are absent, and nothing is refused."""
        plain = open_shop(amazon, roles=["INVENTORY_AND_ORDER_TRACKING"])
        offer(amazon, plain, "X-1")
        buy(amazon, plain, "X-1")
        amazon.advance("PT5M")
        [order] = search(amazon, token_of(amazon, plain)).json()["orders"]
        assert "buyer" not in order
        assert "name" not in order["recipient"]["deliveryAddress"]
        assert order["recipient"]["deliveryAddress"]["postalCode"]

    def test_credentials_are_given_again(self, amazon):
        second = open_shop(amazon)
        again = amazon.control("GET", "/credentials", seller_id=second["seller_id"])
        assert again == {name: second[name] for name in again}
        rows = amazon.control("GET", "/sellers")["sellers"]
        assert rows[1] == second
        assert len(rows) == 2


class TestApps:
    def test_two_apps_of_one_seller_share_nothing_but_the_seller(self, amazon):
        first = amazon.control("GET", "/credentials")
        second = open_shop(amazon, seller_id=first["seller_id"], app="price-tool")
        assert second["seller_id"] == first["seller_id"]
        assert second["client_id"] != first["client_id"]
        order = amazon.paid_order()["order_id"]
        amazon.advance("PT5M")
        tokens = [token_of(amazon, row) for row in (first, second)]
        for _ in range(20):
            assert search(amazon, tokens[0]).status == 200
        assert search(amazon, tokens[0]).status == 429
        found = search(amazon, tokens[1])
        assert [one["orderId"] for one in found.json()["orders"]] == [order]
        query = {"operation": "searchOrders"}
        left = {
            row["app"]: row["tokens"] for row in amazon.control("GET", "/quota", **query)["quota"]
        }
        assert sorted(left.values()) == [0, 19]

    def test_one_app_for_two_sellers_has_a_bucket_for_each(self, amazon):
        first = amazon.control("GET", "/credentials")
        second = open_shop(amazon)
        assert second["client_id"] == first["client_id"]
        tokens = [token_of(amazon, row) for row in (first, second)]
        for _ in range(20):
            search(amazon, tokens[0])
        assert [search(amazon, token).status for token in tokens] == [429, 200]

    def test_an_app_is_found_by_its_name_and_its_id(self, amazon):
        named = open_shop(amazon, app="my tool")
        assert open_shop(amazon, app="my tool")["client_id"] == named["client_id"]
        assert open_shop(amazon, app=named["app_id"])["client_id"] == named["client_id"]
        query = {"seller_id": named["seller_id"], "app": "my tool"}
        assert amazon.control("GET", "/credentials", **query)["client_id"] == named["client_id"]


@pytest.mark.parametrize(
    ("body", "status", "field", "words"),
    [
        ({"plan": "PROFESIONAL"}, 400, "plan", "the nearest is 'PROFESSIONAL'"),
        ({"roles": ["DIRECT_TO_CONSUMERS"]}, 400, "roles", "'DIRECT_TO_CONSUMER'"),
        ({"roles": "ALL"}, 400, "roles", "array"),
        ({"seller": "X"}, 400, "seller", "'seller_id'"),
        ({"seller_id": "a b"}, 400, "seller_id", "matching"),
        ({"seller_id": "HERE"}, 409, "seller_id", "exists"),
        ({"seller_id": "HERE", "app": "tool"}, 409, "app", "already"),
        ({"seller_id": "HERE", "app": "new", "plan": "INDIVIDUAL"}, 409, "plan", "PROFESSIONAL"),
        ({"app": "tool", "roles": []}, 409, "roles", "has the roles"),
        ({"app": "amzn1.sp.solution.x"}, 400, "app", "no app"),
    ],
)
def test_what_cannot_be_is_refused(amazon, body, status, field, words):
    open_shop(amazon, seller_id="HERE", app="tool")
    before = amazon.control("GET", "/sellers")
    answer = amazon.try_control("POST", "/sellers", body)
    assert answer.status == status
    error = answer.json()["error"]
    assert error["field"] == field
    assert words in error["message"]
    assert amazon.control("GET", "/sellers") == before


@pytest.mark.parametrize(
    ("path", "status"),
    [("/credentials?seller_id=A0", 404), ("/credentials?app=none", 404), ("/sellers/A0", 404)],
)
def test_an_unknown_seller_is_not_found(amazon, path, status):
    path, _, query = path.partition("?")
    method = "GET" if query else "PATCH"
    content = json.dumps({"plan": "INDIVIDUAL"}).encode()
    answer = amazon.send(method, f"/_sim{path}", query=query, content=content)
    assert answer.status == status
    assert answer.json()["error"]["message"]
