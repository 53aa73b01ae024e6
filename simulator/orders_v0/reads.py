"""The six reads of Orders v0, as long as Amazon keeps them (R44)."""

from collections.abc import Callable

from simulator.exchange import Reply, json_reply
from simulator.operations import Call, Operation
from simulator.orders.rules import find_order, invalid, parse_time
from simulator.orders_v0.disclosure import Disclosure
from simulator.orders_v0.item_wire import item_json
from simulator.orders_v0.order_wire import address_json, buyer_json, order_json
from simulator.orders_v0.search import PARAMETERS, find, window
from simulator.quota import Limit
from simulator.refusal import Refusal
from simulator.world.records import Order

_ROOT = "/orders/v0/orders"
_ONE = _ROOT + "/{orderId}"


def _get_orders(call: Call) -> Reply:
    found, disclosure = find(call), Disclosure(call)
    orders = [order_json(one, disclosure, priced=_priced(call, one)) for one in found.orders]
    payload: dict[str, object] = {"Orders": orders, **window(found)}
    if found.next_token is not None:
        payload["NextToken"] = found.next_token
    return json_reply(200, {"payload": payload})


def _get_order(call: Call) -> Reply:
    order = find_order(call, call.params["orderId"])
    payload = order_json(order, Disclosure(call), priced=_priced(call, order))
    return json_reply(200, {"payload": payload})


def _get_order_buyer_info(call: Call) -> Reply:
    disclosure = Disclosure(call)
    disclosure.need_token()
    order = find_order(call, call.params["orderId"])
    payload = {"AmazonOrderId": order.order_id, **buyer_json(order, disclosure)}
    return json_reply(200, {"payload": payload})


def _get_order_address(call: Call) -> Reply:
    disclosure = Disclosure(call)
    disclosure.need_token()
    order = find_order(call, call.params["orderId"])
    payload: dict[str, object] = {"AmazonOrderId": order.order_id}
    if address := address_json(order, disclosure):
        payload["ShippingAddress"] = address
    return json_reply(200, {"payload": payload})


def _get_order_items(call: Call) -> Reply:
    _refuse_next_token(call)
    order = find_order(call, call.params["orderId"])
    priced = _priced(call, order)
    items = [item_json(order, item, priced=priced) for item in order.items]
    return json_reply(200, {"payload": {"AmazonOrderId": order.order_id, "OrderItems": items}})


def _get_order_items_buyer_info(call: Call) -> Reply:
    disclosure = Disclosure(call)
    disclosure.need_token()
    _refuse_next_token(call)
    order = find_order(call, call.params["orderId"])
    items = [{"OrderItemId": item.order_item_id} for item in order.items]
    return json_reply(200, {"payload": {"AmazonOrderId": order.order_id, "OrderItems": items}})


def _refuse_next_token(call: Call) -> None:
    """All lines of an order fit on one page, so that no token is one of ours."""
    if call.query.get("NextToken", [""])[-1]:
        raise invalid(call, "NextToken is unknown or has ended")


def _priced(call: Call, order: Order) -> bool:
    if order.status == "CANCELLED":
        return order.paid is not None
    return order.status != "PENDING" or call.sim.behaviours["pending_pricing_v0"] == "show"


def _until_removal(handler: Callable[[Call], Reply]) -> Callable[[Call], Reply]:
    def read(call: Call) -> Reply:
        ends = parse_time(call.sim.behaviours.text("orders_v0_reads_end"))
        if ends is not None and call.now >= ends:
            text = "The requested resource does not exist."
            raise Refusal(404, "NotFound", text, reason="removed with the Orders v0 reads (R44)")
        return handler(call)

    return read


def _read(
    name: str,
    path: str,
    limit: Limit,
    handler: Callable[[Call], Reply],
    parameters: frozenset[str] = frozenset(),
    alias: str = "",
) -> Operation:
    return Operation(
        name=name,
        api="orders/v0",
        method="GET",
        path=path,
        limit=limit,
        handler=_until_removal(handler),
        parameters=parameters,
        alias=alias,
    )


_PAGED = frozenset({"NextToken"})
_SLOW, _ONE_BY_ONE = Limit(0.0167, 20), Limit(0.5, 30)
OPERATIONS = (
    _read("getOrders", _ROOT, _SLOW, _get_orders, PARAMETERS),
    _read("getOrder", _ONE, _ONE_BY_ONE, _get_order, alias="getOrderV0"),
    _read("getOrderBuyerInfo", _ONE + "/buyerInfo", _ONE_BY_ONE, _get_order_buyer_info),
    _read("getOrderAddress", _ONE + "/address", _ONE_BY_ONE, _get_order_address),
    _read("getOrderItems", _ONE + "/orderItems", _ONE_BY_ONE, _get_order_items, _PAGED),
    _read(
        "getOrderItemsBuyerInfo",
        _ONE + "/orderItems/buyerInfo",
        _ONE_BY_ONE,
        _get_order_items_buyer_info,
        _PAGED,
    ),
)
