"""R43: what Amazon sends is read strictly; one bad order stands apart and the others go on."""

from datetime import UTC, datetime

import msgspec
import pytest
from core_facts import ORDER, START, TEA
from core_payloads import Json, item, one, order, page, yen
from hypothesis import given
from hypothesis import strategies as st

from core.amazon.catalog import read_catalog_item, read_found
from core.amazon.feeds import (
    FeedDocument,
    read_created,
    read_document,
    read_feed,
    read_xml_report,
)
from core.amazon.listing_messages import read_listings_report
from core.amazon.listings import read_item, read_items, read_submission
from core.amazon.notice_messages import CancelMessage, cancel_content
from core.amazon.order_facts import read_one, read_order, read_page
from core.amazon.unreadable import mended
from core.domain.facts import OrderFact
from core.domain.labels import AmazonStatus, FulfilledBy, PaymentKind
from core.errors import SetAside


def read(payload: Json) -> OrderFact:
    return read_order(msgspec.json.encode(payload))


def test_an_order_is_read_whole() -> None:
    fact = read(
        order(
            "SHIPPED",
            packages=[
                {
                    "packageReferenceId": "1",
                    "carrier": "YAMATO",
                    "trackingNumber": "1234",
                    "shipTime": "2026-11-23T01:00:00Z",
                }
            ],
        )
    )
    assert (fact.order_id, fact.status, fact.total_yen) == (ORDER, AmazonStatus.SHIPPED, 3_440)
    assert fact.created_at == START
    assert [(each.sku, each.quantity, each.unit_price_yen) for each in fact.lines] == [
        (TEA, 1, 2_980)
    ]
    assert fact.packages[0].tracking == "1234"
    assert fact.packages[0].shipped_at == datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_fields_that_we_do_not_know_are_no_trouble() -> None:
    """Amazon adds fields all the time (sp-api.md 1.1)."""
    assert read(order(novelty={"deep": [1, 2]}, programs=["PRIME"])).order_id == ORDER


def test_r43_what_is_null_is_not_there() -> None:
    """Amazon leaves out what it does not tell; a null in its place must not hide the order."""
    nulls = dict.fromkeys(("packages", "payment", "proceeds", "buyer", "recipient"))
    line = item(cancellation=None, fulfillment={"shipping": {"shippingConstraints": None}})
    line["product"] = {**line["product"], "price": {"unitPrice": yen()}, "condition": None}  # type: ignore[dict-item]
    given = read({**order(), **nulls, "orderItems": [line]})
    assert (given.lines, given.packages) == (read(order()).lines, ())


def test_r27_amounts_that_are_not_there_are_unknown_not_nought() -> None:
    bare = item()
    bare["product"] = {"asin": "B0RK000001", "sellerSku": TEA}
    fact = read(order("PENDING", proceeds=None, orderItems=[bare]))
    assert fact.total_yen is None
    assert fact.lines[0].unit_price_yen is None


@pytest.mark.parametrize(
    ("amount", "yen_read"), [("3440", 3_440), ("3440.00", 3_440), (3440, 3_440), ("0", 0)]
)
def test_r27_amounts_are_whole_yen(amount: object, yen_read: int) -> None:
    assert read(order(proceeds={"grandTotal": yen(amount)})).total_yen == yen_read


BAD: dict[str, Json] = {
    "unknown status": order("TELEPORTED"),
    "no status": order(fulfillment=None),
    "status of another type": order(7),
    "unknown party": order(by="BOTH"),
    "no items": order(orderItems=[]),
    "items of another type": order(orderItems="none"),
    "negative quantity": order(orderItems=[item(quantity=-1)]),
    "huge quantity": order(orderItems=[item(quantity=10**40)]),
    "quantity as text": order(orderItems=[item(quantity="1")]),
    "a fraction of a piece": order(orderItems=[item(quantity=1.5)]),
    "negative amount": order(proceeds={"grandTotal": yen("-1")}),
    "huge amount": order(proceeds={"grandTotal": yen("9" * 30)}),
    "half a yen": order(proceeds={"grandTotal": yen("1.5")}),
    "dollars": order(proceeds={"grandTotal": yen("1", "USD")}),
    "no number": order(proceeds={"grandTotal": yen("NaN")}),
    "no time": order(lastUpdatedTime=""),
    "a time without a zone": order(lastUpdatedTime="2026-11-23T00:00:00"),
    "a time off the calendar": order(createdTime="0001-01-01T00:00:00+09:00"),
    "a time beyond it": order(lastUpdatedTime="9999-12-31T23:59:59-09:00"),
    "no order number": order(order_id=""),
    "an order number that is not shown": order(order_id="\u200b"),
    "order number of another type": order(order_id=250),
    "no SKU of a line": order(orderItems=[{"orderItemId": "1", "quantityOrdered": 1}]),
}


