"""All control routes, by subject."""

from simulator.control import (
    catalog,
    checkpoints,
    clock,
    faults,
    listings,
    orders,
    participants,
    shop,
    watch,
)
from simulator.control.asking import Route

ROUTES: tuple[Route, ...] = (
    *clock.ROUTES,
    *participants.ROUTES,
    *shop.ROUTES,
    *catalog.ROUTES,
    *listings.ROUTES,
    *orders.ROUTES,
    *faults.ROUTES,
    *checkpoints.ROUTES,
    *watch.ROUTES,
)
