"""Every report type that is simulated: who may order it, whether on a schedule, who writes it."""

from collections.abc import Callable

from msgspec import Struct

from simulator.reports import all_orders, listings, pending_orders
from simulator.reports.table import Sheet
from simulator.simulation import Simulation
from simulator.world.reporting import Report

_ORDERS = frozenset({"INVENTORY_AND_ORDER_TRACKING", "DIRECT_TO_CONSUMER"})
_GOODS = frozenset({"INVENTORY_AND_ORDER_TRACKING", "PRODUCT_LISTING", "DIRECT_TO_CONSUMER"})


class Kind(Struct, frozen=True):
    """A report type. `near_real_time`: Amazon makes it only every so often."""

    write: Callable[[Simulation, Report], Sheet | None]
    roles: frozenset[str]
    schedulable: bool = False
    near_real_time: bool = False


KINDS: dict[str, Kind] = {
    all_orders.BY_LAST_UPDATE: Kind(all_orders.by_last_update, _ORDERS, schedulable=True),
    all_orders.BY_ORDER_DATE: Kind(all_orders.by_order_date, _ORDERS, schedulable=True),
    pending_orders.FLAT: Kind(pending_orders.flat, _ORDERS, schedulable=True),
    pending_orders.CONVERGED: Kind(pending_orders.flat, _ORDERS, schedulable=True),
    pending_orders.XML: Kind(pending_orders.xml, _ORDERS, schedulable=True),
    listings.ALL: Kind(listings.all_listings, _GOODS, near_real_time=True),
    listings.ACTIVE: Kind(listings.active_listings, _GOODS, near_real_time=True),
    listings.INACTIVE: Kind(listings.inactive_listings, _GOODS, near_real_time=True),
    listings.OPEN: Kind(listings.open_listings, _GOODS, near_real_time=True),
}