@pytest.mark.parametrize("payload", BAD.values(), ids=BAD.keys())
def test_r43_a_bad_order_is_set_aside_and_the_others_go_on(payload: Json) -> None:
    good = [order(order_id=f"250-0000009-000000{n}") for n in (1, 2)]
    read_back = read_page(page(good[0], payload, good[1]))
    assert [fact.order_id for fact in read_back.facts] == [each["orderId"] for each in good]
    assert len(read_back.set_aside) == 1
    with pytest.raises(SetAside):
        read_one(one(payload))


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, [[[]]]])
def test_r43_what_is_no_order_is_set_aside(junk: object) -> None:
    read_back = read_page(page(order(), junk))
    assert len(read_back.facts) == len(read_back.set_aside) == 1


def test_r43_the_reason_holds_nothing_of_what_was_sent() -> None:
    secret = "山田太郎 090-1234-5678"
    for payload in (
        order(orderItems=[item(quantity=secret)]),
        order(createdTime=secret),
        order(by=secret),
        order(proceeds={"grandTotal": yen(secret)}),
    ):
        with pytest.raises(SetAside) as caught:
            read(payload)
        assert "山田" not in str(caught.value)
        assert ORDER in str(caught.value)


BROKEN = [
    b"",
    b"null",
    b"[]",
    b"<html>503</html>",
    b"\xff\xfe\x00",
    b'{"orders": {}}',
    b'{"orders": [' + b"[" * 100_000,
    b'{"orders": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
    b'{"orders": [], "lastUpdatedBefore": "soon"}',
    b'{"orders": [], "lastUpdatedBefore": 7}',
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_r43_a_page_that_is_none_is_set_aside(body: bytes) -> None:
    with pytest.raises(SetAside):
        read_page(body)
    with pytest.raises(SetAside):
        read_one(body)


def test_r43_a_title_cut_in_the_middle_of_an_emoji_hides_nobody() -> None:
    good, cut = order(), order(order_id="250-0000009-0000001")
    cut["orderItems"] = [item(sku="CUT")]
    body = page(good, cut).replace(b'"CUT"', rb'"CUT \ud83d"')
    read_back = read_page(body)
    assert [fact.lines[0].sku for fact in read_back.facts] == [TEA, "CUT \ufffd"]


@given(text=st.text())
def test_r43_mending_leaves_whole_text_alone(text: str) -> None:
    for body in (msgspec.json.encode([text]), b'["' + text.encode("unicode_escape") + b'"]'):
        assert mended(body) == body


@given(junk=st.binary())
def test_r43_no_bytes_at_all_break_a_reader(junk: bytes) -> None:
    document = FeedDocument("1", "http://amazon.invalid/1")
    readers = (
        read_page,
        read_one,
        read_order,
        read_item,
        read_items,
        read_found,
        read_catalog_item,
        read_submission,
        lambda body: read_listings_report(body, document),
        read_feed,
        read_created,
        read_document,
        lambda body: read_xml_report(body, document),
        lambda body: read_xml_report(body, FeedDocument("1", "http://amazon.invalid/1", "GZIP")),
    )
    for reader in readers:
        try:
            reader(junk)
        except SetAside:
            continue


@given(
    fields=st.dictionaries(st.sampled_from(sorted(order())), st.none() | st.text() | st.floats())
)
def test_r43_no_wrong_field_breaks_the_reader(fields: dict[str, object]) -> None:
    try:
        read_page(page({**order(), **fields}))
    except SetAside as error:
        pytest.fail(f"the whole page: {error}")


def test_text_from_amazon_is_clean_before_it_is_a_fact() -> None:
    nasty = item(sku="SKU\x1b[31m")
    nasty["product"]["title"] = "抹茶\u202e\n100g"  # type: ignore[index]
    fact = read(order(orderItems=[nasty]))
    assert (fact.lines[0].sku, fact.lines[0].title) == ("SKU[31m", "抹茶 100g")


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ({"payment": {"paymentExecutions": [{"paymentMethod": "CashOnDelivery"}]}}, "COD"),
        ({"payment": {"paymentExecutions": [{"paymentMethod": "CreditCard"}]}}, "AMAZON"),
        (
            {
                "orderItems": [
                    item(
                        fulfillment={
                            "shipping": {"shippingConstraints": {"cashOnDelivery": "MANDATORY"}}
                        }
                    )
                ]
            },
            "COD",
        ),
        ({}, None),
    ],
)
def test_r26_two_kinds_of_payment(rest: Json, kind: str | None) -> None:
    expected = PaymentKind[kind] if kind else None
    assert read({**order("UNSHIPPED"), **rest}).payment_kind is expected


