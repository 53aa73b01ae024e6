"""The actions of the queue service."""

import re
from collections.abc import Callable, Sequence
from hashlib import md5
from typing import TypeVar

import msgspec
from msgspec import Struct

from simulator.simulation import Simulation
from simulator.sqs import protocol, queues
from simulator.sqs.protocol import SqsError
from simulator.world.messaging import Message, Queue

Json = dict[str, object]
T = TypeVar("T", bound=Struct)
QUEUE_PREFIX = "/_sqs"
_BATCH_MOST = 10
_SETTABLE = frozenset({*queues.DEFAULTS, "Policy", "RedrivePolicy", "KmsMasterKeyId"})
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_RECEIPT = re.compile(r"[0-9a-f-]{36}/[A-Za-z0-9+/]{48}")


Act = Callable[[Simulation, str, bytes], Json]


def decoded(content: bytes, body: type[T]) -> T:
    """The body of an action. Raises `SqsError`."""
    try:
        return msgspec.json.decode(content or b"{}", type=body)
    except msgspec.ValidationError as error:
        raise SqsError("InvalidParameterValue", str(error)) from None
    except (ValueError, RecursionError):
        raise SqsError("SerializationException", "The request is malformed.") from None


def _act(body: type[T], perform: Callable[[Simulation, str, T], Json]) -> Act:
    return lambda sim, base, content: perform(sim, base, decoded(content, body))


def _create_queue(sim: Simulation, base: str, wish: protocol.CreateQueue) -> Json:
    _check_attributes(wish.attributes)
    queue = sim.world.queues.get(wish.queue_name)
    if queue is None:
        queue = Queue(wish.queue_name, sim.now, wish.attributes)
        sim.world.queues[queue.name] = queue
    elif any(queue.attributes.get(name) != value for name, value in wish.attributes.items()):
        text = "A queue already exists with the same name and a different value for an attribute"
        raise SqsError("QueueNameExists", text)
    return {"QueueUrl": url_of(base, queue)}


def _get_queue_url(sim: Simulation, base: str, wish: protocol.GetQueueUrl) -> Json:
    return {"QueueUrl": url_of(base, _named(sim, wish.queue_name))}


def _list_queues(sim: Simulation, base: str, wish: protocol.ListQueues) -> Json:
    names = [name for name in sim.world.queues if name.startswith(wish.queue_name_prefix)]
    return {"QueueUrls": [url_of(base, sim.world.queues[name]) for name in names]}


def _delete_queue(sim: Simulation, base: str, wish: protocol.OfQueue) -> Json:
    queue = find(sim, wish)
    queues.purge(sim, queue)
    del sim.world.queues[queue.name]
    return {}


def _purge_queue(sim: Simulation, base: str, wish: protocol.OfQueue) -> Json:
    queues.purge(sim, find(sim, wish))
    return {}


def _get_attributes(sim: Simulation, base: str, wish: protocol.GetQueueAttributes) -> Json:
    queue = find(sim, wish)
    inside = queues.inside(sim, queue)
    visible = sum(message.visible <= sim.now for message in inside)
    delayed = sum(message.visible > sim.now and not message.received for message in inside)
    known = {
        **queues.DEFAULTS,
        **queue.attributes,
        "QueueArn": queues.arn(queue),
        "CreatedTimestamp": _stamp_s(queue.created.timestamp()),
        "LastModifiedTimestamp": _stamp_s(queue.created.timestamp()),
        "ApproximateNumberOfMessages": str(visible),
        "ApproximateNumberOfMessagesNotVisible": str(len(inside) - visible - delayed),
        "ApproximateNumberOfMessagesDelayed": str(delayed),
    }
    for name in wish.attribute_names:
        if name != "All" and name not in known and name not in _SETTABLE:
            raise SqsError("InvalidAttributeName", f"Unknown Attribute {name[:80]}.")
    every = "All" in wish.attribute_names
    wanted = {n: v for n, v in known.items() if every or n in wish.attribute_names}
    return {"Attributes": wanted} if wanted else {}


def _set_attributes(sim: Simulation, base: str, wish: protocol.SetQueueAttributes) -> Json:
    queue = find(sim, wish)
    _check_attributes(wish.attributes)
    attributes = queue.attributes | wish.attributes
    sim.world.queues[queue.name] = msgspec.structs.replace(queue, attributes=attributes)
    return {}


def _send(sim: Simulation, base: str, wish: protocol.SendMessage) -> Json:
    return _sent(sim, find(sim, wish), wish.message_body, wish.delay_seconds)


def _send_batch(sim: Simulation, base: str, wish: protocol.SendMessageBatch) -> Json:
    queue = find(sim, wish)
    _check_batch([entry.id for entry in wish.entries])
    done = [
        {"Id": one.id, **_sent(sim, queue, one.message_body, one.delay_seconds)}
        for one in wish.entries
    ]
    return {"Successful": done, "Failed": []}


def _sent(sim: Simulation, queue: Queue, body: str, delay_s: int | None) -> Json:
    if len(body.encode()) > queues.setting(queue, "MaximumMessageSize"):
        raise SqsError("InvalidParameterValue", "One or more parameters are invalid: too long.")
    message = queues.send(sim, queue, body, delay_s)
    return {"MessageId": message.message_id, "MD5OfMessageBody": _digest(body)}


