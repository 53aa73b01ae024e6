"""A notification comes to its queue."""

import msgspec

from simulator.notifications.emitting import ARRIVES, written
from simulator.simulation import Happening, Simulation
from simulator.sqs.queues import queue_of_arn, send


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
    body = msgspec.json.encode(written(sim, notice, subscription)).decode()
    send(sim, queue, body)


HAPPENINGS: dict[str, Happening] = {ARRIVES: _arrives}
