"""A notification comes to its queue."""

from datetime import timedelta

import msgspec
from msgspec.structs import replace

from simulator.faults.declared import Attempt, Fault
from simulator.notifications.emitting import ARRIVES, written
from simulator.simulation import Happening, Simulation
from simulator.sqs.queues import queue_of_arn, send
from simulator.world.messaging import Notice, Subscription

LATE = timedelta(minutes=1)
PUT_OFF = "/late"


def _arrives(sim: Simulation, notice_id: str) -> None:
    """What has no subscription, destination or queue any more is lost, as at Amazon."""
    world = sim.world
    notice = world.notices.pop(notice_id)
    subscription = world.subscriptions.get(notice.subscription_id)
    if subscription is None:
        return
    destination = world.destinations.get(subscription.destination_id)
    queue = queue_of_arn(sim, destination.arn) if destination is not None else None
    if queue is None:
        return
    fault = delivery_fault(sim, notice, subscription)
    if fault is not None and fault.kind == "lost_delivery":
        return
    if fault is not None and fault.kind == "reordered_delivery":
        _put_off(sim, notice, fault.delay or LATE)
        return
    body = msgspec.json.encode(written(sim, notice, subscription)).decode()
    for _ in range(2 if fault is not None else 1):
        send(sim, queue, body)


def delivery_fault(sim: Simulation, notice: Notice, subscription: Subscription) -> Fault | None:
    """The fault that strikes this delivery, if any; one that was put off is struck no more."""
    if not sim.faults or notice.notice_id.endswith(PUT_OFF):
        return None
    attempt = Attempt(
        operation="deliverNotification",
        place="delivery",
        method="",
        path=subscription.notification_type,
        query="",
        body=notice.about.encode(),
        seller_id=subscription.seller_id,
    )
    return sim.faults.strike(sim, attempt)


def _put_off(sim: Simulation, notice: Notice, by: timedelta) -> None:
    late = replace(notice, notice_id=notice.notice_id + PUT_OFF)
    sim.world.notices[late.notice_id] = late
    note = f"a notification about {notice.about} arrives late"
    sim.agenda.schedule(sim.now + by, ARRIVES, late.notice_id, note)


HAPPENINGS: dict[str, Happening] = {ARRIVES: _arrives}