def test_r29_r30_who_asked_and_who_cancelled() -> None:
    asked = item(cancellation={"cancellationRequest": {"requester": "BUYER", "cancelReason": "no"}})
    done = item(cancellation={"cancellationExecution": {"cancelledBy": "AMAZON"}})
    assert read(order(orderItems=[asked])).cancel_asked == "no"
    assert read(order("CANCELLED", orderItems=[done])).cancelled_by == "AMAZON"
    assert read(order()).cancel_asked is None


def test_r25_who_fulfils() -> None:
    assert read(order(by="AMAZON")).fulfilled_by is FulfilledBy.AMAZON


def test_r37_a_cancel_feed_names_every_item_and_the_reason() -> None:
    content = cancel_content(
        "SELLER<&>", [CancelMessage(7, ORDER, ("11", "22"), "NoInventory")]
    ).decode()
    for part in (
        "<MerchantIdentifier>SELLER&lt;&amp;&gt;</MerchantIdentifier>",
        "<MessageID>7</MessageID>",
        f"<AmazonOrderID>{ORDER}</AmazonOrderID><StatusCode>Failure</StatusCode>",
        "<AmazonOrderItemCode>11</AmazonOrderItemCode><CancelReason>NoInventory</CancelReason>",
        "<AmazonOrderItemCode>22</AmazonOrderItemCode>",
    ):
        assert part in content


REPORT = """<AmazonEnvelope><Message><ProcessingReport><StatusCode>Complete</StatusCode>
<Result><MessageID>2</MessageID><ResultCode>Error</ResultCode>
<ResultMessageCode>18004</ResultMessageCode><ResultDescription>too late</ResultDescription></Result>
<Result><MessageID>3</MessageID><ResultCode>Warning</ResultCode></Result>
</ProcessingReport></Message></AmazonEnvelope>"""


def test_r37_only_errors_in_a_processing_report_are_refusals() -> None:
    document = FeedDocument("1", "http://amazon.invalid/1")
    lines = read_xml_report(REPORT.encode(), document)
    assert [(each.message_id, each.error) for each in lines] == [(2, "18004 too late")]


def test_r37_a_report_that_blows_up_is_set_aside() -> None:
    """Entities that multiply, and a zip that does, are refused before they are unfolded."""
    import zlib

    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        b"<AmazonEnvelope>&b;</AmazonEnvelope>"
    )
    with pytest.raises(SetAside):
        read_xml_report(bomb, FeedDocument("1", "http://amazon.invalid/1"))
    packer = zlib.compressobj(wbits=31)
    zipped = packer.compress(bytes(30_000_000)) + packer.flush()
    with pytest.raises(SetAside):
        read_xml_report(zipped, FeedDocument("1", "http://amazon.invalid/1", "GZIP"))
