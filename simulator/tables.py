"""The two tables of the simulator: every operation, and everything that may fall due."""

from simulator.catalog_items.routes import OPERATIONS as CATALOG
from simulator.consent import routes as consent
from simulator.fba_inventory.routes import OPERATIONS as FBA_INVENTORY
from simulator.feeds import documents, processing
from simulator.feeds.routes import OPERATIONS as FEEDS
from simulator.listings import submissions
from simulator.listings.routes import OPERATIONS as LISTINGS
from simulator.lwa import rules as lwa
from simulator.notifications import arriving
from simulator.notifications.routes import OPERATIONS as NOTIFICATIONS
from simulator.operations import Operation
from simulator.orders import life, pages
from simulator.orders.routes import OPERATIONS as ORDERS
from simulator.orders_v0.routes import OPERATIONS as ORDERS_V0
from simulator.product_types.routes import OPERATIONS as PRODUCT_TYPES
from simulator.reports import life as report_life
from simulator.reports import schedules
from simulator.reports.routes import OPERATIONS as REPORTS
from simulator.restrictions.routes import OPERATIONS as RESTRICTIONS
from simulator.sellers.routes import OPERATIONS as SELLERS
from simulator.simulation import Happening
from simulator.tokens.routes import OPERATIONS as TOKENS

OPERATIONS: tuple[Operation, ...] = (
    *ORDERS,
    *ORDERS_V0,
    *LISTINGS,
    *RESTRICTIONS,
    *CATALOG,
    *PRODUCT_TYPES,
    *FBA_INVENTORY,
    *FEEDS,
    *REPORTS,
    *SELLERS,
    *TOKENS,
    *NOTIFICATIONS,
)

HAPPENINGS: dict[str, Happening] = {
    **life.HAPPENINGS,
    **pages.HAPPENINGS,
    **submissions.HAPPENINGS,
    **processing.HAPPENINGS,
    **documents.HAPPENINGS,
    **report_life.HAPPENINGS,
    **schedules.HAPPENINGS,
    **lwa.HAPPENINGS,
    **consent.HAPPENINGS,
    **arriving.HAPPENINGS,
}
