"""Standard queues: what is sent, taken, hidden for a while, and deleted."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from simulator.simulation import Simulation
from simulator.world.messaging import Message, Queue

REGION = "us-west-2"
ACCOUNT = "123456789012"
DEFAULTS = {
    "VisibilityTimeout": "30",
    "MessageRetentionPeriod": "345600",
    "DelaySeconds": "0",
    "ReceiveMessageWaitTimeSeconds": "0",
    "MaximumMessageSize": "262144",
}
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def arn(queue: Queue) -> str:
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue.name}"


def queue_of_arn(sim: Simulation, name: str) -> Queue | None:
    """The queue of an ARN; None = it is none of ours."""
    queue = sim.world.queues.get(name.rpartition(":")[2])
    return queue if queue is not None and arn(queue) == name else None


def setting(queue: Queue, name: str) -> int:
    """An attribute that is a number of seconds or bytes."""
    return int(queue.attributes.get(name, DEFAULTS[name]))


def send(sim: Simulation, queue: Queue, body: str, delay_s: int | None = None) -> Message:
    """Put a message in; it can be received once its delay is over."""
    delay = setting(queue, "DelaySeconds") if delay_s is None else delay_s
    message = Message(
        message_id=sim.draw_uuid(f"message-ids/{queue.name}"),
        body=body,
        sent=sim.now,
        visible=sim.now + timedelta(seconds=delay),
        ends=sim.now + timedelta(seconds=setting(queue, "MessageRetentionPeriod")),
    )
    sim.world.messages[(queue.name, message.message_id)] = message
    return message


def receive(sim: Simulation, queue: Queue, most: int, hidden_s: int | None) -> list[Message]:
    """Take up to `most` messages, oldest first; they are hidden for a while and not gone."""
    hidden = setting(queue, "VisibilityTimeout") if hidden_s is None else hidden_s
    taken: list[Message] = []
    for message in inside(sim, queue):
        if len(taken) == most:
            break
        if message.visible <= sim.now:
            taken.append(_hidden(sim, queue, message, hidden))
    return taken


def _hidden(sim: Simulation, queue: Queue, message: Message, hidden_s: int) -> Message:
    changed = replace(
        message,
        visible=sim.now + timedelta(seconds=hidden_s),
        receipt=f"{message.message_id}/{sim.draw_text(f'receipts/{queue.name}', _ALPHABET, 48)}",
        received=message.received + 1,
        first_received=message.first_received or sim.now,
    )
    sim.world.messages[(queue.name, message.message_id)] = changed
    return changed


def inside(sim: Simulation, queue: Queue) -> list[Message]:
    """Every message of the queue, hidden ones too; those too old are dropped."""
    world = sim.world
    ours = [(key, one) for key, one in world.messages.items() if key[0] == queue.name]
    for key, message in ours:
        if message.ends <= sim.now:
            del world.messages[key]
    return [message for _, message in ours if message.ends > sim.now]


def held(sim: Simulation, queue: Queue, receipt: str) -> Message | None:
    """The message that this receipt was given for, as long as it was not received again."""
    message = sim.world.messages.get((queue.name, receipt.partition("/")[0]))
    return message if message is not None and message.receipt == receipt else None


def delete(sim: Simulation, queue: Queue, receipt: str) -> None:
    """End a message. An outdated receipt deletes nothing, as in a standard queue."""
    message = held(sim, queue, receipt)
    if message is not None:
        del sim.world.messages[(queue.name, message.message_id)]


def hide(sim: Simulation, queue: Queue, message: Message, seconds: int) -> None:
    """Hide a message from now on for so long; 0 = anybody may have it at once."""
    changed = replace(message, visible=sim.now + timedelta(seconds=seconds))
    sim.world.messages[(queue.name, message.message_id)] = changed


def purge(sim: Simulation, queue: Queue) -> None:
    for message in inside(sim, queue):
        del sim.world.messages[(queue.name, message.message_id)]


def next_visible(sim: Simulation, queue: Queue) -> datetime | None:
    """When the next hidden message may be received."""
    return min((one.visible for one in inside(sim, queue)), default=None)
