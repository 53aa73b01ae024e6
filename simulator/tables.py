"""The two tables of the simulator: every operation, and everything that may fall due."""

from simulator.feeds import documents, processing
from simulator.feeds.routes import OPERATIONS as FEEDS
from simulator.listings import submissions
from simulator.listings.routes import OPERATIONS as LISTINGS
from simulator.lwa import rules as lwa
from simulator.operations import Operation
from simulator.orders import life, pages
from simulator.orders.routes import OPERATIONS as ORDERS
from simulator.orders_v0.routes import OPERATIONS as ORDERS_V0
from simulator.reports import life as report_life
from simulator.reports import schedules
from simulator.reports.routes import OPERATIONS as REPORTS
from simulator.sellers.routes import OPERATIONS as SELLERS
from simulator.simulation import Happening

OPERATIONS: tuple[Operation, ...] = (*ORDERS, *ORDERS_V0, *LISTINGS, *FEEDS, *REPORTS, *SELLERS)

HAPPENINGS: dict[str, Happening] = {
    **life.HAPPENINGS,
    **pages.HAPPENINGS,
    **submissions.HAPPENINGS,
    **processing.HAPPENINGS,
    **documents.HAPPENINGS,
    **report_life.HAPPENINGS,
    **schedules.HAPPENINGS,
    **lwa.HAPPENINGS,
}
