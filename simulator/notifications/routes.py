"""The operations of Notifications v1; sendTestNotification is Amazon's sandbox alone."""

from collections.abc import Callable

from msgspec import Struct

from simulator.exchange import Reply, json_reply
from simulator.notifications.kinds import SCOPE
from simulator.notifications.subscribing import (
    NewSubscription,
    check_version,
    conflict,
    find_destination,
    find_subscription,
    not_found,
    read_body,
    read_destination,
    read_directive,
    read_kind,
    read_version,
)
from simulator.operations import Call, Operation
from simulator.parameters import listed, single, unparsable
from simulator.quota import Limit
from simulator.sealed import seal, unseal
from simulator.sqs.queues import queue_of_arn
from simulator.world.messaging import Destination, Subscription

Json = dict[str, object]
_SUBSCRIPTIONS = "/notifications/v1/subscriptions"
_DESTINATIONS = "/notifications/v1/destinations"
_PAGE_LEAST, _PAGE_MOST = 30, 100


class Place(Struct):
    """Where a walk over subscriptions stands."""

    kind: str
    start: int


def _create_destination(call: Call) -> Reply:
    wish, world = read_destination(call), call.sim.world
    sqs, bus = wish.resourceSpecification.sqs, wish.resourceSpecification.eventBridge
    arn = sqs.arn if sqs is not None else ""
    if arn and queue_of_arn(call.sim, arn) is None:
        raise unparsable(call, "there is no such queue; make it with CreateQueue first")
    for other in world.destinations.values():
        if other.app_id == call.app.app_id and (
            other.name == wish.name or (arn and other.arn == arn)
        ):
            raise conflict(call, f"the destination {other.name!r} is there")
    event_bus = {}
    if bus is not None:
        name = f"aws.partner/sellingpartnerapi.amazon.com/{bus.accountId}/{call.app.app_id}"
        event_bus = {"region": bus.region, "accountId": bus.accountId, "name": name[:256]}
    number = call.sim.draw_uuid(f"destinations/{call.app.app_id}")
    made = Destination(number, call.app.app_id, wish.name, arn, event_bus)
    world.destinations[number] = made
    return _payload(_destination(made))


def _get_destinations(call: Call) -> Reply:
    ours = (one for one in call.sim.world.destinations.values() if one.app_id == call.app.app_id)
    return _payload([_destination(one) for one in ours])


def _get_destination(call: Call) -> Reply:
    return _payload(_destination(find_destination(call, call.params["destinationId"])))


def _delete_destination(call: Call) -> Reply:
    found, world = find_destination(call, call.params["destinationId"]), call.sim.world
    if any(one.destination_id == found.destination_id for one in world.subscriptions.values()):
        raise conflict(call, "a subscription still sends there")
    del world.destinations[found.destination_id]
    return json_reply(200, {})


def _create_subscription(call: Call) -> Reply:
    kind, wish = read_kind(call), read_body(call, NewSubscription)
    check_version(call, kind, wish.payloadVersion)
    directive = read_directive(call, kind, wish.processingDirective)
    destination = find_destination(call, wish.destinationId)
    if destination.event_bus and not kind.event_bus:
        raise unparsable(call, f"{kind.name} goes to a queue alone")
    strict = call.sim.behaviours.text("event_bus_kinds_to_queues") == "refused"
    if kind.event_bus and destination.arn and strict:
        raise unparsable(call, f"{kind.name} goes to an event bus alone")
    for other in _subscriptions(call, kind.name):
        if other.payload_version == wish.payloadVersion:
            raise conflict(call, "there is such a subscription")
    made = Subscription(
        subscription_id=call.sim.draw_uuid(f"subscriptions/{call.app.app_id}"),
        app_id=call.app.app_id,
        seller_id=call.seller.seller_id,
        notification_type=kind.name,
        payload_version=wish.payloadVersion,
        destination_id=destination.destination_id,
        directive=directive,
    )
    call.sim.world.subscriptions[made.subscription_id] = made
    return _payload(_subscription(made))


def _get_subscription(call: Call) -> Reply:
    kind = read_kind(call)
    version = read_version(call, kind)
    ours = _subscriptions(call, kind.name)
    found = [one for one in ours if version in (None, one.payload_version)]
    if not found:
        raise not_found(call, "no such subscription")
    return _payload(_subscription(max(found, key=lambda one: one.payload_version)))


