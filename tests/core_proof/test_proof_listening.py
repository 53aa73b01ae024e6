"""R18: where a queue is configured, ORDER_CHANGE wakes the pull; the poll remains the truth."""

from datetime import timedelta

import pytest
from proof_listening import Open
from proof_mishaps import Killed
from proof_waits import AT_LATEST, MINUTES, SOON, minutes, moves, still_awaited, waits

from core.amazon.guard import Guard
from core.domain.labels import Policy
from core.sync.wake import SEARCHES_KEPT_ASIDE


@pytest.mark.parametrize("policy", list(Policy))
def test_r18_an_order_is_seen_within_two_and_a_half_minutes(shop: Open, policy: Policy) -> None:
    soon = waits(shop(policy))
    assert len(soon) == len(MINUTES)
    assert max(soon) <= SOON
    polled = waits(shop(policy, listens=False))
    assert minutes(5) < max(polled) <= AT_LATEST


def test_r22_a_payment_is_seen_as_soon(shop: Open) -> None:
    town = shop()
    order_id = town.place(paid=False)
    town.until(15.1)
    town.pay(order_id)
    town.until(30)
    told = town.told_after(order_id, "UNSHIPPED")
    assert told is not None
    assert told - minutes(15.1) <= SOON
    assert moves(town) == [-1]


def test_a_new_order_that_amazon_passes_over_in_silence_is_polled(shop: Open) -> None:
    town = shop(order_change_of_new_orders="silent")
    town.until(10.1)
    order_id = town.place(paid=False)
    town.until(20)
    assert town.seen_after(order_id) == minutes(15)


@pytest.mark.parametrize("order", ["kept", "shuffled"])
def test_r42_what_comes_twice_or_in_no_order_changes_nothing_twice(shop: Open, order: str) -> None:
    """Standard queues deliver at least once and keep no order."""
    town = shop(notification_duplicates="always", notification_order=order)
    assert max(waits(town)) <= AT_LATEST
    assert moves(town) == [-1] * len(MINUTES)
    assert town.left() == 0
    assert still_awaited(town) == 0


def test_r41_many_changes_at_once_are_one_search(shop: Open) -> None:
    town = shop()
    town.until(10.1)
    placed = [town.place() for _number in range(40)]
    before = town.line.asked.copy()
    town.until(14)
    asked = town.line.asked - before
    assert {town.seen_after(order_id) for order_id in placed} == {
        minutes(10.1) + minutes(2.0) + timedelta(seconds=1)
    }
    assert asked["GET /orders/2026-01-01/orders"] == 1
    assert not [name for name in asked if name.startswith("GET /orders/2026-01-01/orders/")]


def test_r41_with_few_searches_left_the_order_is_read_singly(shop: Open) -> None:
    town = shop()
    town.until(10.1)
    town.few_searches(SEARCHES_KEPT_ASIDE - 1)
    order_id = town.place()
    before = town.line.asked.copy()
    town.until(14)
    asked = town.line.asked - before
    assert asked["GET /orders/2026-01-01/orders"] == 0
    assert asked[f"GET /orders/2026-01-01/orders/{order_id}"] == 1
    assert town.seen_after(order_id) == minutes(10.1) + timedelta(minutes=2, seconds=1)


@pytest.mark.parametrize("action", ["ReceiveMessage", "DeleteMessageBatch"])
def test_r42_killed_with_a_message_in_hand(shop: Open, action: str) -> None:
    """What was received and not deleted comes again half a minute later."""
    town = shop()
    town.until(10.1)
    order_id = town.place()

    def die() -> None:
        raise Killed

    town.line.after[action] = die
    with pytest.raises(Killed):
        town.until(11)
    town.kill_engine()
    town.until(20)
    seen = town.seen_after(order_id)
    assert seen is not None
    assert seen - minutes(10.1) <= SOON
    assert moves(town) == [-1]
    assert town.left() == 0


def test_without_a_queue_there_is_no_such_job(shop: Open) -> None:
    town = shop(listens=False)
    town.until(10)
    assert town.job("listen") is None
    assert [job.name for job in town.views.jobs() if job.name == "listen"] == []


def test_the_job_goes_with_the_queue(shop: Open) -> None:
    town = shop()
    town.until(10)
    (row,) = (job for job in town.views.jobs() if job.name == "listen")
    assert (row.label, row.period_s, row.backlog) == ("注文通知", 20, 0)
    town.forget_queue()
    town.until(20)
    assert town.job("listen") is None


def test_who_only_reads_leaves_the_queue_to_the_engine_that_works(shop: Open) -> None:
    town = shop(guard=Guard(read_only=True))
    town.until(10.1)
    town.place()
    town.until(30)
    assert town.line.asked["ReceiveMessage"] == 0
    assert town.left() > 0
