"""All control routes, by subject."""

from simulator.control import catalog, clock, listings, orders, shop, watch
from simulator.control.asking import Route

ROUTES: tuple[Route, ...] = (
    *clock.ROUTES,
    *shop.ROUTES,
    *catalog.ROUTES,
    *listings.ROUTES,
    *orders.ROUTES,
    *watch.ROUTES,
)
