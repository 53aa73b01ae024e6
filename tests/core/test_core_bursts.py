"""What the quota lets go at once is intended in one step and booked in one; each ends as if alone.

R38, R41, R42: nothing is sent twice, nothing beyond the bucket, and a failure stops what follows.
"""

import httpx
import pytest
from core_double import lost, refusal
from core_shop import Shop, with_order

from core.domain.labels import PushState
from core.domain.quotas import RATES
from core.sync.push_outcomes import AT_ONCE

ORDERS = [f"250-000000{n}-0000001" for n in range(5)]
BURST = RATES["confirmShipment"][1]


class Killed(BaseException):
    """The machine went off."""


@pytest.fixture
def packed(shop: Shop) -> Shop:
    """A shop with five paid orders whose parcels wait to be told of."""
    for order_id in ORDERS:
        with_order(shop, order_id=order_id)
    shop.until(5)
    for n, order_id in enumerate(ORDERS):
        shop.desk.ship(order_id, "ヤマト運輸", f"400{n}")
    return shop


def states(shop: Shop) -> list[PushState]:
    return [shop.push(order_id).state for order_id in ORDERS]


def told(shop: Shop) -> list[str]:
    """The tracking numbers that Amazon heard, in order."""
    bodies = shop.amazon.bodies("confirmShipment")
    return [body["packageDetail"]["trackingNumber"] for body in bodies]


def steps(shop: Shop) -> int:
    """Commits of the run that sends."""
    commits = list[str]()
    shop.books.connection.set_trace_callback(
        lambda sql: commits.append(sql) if sql == "COMMIT" else None
    )
    shop.until(20)
    shop.books.connection.set_trace_callback(None)
    return len(commits)


def test_r32_notices_go_out_together_and_each_is_accepted(packed: Shop) -> None:
    packed.until(19)
    few = steps(packed)
    assert told(packed) == ["4000", "4001", "4002", "4003", "4004"]
    assert states(packed) == [PushState.ACCEPTED] * 5
    assert few < 2 * len(ORDERS), "one step for the intent and one for what came of it"


def test_r38_after_a_lost_answer_the_rest_of_a_burst_waits(packed: Shop) -> None:
    packed.amazon.then("confirmShipment", packed.amazon.healthy, packed.amazon.healthy, lost())
    packed.until(20)
    ends = [PushState.ACCEPTED] * 2 + [PushState.UNKNOWN] + [PushState.WAITING] * 2
    assert states(packed) == ends
    packed.until(60)
    assert sorted(told(packed)) == ["4000", "4001", "4002", "4002", "4003", "4004"]


@pytest.mark.parametrize(
    ("third", "spent"), [(httpx.ReadTimeout(""), 3), (httpx.ConnectError(""), 2)]
)
def test_r41_a_lost_answer_costs_its_token_a_call_that_never_left_costs_none(
    packed: Shop, third: httpx.RequestError, spent: int
) -> None:
    """Amazon counts what reaches it, so that an outage must not end in a burst of 429."""
    packed.amazon.then("confirmShipment", packed.amazon.healthy, packed.amazon.healthy, third)
    packed.until(20)
    assert packed.books.jobs.bucket("confirmShipment", packed.now).tokens == BURST - spent


def test_r35_one_refusal_does_not_hold_up_the_others(packed: Shop) -> None:
    packed.amazon.then("confirmShipment", packed.amazon.healthy, refusal(400))
    packed.until(20)
    ends = [PushState.ACCEPTED, PushState.REFUSED] + [PushState.ACCEPTED] * 3
    assert states(packed) == ends


def test_r32_what_was_taken_back_does_not_leave_with_the_burst(packed: Shop) -> None:
    packed.desk.take_back(ORDERS[2])
    packed.until(20)
    assert told(packed) == ["4000", "4001", "4003", "4004"]
    assert packed.push(ORDERS[2]).state is PushState.TAKEN_BACK


def test_r41_a_burst_that_was_killed_has_spent_its_tokens(packed: Shop) -> None:
    def dies(request: httpx.Request) -> httpx.Response:
        raise Killed

    packed.amazon.then("confirmShipment", packed.amazon.healthy, dies)
    with pytest.raises(Killed):
        packed.until(20)
    assert states(packed) == [PushState.SENDING] * 5
    assert packed.books.jobs.bucket("confirmShipment", packed.now).tokens == BURST - 5
    packed.restart()
    packed.until(120)
    assert set(told(packed)) == {"4000", "4001", "4002", "4003", "4004"}
    assert PushState.SENDING not in states(packed)


def test_r41_no_more_leave_together_than_there_are_tokens() -> None:
    assert AT_ONCE <= BURST
