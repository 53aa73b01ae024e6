"""searchOrders and getOrder, against sp-api.md 1.3 to 1.9."""

import pytest
from sim_client import EVERYTHING, START, Amazon


def ids(answer) -> list[str]:
    return [order["orderId"] for order in answer.json()["orders"]]


def test_an_order_is_found_two_minutes_after_it_was_placed(amazon):
    order = amazon.order(pay_after=None)
    assert ids(amazon.search()) == []
    amazon.advance("PT2M")
    answer = amazon.search()
    assert ids(answer) == [order["order_id"]]
    assert answer.json()["lastUpdatedBefore"] == START
    assert "pagination" not in answer.json()


def test_status_is_shown_with_the_fulfillment_dataset_alone(amazon):
    order_id = amazon.order()["order_id"]
    assert "fulfillment" not in amazon.get_order(order_id, "BUYER")
    assert amazon.get_order(order_id, "FULFILLMENT")["fulfillment"]["fulfillmentStatus"] == (
        "PENDING"
    )


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({}, id="no time at all"),
        pytest.param({"createdAfter": START, "lastUpdatedAfter": START}, id="both times"),
        pytest.param({"createdAfter": START, "lastUpdatedBefore": START}, id="mixed families"),
        pytest.param({"createdAfter": "TEST_CASE_200"}, id="no time"),
        pytest.param({"createdAfter": "2026-02-30T00:00:00Z"}, id="no such day"),
        pytest.param({"createdAfter": "2027-01-01T00:00:00Z"}, id="the future"),
        pytest.param({"createdAfter": START, "createdBefore": START}, id="Before too near"),
        pytest.param(
            {"createdAfter": START, "createdBefore": "2026-11-22T00:00:00Z"}, id="ends before start"
        ),
        pytest.param({"createdAfter": START, "maxResultsPerPage": "0"}, id="page of none"),
        pytest.param({"createdAfter": START, "maxResultsPerPage": "101"}, id="page too large"),
        pytest.param({"createdAfter": START, "fulfillmentStatuses": "Canceled"}, id="v0 status"),
        pytest.param({"createdAfter": START, "fulfilledBy": "MFN"}, id="v0 channel"),
        pytest.param({"createdAfter": START, "includedData": "ALL"}, id="no such dataset"),
        pytest.param({"createdAfter": START, "paginationToken": "x"}, id="no such token"),
        pytest.param({"createdAfter": [START, START]}, id="given twice"),
    ],
)
def test_wrong_parameters_get_amazons_sentence(amazon, query):
    answer = amazon.call("GET", "/orders/2026-01-01/orders", query=query)
    assert answer.status == 400
    assert answer.error == {
        "code": "InvalidInput",
        "message": (
            "The input you have submitted is not valid. Please check your input and try again."
        ),
        "details": "",
    }


def test_the_cause_of_a_refusal_stands_in_the_journal(amazon):
    amazon.call("GET", "/orders/2026-01-01/orders")
    [call] = amazon.control("GET", "/requests", operation="searchOrders", status=400)["requests"]
    assert call["reason"] == "exactly one of createdAfter and lastUpdatedAfter is needed"


def test_unknown_parameters_are_tolerated_and_noted(amazon):
    assert amazon.search(MarketplaceIds="A1VC38T7YXB528", marketplace_ids="x").status == 200
    [call] = amazon.control("GET", "/requests")["requests"]
    assert call["unknown_parameters"] == ["MarketplaceIds", "marketplace_ids"]


@pytest.mark.parametrize(
    "given", ["BUYER,FULFILLMENT", ["BUYER", "FULFILLMENT"]], ids=["comma-joined", "repeated"]
)
def test_arrays_come_in_two_forms(amazon, given):
    amazon.paid_order()
    amazon.advance("PT2M")
    [order] = amazon.search(includedData=given).json()["orders"]
    assert {"buyer", "fulfillment"} <= order.keys()


def test_filters_by_status_party_and_marketplace(amazon):
    own = amazon.order()["order_id"]
    fba = amazon.paid_order("BATT-10000")["order_id"]
    amazon.advance("PT2M")
    amazon.control("POST", f"/orders/{own}/cancel", {"by": "BUYER"})
    amazon.advance("PT2M")
    assert ids(amazon.search(fulfillmentStatuses="CANCELLED,SHIPPED")) == [own]
    assert ids(amazon.search(fulfilledBy="AMAZON")) == [fba]
    assert ids(amazon.search(marketplaceIds="ATVPDKIKX0DER")) == []


