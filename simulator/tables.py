"""The two tables of the simulator: every operation, and everything that may fall due."""

from simulator.lwa import rules as lwa
from simulator.operations import Operation
from simulator.orders import life, pages
from simulator.orders.routes import OPERATIONS as ORDERS
from simulator.simulation import Happening

OPERATIONS: tuple[Operation, ...] = (*ORDERS,)

HAPPENINGS: dict[str, Happening] = {
    **life.HAPPENINGS,
    **pages.HAPPENINGS,
    **lwa.HAPPENINGS,
}