def _receive(sim: Simulation, base: str, wish: protocol.ReceiveMessage) -> Json:
    queue = find(sim, wish)
    taken = queues.receive(sim, queue, wish.max_number_of_messages, wish.visibility_timeout)
    names = {*wish.attribute_names, *wish.message_system_attribute_names}
    return {"Messages": [_shown(message, names) for message in taken]} if taken else {}


def _delete(sim: Simulation, base: str, wish: protocol.DeleteMessage) -> Json:
    queue = find(sim, wish)
    _check_receipt(wish.receipt_handle)
    queues.delete(sim, queue, wish.receipt_handle)
    return {}


def _delete_batch(sim: Simulation, base: str, wish: protocol.DeleteMessageBatch) -> Json:
    queue = find(sim, wish)
    _check_batch([entry.id for entry in wish.entries])
    done: list[Json] = []
    failed: list[Json] = []
    for entry in wish.entries:
        if _RECEIPT.fullmatch(entry.receipt_handle):
            queues.delete(sim, queue, entry.receipt_handle)
            done.append({"Id": entry.id})
        else:
            failed.append({"Id": entry.id, "Code": "ReceiptHandleIsInvalid", "SenderFault": True})
    return {"Successful": done, "Failed": failed}


def _change_visibility(sim: Simulation, base: str, wish: protocol.ChangeMessageVisibility) -> Json:
    queue = find(sim, wish)
    _check_receipt(wish.receipt_handle)
    message = queues.held(sim, queue, wish.receipt_handle)
    if message is None or message.visible <= sim.now:
        raise SqsError("MessageNotInflight", "The message referred to is not in flight.")
    queues.hide(sim, queue, message, wish.visibility_timeout)
    return {}


def find(sim: Simulation, wish: protocol.OfQueue) -> Queue:
    """The queue of a URL, by its last part. Raises `SqsError`."""
    return _named(sim, wish.queue_url.rpartition("/")[2])


def url_of(base: str, queue: Queue) -> str:
    return f"{base}{QUEUE_PREFIX}/{queues.ACCOUNT}/{queue.name}"


def _named(sim: Simulation, name: str) -> Queue:
    queue = sim.world.queues.get(name)
    if queue is None:
        raise SqsError("QueueDoesNotExist", "The specified queue does not exist.")
    return queue


def _check_attributes(attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name not in _SETTABLE:
            raise SqsError("InvalidAttributeName", f"Unknown Attribute {name[:80]}.")
        if name in queues.DEFAULTS and not _NUMBER.fullmatch(value):
            raise SqsError("InvalidAttributeValue", f"Invalid value for the parameter {name}.")


def _check_batch(ids: Sequence[str]) -> None:
    if not ids:
        raise SqsError("EmptyBatchRequest", "There should be at least one entry in the request.")
    if len(ids) > _BATCH_MOST:
        raise SqsError("TooManyEntriesInBatchRequest", "Maximum number of entries is 10.")
    if len(set(ids)) < len(ids):
        raise SqsError("BatchEntryIdsNotDistinct", "Id repeated.")


def _check_receipt(receipt: str) -> None:
    if not _RECEIPT.fullmatch(receipt):
        raise SqsError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.")


def _shown(message: Message, names: set[str]) -> Json:
    first = message.first_received or message.sent
    known = {
        "SenderId": "AIDAIENQZJOLO23YVJ4VO",
        "SentTimestamp": _stamp_ms(message.sent.timestamp()),
        "ApproximateReceiveCount": str(message.received),
        "ApproximateFirstReceiveTimestamp": _stamp_ms(first.timestamp()),
    }
    shown: Json = {
        "MessageId": message.message_id,
        "ReceiptHandle": message.receipt,
        "MD5OfBody": _digest(message.body),
        "Body": message.body,
    }
    if wanted := {n: v for n, v in known.items() if "All" in names or n in names}:
        shown["Attributes"] = wanted
    return shown


def _digest(text: str) -> str:
    """The checksum that the protocol prescribes; nothing is kept safe by it."""
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def _stamp_s(seconds: float) -> str:
    return str(int(seconds))


def _stamp_ms(seconds: float) -> str:
    return str(int(seconds * 1000))


ACTIONS: dict[str, Act] = {
    "CreateQueue": _act(protocol.CreateQueue, _create_queue),
    "GetQueueUrl": _act(protocol.GetQueueUrl, _get_queue_url),
    "ListQueues": _act(protocol.ListQueues, _list_queues),
    "DeleteQueue": _act(protocol.OfQueue, _delete_queue),
    "PurgeQueue": _act(protocol.OfQueue, _purge_queue),
    "GetQueueAttributes": _act(protocol.GetQueueAttributes, _get_attributes),
    "SetQueueAttributes": _act(protocol.SetQueueAttributes, _set_attributes),
    "SendMessage": _act(protocol.SendMessage, _send),
    "SendMessageBatch": _act(protocol.SendMessageBatch, _send_batch),
    "ReceiveMessage": _act(protocol.ReceiveMessage, _receive),
    "DeleteMessage": _act(protocol.DeleteMessage, _delete),
    "DeleteMessageBatch": _act(protocol.DeleteMessageBatch, _delete_batch),
    "ChangeMessageVisibility": _act(protocol.ChangeMessageVisibility, _change_visibility),
}
