"""searchOrders and getOrder of Orders 2026-01-01."""

from simulator.exchange import Reply, json_reply
from simulator.operations import Call, Operation
from simulator.orders import rules
from simulator.orders.wire import OrderWriter
from simulator.quota import Limit

_ROOT = "/orders/2026-01-01/orders"


def _search_orders(call: Call) -> Reply:
    search = rules.read_search(call)
    page = rules.find_page(call, search)
    writer = OrderWriter(call.sim, call.app, search.included)
    answer: dict[str, object] = {
        "orders": [
            call.sim.written.write(one, writer.view(one), writer.order) for one in page.orders
        ]
    }
    if page.next_token is not None:
        answer["pagination"] = {"nextToken": page.next_token}
    name, value = rules.window(search, page)
    answer[name] = value
    return json_reply(200, answer)


def _get_order(call: Call) -> Reply:
    included = rules.listed(call, "includedData", rules.DATASETS)
    order = rules.find_order(call, call.params["orderId"])
    writer = OrderWriter(call.sim, call.app, included)
    written = call.sim.written.write(order, writer.view(order), writer.order)
    return json_reply(200, {"order": written})


OPERATIONS = (
    Operation(
        name="searchOrders",
        api="orders/2026-01-01",
        method="GET",
        path=_ROOT,
        limit=Limit(0.0056, 20),
        handler=_search_orders,
        parameters=rules.SEARCH_PARAMETERS,
    ),
    Operation(
        name="getOrder",
        api="orders/2026-01-01",
        method="GET",
        path=_ROOT + "/{orderId}",
        limit=Limit(0.5, 30),
        handler=_get_order,
        parameters=frozenset({"includedData"}),
    ),
)
