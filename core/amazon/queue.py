"""The queue of ORDER_CHANGE notifications: SQS's JSON protocol, and what its messages say.

A standard queue delivers at least once and in no order. A message is a hint that an order changed;
what it became is asked of Amazon, so nothing else of a message is believed or kept.
"""

import re
from datetime import datetime

import msgspec

from core.account import QueueAccess
from core.amazon.call import Call
from core.amazon.signature import signed
from core.amazon.unreadable import UNREADABLE
from core.domain.instants import instant
from core.errors import SetAside

RECEIVE_MOST = 10
ORDER_CHANGE = "ORDER_CHANGE"
_TYPE = "application/x-amz-json-1.0"
_ORDER_ID = re.compile(r"[0-9]{3}-[0-9]{7}-[0-9]{7}", re.ASCII)


class Message(msgspec.Struct, frozen=True, rename="pascal"):
    """One message; its repr is mute, since a body holds a buyer's postcode."""

    receipt_handle: str
    body: str

    def __repr__(self) -> str:
        return "Message(…)"


class OrderChange(msgspec.Struct, frozen=True):
    """That an order changed, when, and whose it is."""

    order_id: str
    changed_at: datetime
    seller_id: str
    marketplace_id: str


class _Received(msgspec.Struct, rename="pascal"):
    messages: list[Message] = []


class _Kind(msgspec.Struct, rename="pascal"):
    notification_type: str = ""


class _Trigger(msgspec.Struct, rename="pascal"):
    time_of_order_change: str


class _Summary(msgspec.Struct, rename="pascal"):
    marketplace_id: str


class _Change(msgspec.Struct, rename="pascal"):
    seller_id: str
    amazon_order_id: str
    order_change_trigger: _Trigger
    summary: _Summary


class _Payload(msgspec.Struct, rename="pascal"):
    order_change_notification: _Change


class _Notification(msgspec.Struct, rename="pascal"):
    payload: _Payload


_read_received = msgspec.json.Decoder(_Received).decode
_read_kind = msgspec.json.Decoder(_Kind).decode
_read_notification = msgspec.json.Decoder(_Notification).decode


def receive(access: QueueAccess, now: datetime) -> Call:
    """Take what is there, without waiting for more; it is hidden from others for a while."""
    return _call(access, "ReceiveMessage", now, MaxNumberOfMessages=RECEIVE_MOST, WaitTimeSeconds=0)


def delete(access: QueueAccess, messages: tuple[Message, ...], now: datetime) -> Call:
    """Have these not come again."""
    entries = [
        {"Id": str(number), "ReceiptHandle": message.receipt_handle}
        for number, message in enumerate(messages)
    ]
    return _call(access, "DeleteMessageBatch", now, Entries=entries)


def read_messages(body: bytes) -> tuple[Message, ...]:
    """The messages of an answer. Raises SetAside where it cannot be read."""
    try:
        return tuple(_read_received(body).messages[:RECEIVE_MOST])
    except UNREADABLE:
        raise SetAside("ReceiveMessage", "unreadable answer") from None


def read_change(message: Message) -> OrderChange | None:
    """What a message says; None for a notification of another kind.

    Raises SetAside, quoting nothing, for what is no notification.
    """
    try:
        if _read_kind(message.body).notification_type != ORDER_CHANGE:
            return None
        change = _read_notification(message.body).payload.order_change_notification
        changed_at = instant(change.order_change_trigger.time_of_order_change)
    except UNREADABLE:
        raise SetAside(ORDER_CHANGE, "unreadable notification") from None
    if not _ORDER_ID.fullmatch(change.amazon_order_id):
        raise SetAside(ORDER_CHANGE, "no order number")
    return OrderChange(
        change.amazon_order_id, changed_at, change.seller_id, change.summary.marketplace_id
    )


def _call(access: QueueAccess, action: str, now: datetime, **wish: object) -> Call:
    scheme, _, rest = access.url.partition("://")
    host, _, name = rest.partition("/")
    # The service answers above its queues, which are named by account and name.
    path = f"/{name}".rsplit("/", 2)[0] or "/"
    content = msgspec.json.encode({"QueueUrl": access.url, **wish})
    headers = {"content-type": _TYPE, "x-amz-target": f"AmazonSQS.{action}"}
    if access.key_id:
        headers = signed(access, host, path, headers, content, now)
    url = f"{scheme}://{host}{path}"
    return Call(action, "POST", "", url=url, content=content, content_type=_TYPE, headers=headers)
