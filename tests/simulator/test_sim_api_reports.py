"""Reports 2021-06-30: from createReport to the file of all orders (sp-api.md 7)."""

import gzip

import pytest
from sim_reports import (
    BY_DATE,
    DAY,
    ROOT,
    behave,
    document,
    get_report,
    kinds,
    made,
    ordered,
    table,
)


def test_a_report_is_queued_made_and_done_within_ten_minutes(amazon):
    amazon.paid_order()
    amazon.advance("PT10M")
    report_id = ordered(amazon, **DAY)
    assert get_report(amazon, report_id)["processingStatus"] == "IN_QUEUE"
    amazon.advance("PT30S")
    assert get_report(amazon, report_id)["processingStatus"] == "IN_PROGRESS"
    amazon.advance("PT10M")
    report = get_report(amazon, report_id)
    assert report["processingStatus"] == "DONE"
    assert report["dataStartTime"] == DAY["dataStartTime"]
    assert report["processingEndTime"] > report["processingStartTime"]


def test_all_orders_have_one_row_an_item_and_the_documented_columns(amazon):
    items = [{"sku": "TEA-UJI-100", "quantity": 2}, {"sku": "NOTE-A5-3", "quantity": 1}]
    order = amazon.control("POST", "/orders", {"items": items})
    amazon.advance("PT10M")
    rows = made(amazon, **DAY)
    assert [row["sku"] for row in rows] == ["TEA-UJI-100", "NOTE-A5-3"]
    first = rows[0]
    assert len(first) == 31
    assert first["amazon-order-id"] == order["order_id"]
    assert first["purchase-date"] == "2026-11-23T00:00:00+00:00"
    assert first["last-updated-date"] == "2026-11-23T00:00:10+00:00"
    assert (first["order-status"], first["fulfillment-channel"]) == ("Unshipped", "Merchant")
    assert (first["quantity"], first["item-price"], first["currency"]) == ("2", "5960", "JPY")
    assert first["product-name"] == "宇治抹茶 一番摘み 缶入り 100g"


def test_r40_a_report_names_nobody(amazon):
    """Only city, prefecture and postcode of the address stand in it."""
    order = amazon.paid_order()
    amazon.advance("PT10M")
    address = amazon.get_order(order["order_id"])["recipient"]["deliveryAddress"]
    [row] = made(amazon, **DAY)
    assert row["ship-postal-code"] == address["postalCode"]
    cells = " ".join(row.values())
    for name in ("name", "addressLine1", "addressLine2", "phone"):
        assert address[name] not in cells


def test_every_status_of_an_order_has_its_word(amazon):
    pending = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
    unshipped, shipped, part = (
        amazon.paid_order(),
        amazon.paid_order(),
        amazon.paid_order("NOTE-A5-3", 2),
    )
    amazon.confirm(shipped)
    some = [{"orderItemId": part["items"][0]["order_item_id"], "quantity": 1}]
    amazon.confirm(part, orderItems=some)
    cancelled = amazon.paid_order()
    amazon.control("POST", f"/orders/{cancelled['order_id']}/cancel", {"by": "SELLER"})
    amazon.advance("PT10M")
    rows = {row["amazon-order-id"]: row for row in made(amazon, **DAY)}
    words = {order_id: row["order-status"] for order_id, row in rows.items()}
    assert words == {
        pending["order_id"]: "Pending",
        unshipped["order_id"]: "Unshipped",
        shipped["order_id"]: "Shipped",
        part["order_id"]: "PartiallyShipped",
        cancelled["order_id"]: "Cancelled",
    }
    assert rows[shipped["order_id"]]["item-status"] == "Shipped"
    assert rows[cancelled["order_id"]]["quantity"] == "0"
    assert rows[pending["order_id"]]["item-price"] == rows[pending["order_id"]]["ship-state"] == ""


def test_an_order_stands_in_the_window_of_its_latest_change(amazon):
    order = amazon.order(pay_after="PT2H")
    amazon.advance("PT3H")
    early = {"dataStartTime": "2026-11-22T00:00:00Z", "dataEndTime": "2026-11-23T01:00:00Z"}
    report_id = ordered(amazon, **early)
    [row] = made(amazon, BY_DATE, **early)
    assert row["amazon-order-id"] == order["order_id"]
    assert len(row) == 32
    assert get_report(amazon, report_id)["processingStatus"] == "CANCELLED"


