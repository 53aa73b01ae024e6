"""The order index: what it forgets, no walk can see."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sim_client import Amazon

from simulator.world.order_index import OrderIndex

START = datetime(2026, 11, 23, tzinfo=UTC)
CHANGES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=60)


def grown(changes) -> OrderIndex:
    """An index after orders were added and changed, each some minutes after the one before."""
    index, now, known = OrderIndex(), START, set()
    for number, minutes in changes:
        now += timedelta(minutes=minutes)
        order_id = f"250-0000000-{number:07d}"
        if order_id in known:
            index.changed(order_id, now)
        else:
            index.add(order_id, now, now)
            known.add(order_id)
    return index


def walk(index: OrderIndex, as_of: int) -> list:
    start = (START - timedelta(days=1), 0)
    return list(index.by_update(start, START + timedelta(days=1), as_of))


@given(changes=CHANGES, data=st.data())
def test_walks_from_the_horizon_on_see_what_they_saw(changes, data):
    index = grown(changes)
    horizon = data.draw(st.integers(0, index.position))
    before = {as_of: walk(index, as_of) for as_of in range(horizon, index.position + 1)}
    index.forget(horizon)
    assert {as_of: walk(index, as_of) for as_of in before} == before


def test_paging_goes_on_over_a_worn_index(monkeypatch):
    """Each order exactly once, while every order changes twice between two pages."""
    monkeypatch.setattr("simulator.world.order_index._FEW", 3)
    monkeypatch.setattr("simulator.world.store.REMEMBERED", 1)
    amazon = Amazon()
    amazon.control("PATCH", "/quota", {"operation": "*", "lifted": True})
    orders = [amazon.order(pay_after=None) for _ in range(7)]
    amazon.advance("PT5M")
    found, token = [], {}
    for turn in range(4):
        page = amazon.search(maxResultsPerPage=2, **token).json()
        found += [one["orderId"] for one in page["orders"]]
        token = {"paginationToken": page.get("pagination", {}).get("nextToken", "")}
        path = f"/orders/{orders[turn]['order_id']}"
        amazon.control("POST", f"{path}/pay")
        amazon.control("POST", f"{path}/request-cancel", {"reason": "changed my mind"})
    assert found == [order["order_id"] for order in orders]
