"""Destinations, subscriptions, notifications under way, and the queues they end in."""

from datetime import datetime

from msgspec import Struct


class Destination(Struct, frozen=True):
    """Where an app wants its notifications; exactly one of a queue's ARN and an event bus."""

    destination_id: str
    app_id: str
    name: str
    arn: str = ""
    event_bus: dict[str, str] = {}


class Subscription(Struct, frozen=True):
    """An app's wish to hear of one kind of change at one seller."""

    subscription_id: str
    app_id: str
    seller_id: str
    notification_type: str
    payload_version: str
    destination_id: str
    directive: dict[str, object] = {}


class Notice(Struct, frozen=True):
    """A notification that has not arrived yet. `about` is the order, SKU, feed or report."""

    notice_id: str
    notification_id: str
    subscription_id: str
    about: str
    event_at: datetime
    payload: dict[str, object]


class Queue(Struct, frozen=True):
    """A standard queue; `attributes` as they were set, in SQS's own names."""

    name: str
    created: datetime
    attributes: dict[str, str] = {}


class Message(Struct, frozen=True):
    """A message in a queue: hidden until `visible`, gone at `ends`."""

    message_id: str
    body: str
    sent: datetime
    visible: datetime
    ends: datetime
    receipt: str = ""
    received: int = 0
    first_received: datetime | None = None
