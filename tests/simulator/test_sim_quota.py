"""Token buckets on simulated time (sp-api.md 1.2, 6)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from simulator.quota import Limit, Quota

START = datetime(2026, 11, 23, tzinfo=UTC)
KEY = ("app", "seller", "searchOrders")
RATES = st.sampled_from([0.0056, 0.0083, 0.0167, 0.0222, 0.016, 0.5, 1.0, 2.0, 5.0])


def test_r41_twenty_searches_then_one_in_178_6_seconds(amazon):
    statuses = [amazon.search().status for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    amazon.advance("PT178.571428S")
    assert amazon.search().status == 429
    amazon.advance("PT0.000001S")
    assert [amazon.search().status for _ in range(2)] == [200, 429]


def test_the_words_and_headers_of_a_429(amazon):
    for _ in range(20):
        limited = amazon.search()
        assert limited.headers["x-amzn-ratelimit-limit"] == "0.0056"
    refused = amazon.search()
    assert refused.error["code"] == "QuotaExceeded"
    assert refused.error["message"] == "You exceeded your quota for the requested resource."
    assert "x-amzn-ratelimit-limit" not in refused.headers


def test_the_control_interface_tells_when_the_next_call_passes(amazon):
    for _ in range(20):
        amazon.search()
    [row] = [
        row
        for row in amazon.control("GET", "/quota")["quota"]
        if row["operation"] == "searchOrders"
    ]
    assert row["tokens"] == 0
    amazon.control("POST", "/clock/advance", {"to": row["next_token_at"]})
    assert amazon.search().status == 200


def test_a_limit_can_be_lifted_and_set(amazon):
    amazon.control("PATCH", "/quota", {"operation": "searchOrders", "lifted": True})
    assert {amazon.search().status for _ in range(30)} == {200}
    amazon.control("PATCH", "/quota", {"operation": "*", "lifted": False, "burst": 1})
    amazon.advance("P1D")
    assert [amazon.search().status for _ in range(2)] == [200, 429]


def test_a_refused_token_spends_nothing(amazon):
    amazon.call("GET", "/sellers/v1/account", token="Atza|wrong")
    rows = {row["operation"]: row for row in amazon.control("GET", "/quota")["quota"]}
    assert rows["getAccount"]["tokens"] == 15


@given(rate=RATES, burst=st.integers(1, 30), gaps=st.lists(st.integers(0, 400_000_000)))
def test_no_more_and_no_fewer_than_burst_and_rate(rate, burst, gaps):
    """Over any pattern: never more than burst + rate x time, and refused only when that is used."""
    quota, limit, now = Quota(), Limit(rate, burst), START
    passed: list[datetime] = []
    for gap in [0, *gaps]:
        now += timedelta(microseconds=gap)
        due = quota.next_token_at(KEY, limit, now)
        took, _ = quota.take(KEY, limit, now)
        assert took == (due == now)
        if took:
            passed.append(now)
    grains = round(rate * 10_000)
    for first in range(len(passed)):
        elapsed = (passed[-1] - passed[first]) // timedelta(microseconds=1)
        assert (len(passed) - first) * 10**10 <= burst * 10**10 + grains * elapsed


@given(rate=RATES, burst=st.integers(1, 30), wait=st.integers(0, 10**9))
def test_what_a_checkpoint_holds_is_exact(rate, burst, wait):
    quota, limit = Quota(), Limit(rate, burst)
    quota.take(KEY, limit, START)
    copy = Quota()
    copy.restore(quota.snapshot())
    later = START + timedelta(microseconds=wait)
    assert copy.tokens(KEY, limit, later) == quota.tokens(KEY, limit, later)
