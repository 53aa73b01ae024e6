"""What holds for any pattern of calls: quotas are exact, walks miss and repeat nothing."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from sim_client import Amazon

from simulator.quota import Limit, Quota

START = datetime(2026, 11, 23, tzinfo=UTC)
KEY = ("app", "seller", "operation")
LIMITS = [(0.0056, 20), (0.0083, 15), (0.0167, 20), (0.5, 30), (2, 10), (5, 5), (0.016, 15)]
gaps = st.lists(
    st.one_of(
        st.just(0), st.integers(0, 2_000_000), st.integers(0, 400_000_000), st.integers(0, 10**10)
    ),
    max_size=120,
)


@given(st.sampled_from(LIMITS), gaps)
@settings(max_examples=300, deadline=None)
def test_r41_a_bucket_lets_pass_exactly_what_it_should(limit, pauses_us):
    """Held against a bucket in fractions, which neither rounds nor forgets."""
    rate, burst = Fraction(str(limit[0])), limit[1]
    quota, now, tokens = Quota(), START, Fraction(burst)
    passed: list[Fraction] = []
    elapsed = Fraction(0)
    for pause_us in pauses_us:
        now += timedelta(microseconds=pause_us)
        elapsed += Fraction(pause_us, 10**6)
        tokens = min(Fraction(burst), tokens + rate * Fraction(pause_us, 10**6))
        due = tokens >= 1
        assert quota.take(KEY, Limit(*limit), now)[0] == due
        if due:
            tokens -= 1
            passed.append(elapsed)
    for (first, begin), (last, end) in combinations(enumerate(passed), 2):
        assert last - first + 1 <= burst + rate * (end - begin)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=40))
@settings(max_examples=15, deadline=None)
def test_r41_the_front_door_keeps_the_same_count(pauses_s):
    """getAccount: 0.016 a second, 15 saved up."""
    amazon, tokens = Amazon(), Fraction(15)
    access_token = amazon.access_token()
    for pause_s in pauses_s:
        amazon.control("POST", "/clock/advance", {"by": f"PT{pause_s}S"})
        tokens = min(Fraction(15), tokens + Fraction("0.016") * pause_s)
        answer = amazon.call("GET", "/sellers/v1/account", token=access_token)
        if answer.status == 403:
            return
        assert answer.status == (200 if tokens >= 1 else 429)
        tokens -= tokens >= 1


actions = st.lists(st.sampled_from(["place", "pay", "cancel", "ship", "wait", "page"]), max_size=25)


@given(st.integers(1, 12), st.integers(1, 4), actions, st.sampled_from(["created", "lastUpdated"]))
@settings(max_examples=40, deadline=None)
def test_a_walk_finds_each_order_exactly_once_whatever_happens_meanwhile(
    count, page_size, happenings, family
):
    amazon = Amazon()
    amazon.control("PATCH", "/quota", {"operation": "searchOrders", "lifted": True})
    orders = [_place(amazon) for _ in range(count)]
    amazon.advance("PT5M")
    since = {f"{family}After": "2026-11-01T00:00:00Z", "lastUpdatedAfter": None}
    since = since if family == "created" else {}
    wanted = _page(amazon, 100, **since)[0]
    found, token = _page(amazon, page_size, **since)
    for happening in happenings:
        if happening == "page" and token:
            more, token = _page(amazon, page_size, paginationToken=token, **since)
            found += more
        _happen(amazon, happening, orders)
    while token:
        more, token = _page(amazon, page_size, paginationToken=token, **since)
        found += more
    assert found == wanted
    assert sorted(wanted) == sorted(orders[:count])


def _page(amazon, size, **query) -> tuple[list[str], str | None]:
    query = {"lastUpdatedAfter": "2026-11-01T00:00:00Z", "maxResultsPerPage": size} | query
    query = {name: value for name, value in query.items() if value is not None}
    answer = amazon.call("GET", "/orders/2026-01-01/orders", query=query)
    assert answer.status == 200, answer.body
    told = answer.json()
    ids = [order["orderId"] for order in told["orders"]]
    return ids, told.get("pagination", {}).get("nextToken")


def _place(amazon) -> str:
    wish = {"payment": "CONVENIENCE_STORE", "pay_after": None, "oversell": True}
    return amazon.order("NOTE-A5-3", **wish)["order_id"]


def _happen(amazon, happening: str, orders: list[str]) -> None:
    """Something happens to the order that was least recently changed, if it may."""
    match happening:
        case "place":
            orders.append(_place(amazon))
        case "wait":
            amazon.advance("PT3M")
        case "pay" | "cancel" | "ship":
            body = {
                "pay": None,
                "cancel": {"by": "AMAZON"},
                "ship": {"carrier": "YAMATO", "tracking": "1"},
            }
            order_id = orders[len(orders) // 2]
            amazon.try_control("POST", f"/orders/{order_id}/{happening}", body[happening])
