"""Writes that Amazon accepts and then forgets (fault accepted_not_applied)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from simulator.notifications.emitting import take_back

if TYPE_CHECKING:
    from simulator.simulation import Simulation

T = TypeVar("T")


class Goods:
    """Orders, listings and what is due for them, as they stand; `put_back` undoes later changes."""

    def __init__(self, sim: "Simulation") -> None:
        world = sim.world
        self._orders = dict(world.orders)
        self._indexes = {seller: one.snapshot() for seller, one in world.order_indexes.items()}
        self._listings = dict(world.listings)
        self._submissions = dict(world.submissions)
        self._past = world.past.snapshot()
        self._notices = dict(world.notices)
        self._events = len(world.events)
        self._agenda = {item.key: item for item in sim.agenda.upcoming(len(sim.agenda))}

    def put_back(self, sim: "Simulation") -> None:
        """Feeds, documents and all else that is new stays; so does what is due for them."""
        world = sim.world
        named = {*world.orders, *world.submissions, *(sku for _, sku in world.listings)}
        later = world.events[self._events :]
        del world.events[self._events :]
        for event in later:
            if event.subject not in named:
                world.record(event.at, event.actor, event.subject, event.what)
        for item in sim.agenda.upcoming(len(sim.agenda)):
            if item.subject in named and self._agenda.get(item.key) != item:
                sim.agenda.cancel(*item.key)
        for key, item in self._agenda.items():
            if item.subject in named and sim.agenda.find(*key) != item:
                sim.agenda.schedule(item.due, item.kind, item.subject, item.note)
        take_back(sim, self._notices, named)
        world.orders = self._orders
        world.listings = self._listings
        world.submissions = self._submissions
        world.past.restore(self._past)
        for seller, index in world.order_indexes.items():
            if seller in self._indexes:
                index.restore(self._indexes[seller])


def without_effect(sim: "Simulation", call: Callable[[], T]) -> T:
    """Do a call whose orders and listings stay as they are; a feed will be processed so."""
    goods, feeds = Goods(sim), set(sim.world.feeds)
    result = call()
    new_feeds = [feed_id for feed_id in sim.world.feeds if feed_id not in feeds]
    for feed_id in new_feeds:
        sim.faults.leave_unapplied(feed_id)
    if not new_feeds:
        goods.put_back(sim)
    return result


def happen_without_effect(sim: "Simulation", happening: Callable[[], None]) -> None:
    """Let something fall due that changes neither orders nor listings."""
    goods = Goods(sim)
    happening()
    goods.put_back(sim)
