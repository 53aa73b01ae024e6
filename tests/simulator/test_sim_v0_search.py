"""getOrders of Orders v0: every parameter and its rules (sp-api.md 1.4)."""

import pytest
from sim_client import MARKETPLACE

ROOT = "/orders/v0/orders"
SINCE = {"LastUpdatedAfter": "2026-11-01T00:00:00Z"}


def get_orders(amazon, **query):
    given = {"MarketplaceIds": MARKETPLACE} | SINCE | query
    given = {name: value for name, value in given.items() if value is not None}
    return amazon.call("GET", ROOT, query=given)


def ids(answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [order["AmazonOrderId"] for order in answer.json()["payload"]["Orders"]]


@pytest.fixture
def shop(amazon):
    """One order of each kind, old enough to be found."""
    orders = {
        "pending": amazon.order(payment="CONVENIENCE_STORE", pay_after=None),
        "paid": amazon.paid_order(),
        "cod": amazon.order(payment="COD"),
        "fba": amazon.paid_order("BATT-10000"),
        "shipped": amazon.paid_order("NOTE-A5-3"),
    }
    amazon.confirm(orders["shipped"])
    amazon.advance("PT10M")
    return {name: order["order_id"] for name, order in orders.items()}


def test_orders_come_in_a_payload_oldest_first_with_the_window(amazon, shop):
    answer = get_orders(amazon)
    assert sorted(ids(answer)) == sorted(shop.values())
    assert answer.json()["payload"]["LastUpdatedBefore"] == "2026-11-23T00:08:00Z"
    created = get_orders(amazon, LastUpdatedAfter=None, CreatedAfter="2026-11-01T00:00:00Z")
    assert "CreatedBefore" in created.json()["payload"]
    assert answer.headers["x-amzn-ratelimit-limit"] == "0.0167"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"OrderStatuses": "Pending"}, {"pending"}),
        ({"OrderStatuses": "Unshipped,PartiallyShipped"}, {"paid", "cod", "fba"}),
        ({"OrderStatuses": ["Shipped", "Canceled"]}, {"shipped"}),
        ({"OrderStatuses": "InvoiceUnconfirmed"}, set()),
        ({"FulfillmentChannels": "AFN"}, {"fba"}),
        ({"PaymentMethods": "CVS"}, {"pending"}),
        ({"PaymentMethods": "COD,CVS"}, {"pending", "cod"}),
        ({"PaymentMethods": "Other", "FulfillmentChannels": "MFN"}, {"paid", "shipped"}),
        ({"EasyShipShipmentStatuses": "Delivered"}, set()),
        ({"ElectronicInvoiceStatuses": "Accepted"}, set()),
        ({"IsISPU": "true"}, set()),
        ({"IsISPU": "false", "OrderStatuses": "Pending"}, {"pending"}),
        ({"StoreChainStoreId": "s"}, set()),
        ({"ActualFulfillmentSupplySourceId": "s"}, set()),
        ({"MarketplaceIds": "ATVPDKIKX0DER"}, set()),
        ({"LatestDeliveryDateBefore": "2026-11-25T00:00:00Z"}, set()),
        ({"EarliestDeliveryDateAfter": "2026-11-25T00:00:00Z"}, {"paid", "cod", "shipped"}),
        ({"LastUpdatedBefore": "2026-11-22T00:00:00Z"}, set()),
    ],
)
def test_each_filter(amazon, shop, query, wanted):
    assert set(ids(get_orders(amazon, **query))) == {shop[name] for name in wanted}


def test_orders_by_their_numbers_need_no_time(amazon, shop):
    wanted = f"{shop['paid']},{shop['fba']}"
    answer = get_orders(amazon, LastUpdatedAfter=None, AmazonOrderIds=wanted)
    assert sorted(ids(answer)) == sorted([shop["paid"], shop["fba"]])
    assert "LastUpdatedBefore" not in answer.json()["payload"]


def test_the_sellers_own_number_is_amazons(amazon, shop):
    query = {"LastUpdatedAfter": None, "CreatedAfter": "2026-11-01T00:00:00Z"}
    assert ids(get_orders(amazon, **query, SellerOrderId=shop["paid"])) == [shop["paid"]]


def test_orders_of_one_buyer(amazon):
    buyer = {"email": "abcdefghij12345@marketplace.amazon.co.jp"}
    order = amazon.paid_order(buyer=buyer)
    amazon.paid_order()
    amazon.advance("PT10M")
    query = {"LastUpdatedAfter": None, "CreatedAfter": "2026-11-01T00:00:00Z"}
    assert ids(get_orders(amazon, **query, BuyerEmail=buyer["email"])) == [order["order_id"]]


def test_an_unknown_word_gets_amazons_own_sentence(amazon):
    answer = get_orders(amazon, FulfillmentChannels="SellerFulfilled")
    assert answer.status == 400
    assert answer.error["message"] == (
        "1 validation error detected: Value '[SellerFulfilled]' at 'fulfillmentChannel' failed "
        "to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value "
        "set: [AFN, MFN]]"
    )


@pytest.mark.parametrize(
    "query",
    [
        {"MarketplaceIds": None},
        {"MarketplaceIds": ",".join(f"M{n}" for n in range(51))},
        {"LastUpdatedAfter": None},
        {"CreatedAfter": "2026-11-01T00:00:00Z"},
        {"CreatedBefore": "2026-11-01T00:00:00Z"},
        {"LastUpdatedAfter": "yesterday"},
        {"LastUpdatedAfter": "2026-11-24T00:00:00Z"},
        {"LastUpdatedBefore": "2026-11-22T23:59:00Z"},
        {"LastUpdatedBefore": "2026-10-01T00:00:00Z"},
        {"LastUpdatedAfter": ["2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"]},
        {"OrderStatuses": "UNSHIPPED"},
        {"PaymentMethods": "Cash"},
        {"EasyShipShipmentStatuses": "x"},
        {"ElectronicInvoiceStatuses": "x"},
        {"MaxResultsPerPage": "0"},
        {"MaxResultsPerPage": "101"},
        {"IsISPU": "perhaps"},
        {"EarliestDeliveryDateAfter": "soon"},
        {"NextToken": "none"},
        {"SellerOrderId": "250-0000000-0000000"},
        {"BuyerEmail": "a@b", "LastUpdatedAfter": None, "CreatedAfter": "2026-11-01T00:00:00Z"}
        | {"OrderStatuses": "Pending"},
        {"AmazonOrderIds": ",".join(f"250-0000000-{n:07d}" for n in range(51))},
    ],
)
def test_a_wrong_parameter_is_refused(amazon, query):
    answer = get_orders(amazon, **query)
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")


def test_a_walk_over_pages_with_and_without_the_parameters_repeated(amazon):
    placed = {amazon.order("NOTE-A5-3")["order_id"] for _ in range(7)}
    amazon.advance("PT10M")
    first = get_orders(amazon, MaxResultsPerPage=3)
    token = first.json()["payload"]["NextToken"]
    again = get_orders(amazon, MaxResultsPerPage=3, NextToken=token)
    bare = get_orders(amazon, MaxResultsPerPage=3, NextToken=token, LastUpdatedAfter=None)
    assert ids(again) == ids(bare)
    last = get_orders(amazon, MaxResultsPerPage=3, NextToken=again.json()["payload"]["NextToken"])
    assert {*ids(first), *ids(again), *ids(last)} == placed
    assert "NextToken" not in last.json()["payload"]
    other = get_orders(amazon, NextToken=token, OrderStatuses="Pending")
    assert other.status == 400
