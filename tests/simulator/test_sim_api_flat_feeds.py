"""The flat-file forms of cancelling and shipping: the same rules, rows instead of messages."""

import pytest
from sim_feeds import get_feed, result, submit

CANCEL = "POST_FLAT_FILE_ORDER_ACKNOWLEDGEMENT_DATA"
SHIP = "POST_FLAT_FILE_FULFILLMENT_DATA"
PLAIN = "text/plain; charset=UTF-8"
CANCEL_HEADER = "order-id\tcancellation-reason-code\tamazon-order-item-code"
SHIP_HEADER = (
    "order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name"
    "\ttracking-number\tship-method"
)


def send(amazon, feed_type: str, *lines: str, encoding="utf-8") -> str:
    """Send the lines, wait until the feed is done, and read its report."""
    content = "\r\n".join(lines).encode(encoding)
    feed_id = submit(amazon, feed_type, content, PLAIN)
    amazon.advance("PT10M")
    assert get_feed(amazon, feed_id)["processingStatus"] == "DONE"
    return result(amazon, feed_id).decode("cp932")


def item_id(order: dict, position=0) -> str:
    return order["items"][position]["order_item_id"]


def ship_row(order: dict, **cells: str) -> str:
    values = {
        "order-id": order["order_id"],
        "ship-date": "2026-11-23",
        "carrier-code": "SAGAWA",
        "tracking-number": "1234",
    } | {name.replace("_", "-"): value for name, value in cells.items()}
    return "\t".join(values.get(name, "") for name in SHIP_HEADER.split("\t"))


def test_r37_orders_are_cancelled_row_by_row(amazon):
    first, second = amazon.paid_order(), amazon.paid_order()
    amazon.confirm(second)
    rows = [f"{one['order_id']}\tNoInventory\t{item_id(one)}" for one in (first, second)]
    report = send(
        amazon, CANCEL, "TemplateType=OrderCancellation\tVersion=1.0", CANCEL_HEADER, *rows
    )
    assert amazon.truth(first["order_id"])["status"] == "CANCELLED"
    assert "Number of records successful\t\t1" in report
    assert "2\t18004\tError\t" in report


def test_rows_of_one_order_and_number_are_one_package(amazon):
    items = [{"sku": "TEA-UJI-100", "quantity": 1}, {"sku": "NOTE-A5-3", "quantity": 2}]
    order = amazon.control("POST", "/orders", {"items": items})
    amazon.advance("PT1M")
    rows = [
        ship_row(order, order_item_id=item_id(order, 0), quantity="1"),
        ship_row(order, order_item_id=item_id(order, 1)),
    ]
    send(amazon, SHIP, SHIP_HEADER, *rows)
    truth = amazon.truth(order["order_id"])
    assert truth["status"] == "SHIPPED"
    assert [len(package["items"]) for package in truth["packages"]] == [2]


def test_a_row_without_an_item_ships_all_and_japanese_may_be_shift_jis(amazon):
    order = amazon.paid_order()
    row = ship_row(order, carrier_code="Other", carrier_name="日本郵便", ship_method="ゆうパック")
    send(amazon, SHIP, SHIP_HEADER, row, encoding="cp932")
    assert amazon.truth(order["order_id"])["packages"][0]["carrier"] == "日本郵便"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"ship_date": "soon"}, "18009"),
        ({"carrier_code": ""}, "18010"),
        ({"order_id": "250-0000000-0000000"}, "18000"),
        ({"carrier_code": "Kuroneko"}, "InvalidCarrier"),
        ({"order_item_id": "1", "quantity": "0"}, "18012"),
    ],
)
def test_each_wrong_row_is_named(amazon, cells, words):
    report = send(amazon, SHIP, SHIP_HEADER, ship_row(amazon.paid_order(), **cells))
    assert words in report
    assert "Number of records successful\t\t0" in report


@pytest.mark.parametrize("content", [b"", b"order-id\tx\n1\t2", b"\xff\xfe\x00\x81"])
def test_a_file_that_cannot_be_read_is_fatal_and_says_so(amazon, content):
    feed_id = submit(amazon, CANCEL, content, PLAIN)
    amazon.advance("PT10M")
    assert get_feed(amazon, feed_id)["processingStatus"] == "FATAL"
    assert b"Error" in result(amazon, feed_id)
