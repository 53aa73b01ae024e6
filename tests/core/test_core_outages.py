"""R41 to R43: outages and nonsense; no order is lost, and no storm breaks out."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest
from core_double import changed, lost, refusal, says, shipped
from core_facts import ORDER, START
from core_payloads import order, page
from core_shop import Shop, with_order

Fault = Callable[[], httpx.Response | httpx.RequestError]
MINUTE = timedelta(minutes=1)
OTHER = "250-0000002-0000002"


OUTAGES = {
    "429": lambda: refusal(429, "QuotaExceeded"),
    "500": lambda: refusal(500, "InternalFailure"),
    "503 without words": lambda: says(503, b"<html>"),
    "no route": lambda: httpx.ConnectError(""),
    "no answer": lost,
    "cut off": lambda: httpx.RemoteProtocolError(""),
    "broken zip": lambda: httpx.Response(
        200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"junk")
    ),
    "403": lambda: refusal(403, "Unauthorized"),
    "302": lambda: says(302),
    "nonsense": lambda: says(200, b"[[["),
}
EVERY_OUTAGE = pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES.keys())


@EVERY_OUTAGE
@pytest.mark.parametrize("times", [1, 5])
def test_r42_an_outage_of_the_search_loses_no_order(shop: Shop, outage: Fault, times: int) -> None:
    with_order(shop)
    shop.amazon.then("searchOrders", *(outage() for _ in range(times)))
    shop.until(120)
    assert shop.axes(ORDER) == ("注文完了", "未処理")
    assert shop.stock == 9


@EVERY_OUTAGE
@pytest.mark.parametrize("times", [1, 5])
def test_r42_an_outage_of_lwa_loses_no_order(shop: Shop, outage: Fault, times: int) -> None:
    with_order(shop)
    shop.amazon.then("lwaToken", *(outage() for _ in range(times)))
    shop.until(120)
    assert shop.axes(ORDER) == ("注文完了", "未処理")


@EVERY_OUTAGE
def test_r41_an_outage_for_hours_makes_no_storm(shop: Shop, outage: Fault) -> None:
    shop.amazon.then("searchOrders", *(outage() for _ in range(500)))
    shop.until(180)
    assert len(shop.amazon.asked("searchOrders")) <= 20 + 0.0056 * 180 * 60 + 1
    shop.amazon.script.clear()
    with_order(shop)
    shop.until(240)
    assert shop.axes(ORDER) == ("注文完了", "未処理")


@EVERY_OUTAGE
def test_r41_an_outage_of_lwa_for_hours_makes_no_storm(shop: Shop, outage: Fault) -> None:
    shop.amazon.then("lwaToken", *(outage() for _ in range(5_000)))
    shop.until(180)
    assert len(shop.amazon.asked("lwaToken")) <= 180


def test_r41_a_429_waits_for_the_next_token(shop: Shop) -> None:
    shop.amazon.then("searchOrders", refusal(429, "QuotaExceeded"))
    shop.until(4)
    first, second = shop.amazon.asked("searchOrders")
    assert second - first == pytest.approx(timedelta(seconds=178.6), abs=timedelta(seconds=1))
    (job,) = [job for job in shop.views.jobs() if job.name == "pull_orders"]
    assert job.waits_for == ""


def test_r41_while_a_job_waits_it_says_for_what_and_until_when(shop: Shop) -> None:
    shop.amazon.then("searchOrders", refusal(429, "QuotaExceeded"))
    shop.until(1)
    (job,) = [job for job in shop.views.jobs() if job.name == "pull_orders"]
    assert "searchOrders" in job.waits_for
    assert START + 2 * MINUTE < job.due_at < START + 4 * MINUTE


@pytest.mark.parametrize("advertised", ["1e-300", "nan", "inf", "-1", "0", "x", "", "1" * 400])
def test_r41_a_nonsensical_rate_is_not_believed(shop: Shop, advertised: str) -> None:
    healthy = shop.amazon.healthy
    rate = {"x-amzn-RateLimit-Limit": advertised}

    def answer(request: httpx.Request) -> httpx.Response:
        answered = healthy(request)
        return says(answered.status_code, answered.content, **rate)

    shop.amazon.then("searchOrders", *[answer] * 50)
    shop.until(200)
    assert len(shop.amazon.asked("searchOrders")) >= 40


@pytest.mark.parametrize(
    "token",
    [
        {},
        {"access_token": 7},
        {"access_token": ""},
        {"access_token": "日本"},
        {"access_token": "a\r\nx: y"},
        {"access_token": "a", "expires_in": 10**30},
        {"access_token": "a", "expires_in": -1},
    ],
)
def test_r43_a_token_that_is_none_is_asked_for_again(shop: Shop, token: dict[str, object]) -> None:
    with_order(shop)
    shop.amazon.then("lwaToken", says(200, token), says(200, token))
    shop.until(60)
    assert shop.axes(ORDER) == ("注文完了", "未処理")


def test_r05_an_expired_token_is_renewed_once_and_the_call_repeated(shop: Shop) -> None:
    shop.amazon.then("searchOrders", refusal(403, "Unauthorized", "expired"))
    shop.until(0)
    assert len(shop.amazon.asked("searchOrders")) == 2
    assert len(shop.amazon.asked("lwaToken")) == 2
    assert shop.findings("pull_orders") == set()


def test_r05_a_refused_authorisation_is_reported_and_clears_when_it_ends(shop: Shop) -> None:
    shop.amazon.then("searchOrders", *(refusal(403, "Unauthorized") for _ in range(4)))
    shop.until(6)
    assert shop.findings("pull_orders") == {"NOT_AUTHORISED"}
    shop.until(15)
    assert shop.findings("pull_orders") == set()


def test_r43_an_unreadable_order_does_not_stop_the_others(shop: Shop) -> None:
    shop.amazon.show(order("TELEPORTED", updated=START + MINUTE))
    with_order(shop, order_id=OTHER)
    shop.until(5)
    assert shop.axes(OTHER) == ("注文完了", "未処理")
    (apart,) = shop.views.set_aside()
    assert apart.order_id == ORDER
    assert "TELEPORTED" in apart.reason
    assert shop.findings(ORDER) == {"SET_ASIDE"}
    assert shop.views.counts().set_aside == 1


def test_r43_an_order_that_becomes_readable_is_taken_up(shop: Shop) -> None:
    shop.amazon.show(order("TELEPORTED", updated=START + MINUTE))
    shop.until(5)
    shop.amazon.show(order(updated=START + 6 * MINUTE))
    shop.until(10)
    assert shop.axes(ORDER) == ("注文完了", "未処理")
    assert shop.views.set_aside() == ()
    assert shop.findings(ORDER) == set()


def test_r43_a_status_that_cannot_follow_is_set_aside_and_changes_nothing(shop: Shop) -> None:
    with_order(shop, "SHIPPED")
    shop.until(5)
    shop.amazon.show(changed(order(), "PENDING", START + 6 * MINUTE))
    shop.until(10)
    assert shop.axes(ORDER) == ("注文完了", "配送完了")
    assert [each.reason for each in shop.views.set_aside()] == ["SHIPPED → PENDING"]
    assert shop.stock == 9


def test_r42_a_stale_answer_of_the_same_second_is_dropped(shop: Shop) -> None:
    """Amazon's index may show an older state for a while; that is no nonsense."""
    at = START + MINUTE
    old, new = order(updated=at), shipped(order(), at, "1234")
    shop.amazon.then("searchOrders", says(200, page(old, new, old, before=START)))
    shop.until(5)
    assert shop.axes(ORDER) == ("注文完了", "配送完了")
    assert shop.views.set_aside() == ()


