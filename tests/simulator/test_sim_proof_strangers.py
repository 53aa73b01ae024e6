"""Two clients that know nothing of this fake, unmodified, run the seller's day (peers.md C)."""

import gc

import pytest
from sim_served import served
from stranger import Refused
from stranger_community import Community
from stranger_official import Official

CANCEL = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
LISTINGS = "GET_MERCHANT_LISTINGS_ALL_DATA"
# Neither client closes its connections; what it leaves open is collected within its own test.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
ALREADY = "Unable to find package to update for order"


@pytest.fixture(autouse=True)
def collected():
    """What a client left open goes with the test that used it."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def server():
    with served() as running:
        yield running


@pytest.fixture(params=[Community, Official])
def make(request, server):
    """Makes the client anew, as a program does that is started again."""
    credentials = server.begin()
    return lambda: request.param(credentials)


def cancellation(order: dict) -> str:
    item = order["items"][0]["order_item_id"]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><Header>'
        "<DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>M</MerchantIdentifier>"
        "</Header><MessageType>OrderAcknowledgement</MessageType><Message>"
        "<MessageID>1</MessageID><OrderAcknowledgement>"
        f"<AmazonOrderID>{order['order_id']}</AmazonOrderID><StatusCode>Failure</StatusCode>"
        f"<Item><AmazonOrderItemCode>{item}</AmazonOrderItemCode>"
        "<CancelReason>NoInventory</CancelReason></Item></OrderAcknowledgement></Message>"
        "</AmazonEnvelope>"
    )


def test_250_orders_come_over_three_pages_each_once(server, make):
    placed = [server.paid_order()["order_id"] for _ in range(250)]
    server.advance("PT10M")
    client, seen, token, pages = make(), [], None, 0
    while pages == 0 or token:
        found, token = client.page(token)
        seen += found
        pages += 1
    assert pages == 3
    assert sorted(seen) == sorted(placed)


def test_an_order_is_confirmed_read_again_and_not_confirmed_twice(server, make):
    client, placed = make(), server.paid_order()
    order_id = placed["order_id"]
    before = client.order(order_id)
    assert (before.status, before.tracking_numbers) == ("UNSHIPPED", [])
    client.confirm(order_id, before.item_ids[0], "1")
    after = client.order(order_id)
    assert (after.status, after.tracking_numbers) == ("SHIPPED", ["123456789011"])
    with pytest.raises(Refused) as refused:
        client.confirm(order_id, before.item_ids[0], "2")
    assert refused.value.status == 400
    assert ALREADY in refused.value.text


def test_stock_is_set_and_read_back_once_it_shows(server, make):
    client = make()
    assert client.set_stock("TEA-UJI-100", 7) == "ACCEPTED"
    assert client.stock("TEA-UJI-100") == 40
    server.advance("PT15M")
    assert client.stock("TEA-UJI-100") == 7


def test_an_order_is_cancelled_by_feed_and_the_report_says_so(server, make):
    client, placed = make(), server.paid_order()
    feed_id = client.send_feed(CANCEL, cancellation(placed))
    assert client.feed(feed_id) == ("IN_QUEUE", "")
    server.advance("PT10M")
    status, document = client.feed(feed_id)
    assert status == "DONE"
    report = client.feed_report(document)
    assert "<MessagesSuccessful>1</MessagesSuccessful>" in report
    assert client.order(placed["order_id"]).status == "CANCELLED"


def test_a_report_is_ordered_and_read(server, make):
    client = make()
    report_id = client.order_report(LISTINGS)
    server.advance("PT10M")
    status, document = client.report(report_id)
    assert status == "DONE"
    text = client.report_text(document)
    assert "TEA-UJI-100" in text
    assert "宇治抹茶" in text


def test_an_access_token_ends_in_the_middle_and_a_new_one_goes_on(server, make):
    client, placed = make(), server.paid_order()
    assert client.order(placed["order_id"]).status == "UNSHIPPED"
    server.advance("PT1H")
    with pytest.raises(Refused) as refused:
        client.order(placed["order_id"])
    assert refused.value.status == 403
    assert make().order(placed["order_id"]).status == "UNSHIPPED"


def test_too_many_calls_are_refused_and_the_next_token_lets_one_through(server, make):
    client = make()
    for _ in range(15):
        assert client.plan() == "PROFESSIONAL"
    with pytest.raises(Refused) as refused:
        client.plan()
    assert refused.value.status == 429
    server.advance("PT1M2.5S")
    assert client.plan() == "PROFESSIONAL"
    with pytest.raises(Refused):
        client.plan()


def test_a_client_of_v0_gets_its_restricted_token_and_the_buyers(server):
    client, placed = Community(server.begin()), server.paid_order()
    server.advance("PT10M")
    (name,) = client.buyers_by_v0()
    assert placed["buyer_marker"] in name


def test_r44_the_same_client_finds_nothing_once_v0_is_removed(server):
    credentials = server.begin()
    server.control("POST", "/clock/advance", {"to": "2027-03-27T00:00:00Z"})
    with pytest.raises(Refused) as refused:
        Community(credentials).buyers_by_v0()
    assert refused.value.status == 404