def test_without_data_a_report_is_cancelled_and_has_no_document(amazon):
    amazon.advance("PT10M")
    report_id = ordered(amazon, **DAY)
    amazon.advance("PT10M")
    report = get_report(amazon, report_id)
    assert report["processingStatus"] == "CANCELLED"
    assert "reportDocumentId" not in report


def test_more_than_thirty_days_give_a_document_that_says_so(amazon):
    amazon.paid_order()
    amazon.advance("PT10M")
    report_id = ordered(amazon, dataStartTime="2026-10-20T00:00:00Z")
    amazon.advance("PT10M")
    content = amazon.url("GET", document(amazon, report_id)["url"]).body
    assert content == b"Date range exceeded. Report can be requested only upto 30 days"


def test_japan_writes_cp932_and_a_letter_that_it_lacks_becomes_a_question_mark(amazon):
    amazon.control("POST", "/catalog", {"asin": "B0RK0000ZZ", "title": "絵文字🍵の茶"})
    listing = {"sku": "EMOJI", "asin": "B0RK0000ZZ", "quantity": 5, "price": 900}
    amazon.control("POST", "/listings", listing | {"fulfilled_by": "MERCHANT"})
    amazon.paid_order("EMOJI")
    amazon.advance("PT10M")
    report_id = ordered(amazon, **DAY)
    amazon.advance("PT10M")
    answer = amazon.url("GET", document(amazon, report_id)["url"])
    assert answer.headers["content-type"] == "text/plain; charset=Shift_JIS"
    assert table(answer.body)[0]["product-name"] == "絵文字?の茶"
    behave(amazon, report_encoding="utf-8")
    report_id = ordered(amazon, **DAY)
    amazon.advance("PT10M")
    answer = amazon.url("GET", document(amazon, report_id)["url"])
    assert table(answer.body, "utf-8")[0]["product-name"] == "絵文字🍵の茶"


def test_a_zipped_report_says_so_and_its_url_can_name_the_encoding(amazon):
    behave(amazon, report_gzip=True)
    amazon.paid_order()
    amazon.advance("PT10M")
    report_id = ordered(amazon, **DAY)
    amazon.advance("PT10M")
    place = document(amazon, report_id)
    assert place["compressionAlgorithm"] == "GZIP"
    plain = amazon.url("GET", place["url"])
    assert plain.headers["content-encoding"] == "identity"
    assert len(table(gzip.decompress(plain.body))) == 1
    place = document(amazon, report_id, enableContentEncodingUrlHeader="true")
    assert amazon.url("GET", place["url"]).headers["content-encoding"] == "gzip"
    forged = place["url"].replace("encoding=gzip", "encoding=br")
    assert b"SignatureDoesNotMatch" in amazon.url("GET", forged).body


def test_a_document_url_ends_after_five_minutes_and_the_document_after_thirty_days(amazon):
    amazon.paid_order()
    amazon.advance("PT10M")
    report_id = ordered(amazon, **DAY)
    amazon.advance("PT10M")
    place = document(amazon, report_id)
    amazon.advance("PT5M")
    assert b"Request has expired" in amazon.url("GET", place["url"]).body
    amazon.advance("P30D")
    assert amazon.call("GET", f"{ROOT}/documents/{place['reportDocumentId']}").status == 404


def test_only_a_queued_report_is_cancelled(amazon):
    report_id = ordered(amazon)
    path = f"{ROOT}/reports/{report_id}"
    assert amazon.call("DELETE", path).status == 200
    assert get_report(amazon, report_id)["processingStatus"] == "CANCELLED"
    assert amazon.call("DELETE", path).error["code"] == "InvalidInput"
    assert "report_ends" not in kinds(amazon.advance("PT1H"))


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("fatal", "FATAL"), ("cancelled", "CANCELLED"), ("stuck", "IN_PROGRESS")],
)
def test_reports_may_end_otherwise(amazon, outcome, status):
    behave(amazon, report_outcome=outcome)
    amazon.paid_order()
    amazon.advance("PT10M")
    report_id = ordered(amazon, **DAY)
    amazon.advance("P1D")
    assert get_report(amazon, report_id)["processingStatus"] == status
