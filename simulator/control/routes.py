"""All control routes, by subject."""

from simulator.control import catalog, clock, listings, orders, participants, shop, watch
from simulator.control.asking import Route

ROUTES: tuple[Route, ...] = (
    *clock.ROUTES,
    *participants.ROUTES,
    *shop.ROUTES,
    *catalog.ROUTES,
    *listings.ROUTES,
    *orders.ROUTES,
    *watch.ROUTES,
)
