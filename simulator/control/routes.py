"""All control routes, by subject."""

from simulator.control import (
    access,
    behaviours,
    catalog,
    checkpoints,
    clock,
    events,
    faults,
    listings,
    orders,
    participants,
    quota,
    requests,
    sellers,
    shop,
)
from simulator.control.asking import Route

ROUTES: tuple[Route, ...] = (
    *clock.ROUTES,
    *participants.ROUTES,
    *shop.ROUTES,
    *sellers.ROUTES,
    *access.ROUTES,
    *catalog.ROUTES,
    *listings.ROUTES,
    *orders.ROUTES,
    *faults.ROUTES,
    *checkpoints.ROUTES,
    *behaviours.ROUTES,
    *requests.ROUTES,
    *events.ROUTES,
    *quota.ROUTES,
)