def test_r42_where_amazon_does_not_say_how_far_it_told_its_clock_does(shop: Shop) -> None:
    """The shop's clock is an hour ahead; what changes in that hour must not be passed over."""
    ahead = 60 * MINUTE
    behind = format_datetime(START - ahead, usegmt=True)
    shop.amazon.then("searchOrders", says(200, b'{"orders": []}', date=behind))
    shop.until(1)
    cursor = shop.books.jobs.cursor("pull_orders")
    assert cursor is not None
    assert cursor.watermark <= START - ahead


def test_r18_a_refused_page_token_starts_the_window_again(shop: Shop) -> None:
    first = page(order(order_id=OTHER, updated=START + MINUTE), token="NEXT", before=START)
    shop.until(4)
    with_order(shop)
    shop.amazon.then("searchOrders", says(200, first), refusal(400))
    shop.until(15)
    assert shop.axes(ORDER) == shop.axes(OTHER) == ("注文完了", "未処理")
    assert shop.stock == 8


def test_r18_a_page_token_is_resumed_by_the_next_engine(shop: Shop) -> None:
    shop.until(4)
    first = page(order(order_id=OTHER, updated=START + MINUTE), token="NEXT", before=START)
    last = page(order(updated=START + MINUTE), before=START)
    shop.amazon.then("searchOrders", says(200, first), httpx.ConnectError(""))
    shop.until(5)
    shop.restart()
    shop.amazon.then("searchOrders", says(200, last))
    shop.until(8)
    assert shop.axes(ORDER) == shop.axes(OTHER) == ("注文完了", "未処理")
    tokens = [
        request.url.params.get("paginationToken")
        for name, request, _ in shop.amazon.calls
        if name == "searchOrders"
    ]
    assert tokens[-1] == "NEXT"


def test_r18_the_watermark_never_passes_what_a_page_has_not_shown(shop: Shop) -> None:
    """An order that changes while pages are read is read again, whatever the last page claims."""
    shop.until(4)
    change = START + 6 * MINUTE
    first = page(order(order_id=OTHER, updated=START + MINUTE), token="NEXT", before=START)
    last = page(before=START + 60 * MINUTE)
    shop.amazon.then("searchOrders", says(200, first), refusal(429), says(200, last))
    shop.until(9)
    shop.amazon.show(order(updated=change))
    shop.until(20)
    assert shop.axes(ORDER) == ("注文完了", "未処理")


@pytest.mark.parametrize("before", [START + timedelta(days=3_650), START - timedelta(days=9_000)])
def test_r18_a_nonsensical_window_loses_no_order(shop: Shop, before: object) -> None:
    shop.amazon.then("searchOrders", says(200, page(before=before)))  # type: ignore[arg-type]
    shop.until(1)
    shop.amazon.show(order(updated=START + 3 * MINUTE))
    shop.until(15)
    assert shop.axes(ORDER) == ("注文完了", "未処理")


def test_r43_an_order_set_aside_is_asked_for_again_and_taken_up_when_it_can_be_read(
    shop: Shop,
) -> None:
    """Amazon shows it once only: without a second look it would be lost though it reads well."""
    shop.amazon.orders[ORDER] = order(status="TELEPORTED")
    shop.until(10)
    assert [row.order_id for row in shop.views.set_aside()] == [ORDER]
    shop.until(20)
    assert shop.views.set_aside()[0].tries > 1
    shop.amazon.orders[ORDER] = order()
    shop.until(60)
    assert not shop.views.set_aside()
    assert not shop.views.findings(ORDER)
    assert shop.axes(ORDER) == ("注文完了", "未処理")
    assert shop.stock == 9