def _get_subscriptions(call: Call) -> Reply:
    kinds = listed(call, "notificationTypes")
    if len(kinds) != 1:
        raise unparsable(call, "notificationTypes names one type")
    size = _page_size(call)
    version = single(call, "payloadVersion")
    found = [
        one for one in _subscriptions(call, kinds[0]) if version in (None, one.payload_version)
    ]
    start = 0
    if token := single(call, "nextToken"):
        place = unseal(call.sim, "subscriptions", token, Place)
        if place is None or place.kind != kinds[0]:
            raise unparsable(call, "nextToken is none of ours")
        start = place.start
    page = found[start : start + size]
    payload: Json = {"subscriptions": [_subscription(one) for one in page]}
    if start + size < len(found):
        payload["nextToken"] = seal(call.sim, "subscriptions", Place(kinds[0], start + size))
    return _payload(payload)


def _page_size(call: Call) -> int:
    text = single(call, "pageSize") or str(_PAGE_LEAST)
    if not (text.isascii() and text.isdigit() and _PAGE_LEAST <= int(text[:6]) <= _PAGE_MOST):
        raise unparsable(call, f"pageSize lies between {_PAGE_LEAST} and {_PAGE_MOST}")
    return int(text)


def _get_subscription_by_id(call: Call) -> Reply:
    return _payload(_subscription(find_subscription(call)))


def _delete_subscription_by_id(call: Call) -> Reply:
    del call.sim.world.subscriptions[find_subscription(call).subscription_id]
    return json_reply(200, {})


def _subscriptions(call: Call, kind: str) -> list[Subscription]:
    return [
        one
        for one in call.sim.world.subscriptions.values()
        if (one.app_id, one.seller_id) == (call.app.app_id, call.seller.seller_id)
        and one.notification_type == kind
    ]


def _destination(one: Destination) -> Json:
    resource: Json = {"sqs": {"arn": one.arn}} if one.arn else {"eventBridge": one.event_bus}
    return {"destinationId": one.destination_id, "name": one.name, "resource": resource}


def _subscription(one: Subscription) -> Json:
    written: Json = {
        "subscriptionId": one.subscription_id,
        "payloadVersion": one.payload_version,
        "destinationId": one.destination_id,
    }
    if one.directive:
        written["processingDirective"] = one.directive
    return written


def _payload(content: object) -> Reply:
    return json_reply(200, {"payload": content})


def _operation(
    name: str,
    method: str,
    path: str,
    handler: Callable[[Call], Reply],
    *,
    scope: str | None = SCOPE,
    parameters: frozenset[str] = frozenset(),
) -> Operation:
    return Operation(
        name=name,
        api="notifications/v1",
        method=method,
        path=path,
        limit=Limit(1, 5),
        handler=handler,
        parameters=parameters,
        scope=scope,
    )


_OF_KIND = _SUBSCRIPTIONS + "/{notificationType}"
_BY_ID = _OF_KIND + "/{subscriptionId}"
_ONE = _DESTINATIONS + "/{destinationId}"
_VERSION = frozenset({"payloadVersion"})
_PAGED = _VERSION | {"notificationTypes", "pageSize", "nextToken"}
OPERATIONS = (
    _operation("createDestination", "POST", _DESTINATIONS, _create_destination),
    _operation("getDestinations", "GET", _DESTINATIONS, _get_destinations),
    _operation("getDestination", "GET", _ONE, _get_destination),
    _operation("deleteDestination", "DELETE", _ONE, _delete_destination),
    _operation("createSubscription", "POST", _OF_KIND, _create_subscription, scope=None),
    _operation(
        "getSubscription", "GET", _OF_KIND, _get_subscription, scope=None, parameters=_VERSION
    ),
    _operation(
        "getSubscriptions",
        "GET",
        _SUBSCRIPTIONS,
        _get_subscriptions,
        scope=None,
        parameters=_PAGED,
    ),
    _operation("getSubscriptionById", "GET", _BY_ID, _get_subscription_by_id),
    _operation("deleteSubscriptionById", "DELETE", _BY_ID, _delete_subscription_by_id),
)
