"""R37, R38: cancels go by feed; whatever becomes of it, stock is returned once or not at all."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from core_double import changed, lost, refusal, says
from core_facts import ORDER, START
from core_payloads import order
from core_shop import CLIENT_SECRET, REFRESH_TOKEN, Shop, with_order

from core.domain.labels import CancelReason, PushState

Fault = Callable[[], httpx.Response | httpx.RequestError]


def cancelled_by_us(shop: Shop) -> None:
    shop.amazon.show(changed(shop.amazon.orders[ORDER], "CANCELLED", shop.now))


def to_cancel(shop: Shop) -> None:
    with_order(shop)
    shop.until(5)
    shop.desk.cancel(ORDER, CancelReason.NO_INVENTORY)


def test_r37_a_cancel_goes_by_feed_and_returns_the_stock_once(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    shop.until(21)
    cancelled_by_us(shop)
    shop.until(60)
    assert len(shop.amazon.asked("createFeed")) == 1
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
    assert shop.stock == 10
    assert shop.findings(ORDER) == set()


def test_r37_in_queue_for_hours_is_reported_and_still_awaited(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    waits = {"feedId": "feed-1", "processingStatus": "IN_QUEUE"}
    shop.amazon.then("getFeed", *(says(200, waits) for _ in range(45)))
    shop.until(79)
    assert shop.findings(ORDER) == set()
    shop.until(90)
    assert shop.findings(ORDER) == {"UNCONFIRMED"}
    assert shop.axes(ORDER) == ("注文完了", "キャンセル")
    shop.amazon.script.clear()
    cancelled_by_us(shop)
    shop.until(180)
    assert len(shop.amazon.asked("createFeed")) == 1
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.findings(ORDER) == set()
    assert shop.stock == 10


@pytest.mark.parametrize("status", ["FATAL", "CANCELLED"])
def test_r37_a_feed_that_comes_to_nothing_is_read_back_and_sent_again(
    either_shop: Shop, status: str
) -> None:
    shop = either_shop
    to_cancel(shop)
    shop.amazon.then("getFeed", says(200, {"feedId": "feed-1", "processingStatus": status}))
    shop.until(60)
    assert len(shop.amazon.asked("createFeed")) == 2
    cancelled_by_us(shop)
    shop.until(100)
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.stock == 10


REPORTS = {
    "half a report": lambda: says(200, b"<AmazonEnvelope><Message>"),
    "no report any more": lambda: refusal(404, "NotFound"),
}


@pytest.mark.parametrize("answer", REPORTS.values(), ids=REPORTS.keys())
def test_r38_a_report_that_never_comes_is_done_without(either_shop: Shop, answer: Fault) -> None:
    """After an hour the orders are read one by one, and what shows no effect goes again."""
    shop = either_shop
    to_cancel(shop)
    shop.amazon.then("downloadFeedReport", *[answer()] * 100)
    shop.until(110)
    shop.amazon.script.clear()
    shop.until(120)
    assert len(shop.amazon.asked("createFeed")) == 2
    cancelled_by_us(shop)
    shop.until(200)
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.stock == 10


def test_r38_feeds_that_always_come_to_nothing_are_reported(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    fatal = {"feedId": "feed", "processingStatus": "FATAL"}
    shop.amazon.then("getFeed", *(says(200, fatal) for _ in range(100)))
    shop.until(240)
    assert "UNCONFIRMED" in shop.findings(ORDER)
    assert shop.stock == 9


def test_r37_a_fatal_feed_that_cancelled_all_the_same_is_noticed(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    shop.amazon.then("getFeed", says(200, {"feedId": "feed-1", "processingStatus": "FATAL"}))
    shop.until(21)
    cancelled_by_us(shop)
    shop.until(60)
    assert len(shop.amazon.asked("createFeed")) == 1
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.stock == 10


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        ("createFeedDocument", lambda: refusal(400)),
        ("createFeedDocument", lambda: refusal(500)),
        ("createFeedDocument", lambda: refusal(429)),
        ("createFeedDocument", lambda: says(200, b"{")),
        ("createFeedDocument", lambda: says(200, {"feedDocumentId": "1", "url": "http://["})),
        ("createFeedDocument", lambda: says(200, {"feedDocumentId": "1", "url": "x"})),
        ("createFeedDocument", lambda: says(200, {"feedDocumentId": "1", "url": "http://\0"})),
        ("uploadFeed", lambda: says(403)),
        ("uploadFeed", lambda: refusal(429)),
        ("uploadFeed", lost),
        ("createFeed", lambda: refusal(400)),
        ("createFeed", lambda: refusal(429)),
    ],
)
def test_r42_a_feed_that_cannot_be_submitted_is_submitted_later(
    shop: Shop, operation: str, answer: Fault
) -> None:
    to_cancel(shop)
    shop.amazon.then(operation, answer())
    shop.until(100)
    cancelled_by_us(shop)
    shop.until(140)
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.stock == 10


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        ("getFeed", lambda: refusal(500)),
        ("getFeed", lambda: says(200, b"{")),
        ("getFeedDocument", lambda: refusal(500)),
        ("getFeedDocument", lambda: says(200, {"feedDocumentId": "1", "url": "http://["})),
        ("getFeedDocument", lambda: says(200, b"")),
        ("downloadFeedReport", lambda: says(403)),
        ("downloadFeedReport", lambda: says(429)),
        ("downloadFeedReport", lambda: says(200, b"<Amazon")),
        ("downloadFeedReport", lost),
    ],
)
def test_r42_a_report_that_cannot_be_read_is_read_later(
    shop: Shop, operation: str, answer: Fault
) -> None:
    to_cancel(shop)
    shop.amazon.then(operation, answer())
    shop.until(60)
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
    assert shop.stock == 10


def test_r38_a_report_that_can_never_be_read_is_reported(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    shop.amazon.then("downloadFeedReport", *(says(200, b"<Amazon") for _ in range(200)))
    shop.until(120)
    assert "UNCONFIRMED" in shop.findings(ORDER)
    cancelled_by_us(shop)
    shop.until(140)
    assert shop.findings(ORDER) == set()
    assert shop.stock == 10


def test_r37_a_refused_cancel_is_link_failed_and_returns_nothing(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    shop.amazon.report = (
        b"<AmazonEnvelope><Message><ProcessingReport><Result><MessageID>1</MessageID>"
        b"<ResultCode>Error</ResultCode><ResultMessageCode>18004</ResultMessageCode>"
        b"<ResultDescription>too late</ResultDescription></Result></ProcessingReport></Message>"
        b"</AmazonEnvelope>"
    )
    shop.until(60)
    assert shop.axes(ORDER)[0] == "連携失敗"
    assert shop.push(ORDER).error == "18004 too late"
    assert shop.stock == 9
    assert shop.findings(ORDER) == {"LINK_FAILED_NOT_SHIPPED"}


def test_r38_a_lost_answer_of_create_feed_is_read_back(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)

    def takes_it_and_falls_silent(request: httpx.Request) -> httpx.Response:
        cancelled_by_us(shop)
        raise lost()

    shop.amazon.then("createFeed", takes_it_and_falls_silent)
    shop.until(120)
    assert len(shop.amazon.asked("createFeed")) == 1
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.stock == 10


def test_no_secret_and_no_address_of_the_moment_enters_the_books(shop: Shop) -> None:
    to_cancel(shop)
    shop.amazon.then("lwaToken", says(400, {"error": "invalid_grant", "error_description": "x"}))
    shop.until(120)
    dump = "\n".join(shop.books.connection.iterdump())
    for secret in (CLIENT_SECRET, REFRESH_TOKEN, "Atza|", "/store/"):
        assert secret not in dump


def test_r37_a_pull_that_does_not_show_the_cancel_yet_does_not_undo_it(either_shop: Shop) -> None:
    shop = either_shop
    to_cancel(shop)
    shop.until(23)
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
    shop.amazon.show(changed(order(), "UNSHIPPED", START + timedelta(minutes=21)))
    shop.until(26)
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
    assert shop.stock == 10
