"""Reading what notification operations are asked; refusing it in the form of their model."""

import re
from typing import TypeVar

import msgspec
from msgspec import Struct

from simulator.notifications.kinds import EVERY_VERSION, KINDS, Kind
from simulator.operations import Call
from simulator.parameters import single, unparsable
from simulator.refusal import Refusal
from simulator.world.messaging import Destination, Subscription

T = TypeVar("T", bound=Struct)
_ARN = re.compile(r"arn:aws:sqs:[!-~]+:[!-~]+:[!-~]+")
_NAME_MAX = 256
_CHANGES = frozenset({"BuyerRequestedChange", "DeliveryTipChange", "OrderStatusChange"})


class Sqs(Struct):
    arn: str


class EventBridge(Struct):
    region: str
    accountId: str


class Resource(Struct):
    sqs: Sqs | None = None
    eventBridge: EventBridge | None = None


class NewDestination(Struct):
    name: str
    resourceSpecification: Resource


class EventFilter(Struct):
    eventFilterType: str
    marketplaceIds: list[str] | None = None
    orderChangeTypes: list[str] | None = None


class Directive(Struct, omit_defaults=True):
    eventFilter: EventFilter | None = None
    filterExpression: str | None = None


class NewSubscription(Struct):
    payloadVersion: str
    destinationId: str
    processingDirective: Directive | None = None


def read_body(call: Call, wanted: type[T]) -> T:
    """Raises a 400 `Refusal`."""
    try:
        return msgspec.json.decode(call.request.body, type=wanted)
    except (ValueError, RecursionError) as error:
        raise unparsable(call, str(error)) from None


def read_destination(call: Call) -> NewDestination:
    """Raises a 400 `Refusal`."""
    wish = read_body(call, NewDestination)
    sqs, bus = wish.resourceSpecification.sqs, wish.resourceSpecification.eventBridge
    if not 0 < len(wish.name) <= _NAME_MAX:
        raise unparsable(call, "name has 1 to 256 characters")
    if (sqs is None) == (bus is None):
        raise unparsable(call, "exactly one of sqs and eventBridge is needed")
    if sqs is not None and not _ARN.fullmatch(sqs.arn):
        raise unparsable(call, "that is not the ARN of a queue")
    return wish


def read_kind(call: Call) -> Kind:
    """The kind that the path names. Raises a 400 `Refusal`."""
    name = call.params["notificationType"]
    if name not in KINDS:
        raise unparsable(call, f"this fake sends {', '.join(KINDS)}")
    return KINDS[name]


def read_version(call: Call, kind: Kind) -> str | None:
    """`payloadVersion` of a query; None = it is absent. Raises a 400 `Refusal`."""
    version = single(call, "payloadVersion")
    if version is not None:
        check_version(call, kind, version)
    return version


def check_version(call: Call, kind: Kind, version: str) -> None:
    if version not in (kind.version, EVERY_VERSION):
        raise unparsable(call, f"payloadVersion of {kind.name} is {kind.version}")


def read_directive(call: Call, kind: Kind, given: Directive | None) -> dict[str, object]:
    """Raises a 400 `Refusal`."""
    if given is None:
        return {}
    chosen, expression = given.eventFilter, given.filterExpression
    if chosen is not None and expression is not None:
        raise unparsable(call, "eventFilter and filterExpression exclude each other")
    if expression is not None and len(expression) > _NAME_MAX:
        raise unparsable(call, "filterExpression has at most 256 characters")
    if chosen is not None:
        if not kind.filtered or chosen.eventFilterType != kind.name:
            raise unparsable(call, f"{kind.name} takes no such eventFilterType")
        if not _CHANGES.issuperset(chosen.orderChangeTypes or ()):
            raise unparsable(call, f"orderChangeTypes knows {', '.join(sorted(_CHANGES))}")
    return _without_none(msgspec.to_builtins(given))


def find_destination(call: Call, destination_id: str) -> Destination:
    """One of the caller's app. Raises a 404 `Refusal`."""
    found = call.sim.world.destinations.get(destination_id)
    if found is None or found.app_id != call.app.app_id:
        raise not_found(call, f"no destination {destination_id[:60]!r}")
    return found


def find_subscription(call: Call) -> Subscription:
    """The one that the path names, of the caller's app. Raises a 404 `Refusal`."""
    kind, number = read_kind(call), call.params["subscriptionId"]
    found = call.sim.world.subscriptions.get(number)
    if found is None or found.app_id != call.app.app_id or found.notification_type != kind.name:
        raise not_found(call, f"no subscription {number[:60]!r}")
    return found


def not_found(call: Call, reason: str) -> Refusal:
    return Refusal(404, "NotFound", call.sim.behaviours.text("text_no_resource"), reason=reason)


def conflict(call: Call, reason: str) -> Refusal:
    return Refusal(409, "Conflict", call.sim.behaviours.text("text_conflict"), reason=reason)


def _without_none(fields: dict[str, object]) -> dict[str, object]:
    return {
        name: _without_none(value) if isinstance(value, dict) else value
        for name, value in fields.items()
        if value is not None
    }