class TestPages:
    def walk(self, amazon: Amazon, size: int, between) -> list[str]:
        found: list[str] = []
        token: dict[str, str] = {}
        while True:
            answer = amazon.search(maxResultsPerPage=size, **token)
            assert answer.status == 200, answer.body
            found += ids(answer)
            if "pagination" not in answer.json():
                return found
            token = {"paginationToken": answer.json()["pagination"]["nextToken"]}
            between()

    def test_each_order_once_while_orders_come_and_change(self, amazon):
        orders = [amazon.order("NOTE-A5-3", pay_after=None)["order_id"] for _ in range(10)]
        amazon.advance("PT2M")

        def meanwhile() -> None:
            amazon.order("NOTE-A5-3")
            amazon.control("POST", f"/orders/{unpaid.pop()}/pay")
            amazon.advance("PT5M")

        unpaid = orders.copy()
        assert sorted(self.walk(amazon, 3, meanwhile)) == sorted(orders)

    def test_a_token_is_bound_to_its_question(self, amazon):
        for _ in range(3):
            amazon.order(pay_after=None)
        amazon.advance("PT2M")
        token = amazon.search(maxResultsPerPage=1).json()["pagination"]["nextToken"]
        changed = amazon.search(paginationToken=token, fulfilledBy="MERCHANT")
        assert changed.status == 400
        allowed = amazon.search(paginationToken=token, maxResultsPerPage=2, includedData=EVERYTHING)
        assert len(ids(allowed)) == 2

    def test_a_token_ends_after_a_day(self, amazon):
        for _ in range(2):
            amazon.order(pay_after=None)
        amazon.advance("PT2M")
        token = amazon.search(maxResultsPerPage=1).json()["pagination"]["nextToken"]
        amazon.advance("PT23H59M")
        assert amazon.search(paginationToken=token).status == 200
        assert "page_token_ends" in [item["kind"] for item in amazon.advance("PT1M")]
        assert amazon.search(paginationToken=token).status == 400


class TestPersonalData:
    def test_shown_for_own_orders_once_paid(self, amazon):
        order = amazon.order()
        assert "buyer" not in amazon.get_order(order["order_id"])
        assert "recipient" not in amazon.get_order(order["order_id"])
        amazon.advance("PT1M")
        shown = amazon.get_order(order["order_id"])
        assert shown["buyer"]["buyerEmail"].endswith("@marketplace.amazon.co.jp")
        mailbox = shown["buyer"]["buyerEmail"].partition("@")[0]
        assert len(mailbox) == 15
        assert order["buyer_marker"] in shown["buyer"]["buyerName"]
        assert order["buyer_marker"] in shown["recipient"]["deliveryAddress"]["addressLine1"]

    def test_never_for_amazons_own_orders(self, amazon):
        order = amazon.paid_order("BATT-10000")
        shown = amazon.get_order(order["order_id"])
        assert "buyer" not in shown
        assert shown["recipient"]["deliveryAddress"].keys() == {
            "city",
            "stateOrRegion",
            "postalCode",
            "countryCode",
        }

    def test_the_caller_may_say_who_buys(self, amazon):
        order = amazon.paid_order(buyer={"name": "山田 太郎", "postal_code": "100-0001"})
        address = amazon.get_order(order["order_id"])["recipient"]["deliveryAddress"]
        assert (address["name"], address["postalCode"]) == ("山田 太郎", "100-0001")


def test_cash_on_delivery_is_unshipped_at_once_and_costs_a_fee(amazon):
    """R26, R27."""
    shown = amazon.get_order(amazon.order(payment="COD")["order_id"])
    assert shown["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    assert shown["payment"]["paymentExecutions"][0]["paymentMethod"] == "CashOnDelivery"
    fees = {part["type"]: part["subtotal"]["amount"] for part in shown["proceeds"]["breakdowns"]}
    assert fees == {"ITEM": "2980", "SHIPPING": "460", "COD_FEE": "330"}


def test_an_order_of_nobody_is_not_found(amazon):
    answer = amazon.call("GET", "/orders/2026-01-01/orders/250-0000000-0000000")
    assert (answer.status, answer.error["code"]) == (404, "NotFound")
