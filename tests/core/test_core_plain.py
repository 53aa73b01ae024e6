"""Plain decisions: quotas, grids, back-off, instants, carriers, parcels, offers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from core_facts import START
from hypothesis import given
from hypothesis import strategies as st

from core.books.books import Books
from core.domain.backoff import backoff
from core.domain.carriers import CARRIERS, OTHER, Carrier, carrier_for
from core.domain.instants import (
    amazon_stamp,
    day_start_jst,
    instant,
    jst,
    next_on_grid,
    stamp,
)
from core.domain.labels import CancelReason, Policy
from core.domain.listings import Offer, changed_parts, check_asin, wanted_offer
from core.domain.outbox import check_parcel
from core.domain.quotas import RATES, Bucket, full_bucket
from core.domain.refusals import Refusal

_Y2K = datetime(2000, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=36_525)).map(lambda after: _Y2K + after)
WAITS_MS = st.lists(st.integers(0, 400_000), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def books() -> Iterator[Books]:
    with Books.open(None) as opened:
        yield opened


@given(operation=st.sampled_from(sorted(RATES)), waits_ms=WAITS_MS)
def test_r41_never_more_calls_than_burst_and_rate_allow(
    operation: str, waits_ms: list[int]
) -> None:
    rate_per_s, burst = RATES[operation]
    now, bucket, calls = START, full_bucket(operation, START), list[datetime]()
    for wait_ms in waits_ms:
        now += timedelta(milliseconds=wait_ms)
        while bucket.ready_at(now) <= now:
            bucket = bucket.spend(now)
            calls.append(now)
    for first, begun in enumerate(calls):
        for last in range(first, len(calls)):
            elapsed_s = (calls[last] - begun).total_seconds()
            assert last - first + 1 <= burst + rate_per_s * elapsed_s + 1e-6


@given(operation=st.sampled_from(sorted(RATES)), wait_ms=st.integers(0, 10_000_000))
def test_r41_a_promised_token_is_there_when_promised(operation: str, wait_ms: int) -> None:
    empty = full_bucket(operation, START).emptied(START)
    now = START + timedelta(milliseconds=wait_ms)
    ready_at = empty.ready_at(now)
    assert ready_at >= now
    assert empty.ready_at(ready_at) == ready_at


@given(
    rate_per_s=st.floats(0.0001, 100),
    burst=st.integers(1, 100),
    spent=st.integers(0, 100),
    at=INSTANTS,
)
def test_r41_a_bucket_comes_back_from_the_books_as_it_was(
    books: Books, rate_per_s: float, burst: int, spent: int, at: datetime
) -> None:
    bucket = Bucket(rate_per_s, burst, float(burst), at)
    for _call in range(min(spent, burst)):
        bucket = bucket.spend(at + timedelta(milliseconds=1))
    with books.atomic(at):
        books.connection.execute("DELETE FROM quotas")
        books.jobs.put_bucket("searchOrders", bucket)
    assert books.jobs.bucket("searchOrders", at) == bucket


def test_r41_a_clock_that_goes_back_gives_no_tokens() -> None:
    empty = full_bucket("getOrder", START).emptied(START)
    assert empty.filled(START - timedelta(hours=1)) == 0.0


@given(
    origin=INSTANTS, away_s=st.integers(-10_000, 10_000_000), period_s=st.sampled_from([300, 3600])
)
def test_a_job_comes_again_on_its_grid(origin: datetime, away_s: int, period_s: int) -> None:
    """R18, R32, R12: 5, 20 and 60 minutes, counted from the start of the link."""
    period, after = timedelta(seconds=period_s), origin + timedelta(seconds=away_s)
    due = next_on_grid(after, origin, period)
    assert due > after
    assert (due - origin) % period == timedelta()
    assert due - max(after, origin - period) <= period


@given(tries=st.integers(0, 10_000), seed=st.integers())
def test_r41_a_wait_is_between_a_quarter_minute_and_a_quarter_hour(tries: int, seed: int) -> None:
    wait = backoff(tries, Random(seed))
    assert timedelta(seconds=15) <= wait <= timedelta(minutes=15)
    full_s = min(900.0, 30.0 * 2 ** min(tries, 10))
    assert full_s / 2 <= wait.total_seconds() <= full_s


@given(at=INSTANTS, other=INSTANTS)
def test_an_instant_survives_being_written_and_text_order_is_time_order(
    at: datetime, other: datetime
) -> None:
    assert instant(stamp(at)) == at
    assert (stamp(at) < stamp(other)) == (at < other)
    assert instant(amazon_stamp(at)) == at.replace(microsecond=0)


@given(at=INSTANTS)
def test_r19_a_day_begins_at_midnight_in_japan(at: datetime) -> None:
    begun = day_start_jst(at)
    assert (jst(begun).hour, jst(begun).minute, jst(begun).second) == (0, 0, 0)
    assert timedelta() <= at - begun < timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T00:00:00",
        "gestern",
        "",
        "0001-01-01T00:00:00+09:00",
        "9999-12-31T23:59:59-09:00",
        "0099-01-01T00:00:00Z",
    ],
)
def test_r43_what_is_no_instant_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        instant(text)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_r31_a_carrier_is_known_by_its_label(carrier: Carrier) -> None:
    assert carrier_for(f" {carrier.label} ") == carrier


@pytest.mark.parametrize("carrier", [each for each in CARRIERS if each.code != OTHER])
def test_r31_a_carrier_is_known_by_its_code(carrier: Carrier) -> None:
    assert carrier_for(carrier.code) == carrier


@pytest.mark.parametrize("name", ["西濃運輸", "福山通運", "Other"])
def test_r31_an_unknown_carrier_goes_as_other_with_its_name(name: str) -> None:
    assert carrier_for(name) == Carrier(name, OTHER)


@pytest.mark.parametrize(
    ("carrier", "tracking", "refusal"),
    [
        ("ヤマト運輸", "1234-5678-9012", None),
        ("ヤマト運輸", "  1234  ", None),
        ("", "1234", Refusal.NO_CARRIER),
        ("\u3000", "1234", Refusal.NO_CARRIER),
        ("\x1b\u200b", "1234", Refusal.NO_CARRIER),
        ("ヤマト運輸", "", Refusal.NO_TRACKING),
        ("ヤマト運輸", "１２３４", Refusal.BAD_TRACKING),
        ("ヤマト運輸", "12 34", Refusal.BAD_TRACKING),
        ("ヤマト運輸", "=cmd()", Refusal.BAD_TRACKING),
        ("ヤマト運輸", "1" * 41, Refusal.BAD_TRACKING),
        ("ヤマト運輸", "1234\n5678", Refusal.BAD_TRACKING),
    ],
)
def test_r31_carrier_and_tracking_number_are_both_required(
    carrier: str, tracking: str, refusal: Refusal | None
) -> None:
    assert check_parcel(carrier, tracking) is refusal


def test_r37_the_reasons_are_amazons() -> None:
    assert {reason.value: reason.code for reason in CancelReason} == {
        "在庫切れ": "NoInventory",
        "購入者都合": "BuyerCanceled",
        "配送先不備": "ShippingAddressUndeliverable",
        "価格誤り": "GeneralAdjustment",
    }


@given(stock=st.integers(-100, 100), reserve=st.integers(0, 50))
def test_r15_r17_what_is_sent_is_never_negative(stock: int, reserve: int) -> None:
    documented = wanted_offer(stock, 980, reserve, Policy.DOCUMENTED)
    safe = wanted_offer(stock, 980, reserve, Policy.SAFE)
    assert documented == Offer(max(0, stock), 980)
    assert safe == Offer(max(0, stock - reserve), 980)


def test_r13_only_a_change_of_the_shops_own_figures_is_sent() -> None:
    sent = Offer(5, 980)
    assert changed_parts(Offer(5, 980), sent) is None
    assert changed_parts(Offer(4, 980), sent) == Offer(4, 980)
    assert changed_parts(Offer(5, 990), sent) == Offer(5, 990)
    assert changed_parts(Offer(0, 980), None) == Offer(0, 980)


@pytest.mark.parametrize("asin", ["", "B0RK00000", "B0RK0000011", "b0rk000001", "B0RK00000１"])
def test_r09_an_asin_has_ten_characters(asin: str) -> None:
    assert check_asin(asin) is Refusal.BAD_ASIN
    assert check_asin("B0RK000001") is None
