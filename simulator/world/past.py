"""What orders and listings were a short while ago, for reads that lag behind (fault stale_read)."""

from collections import deque
from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from simulator.world.records import Listing, Order

if TYPE_CHECKING:
    from simulator.world.store import World

REMEMBERED = 10_000


class Replaced(Struct, frozen=True, gc=False):
    """A record that gave way at `at` to a newer one; None = there was none before.

    `position` is that of the seller's order index before the change; 0 for a listing.
    """

    at: datetime
    seller_id: str
    key: str
    record: Order | Listing | None
    position: int = 0


class Past:
    """The last changes, oldest dropped first."""

    def __init__(self) -> None:
        self._orders: deque[Replaced] = deque(maxlen=REMEMBERED)
        self._listings: deque[Replaced] = deque(maxlen=REMEMBERED)
        self._now: Callable[[], datetime] | None = None

    def follow(self, now: Callable[[], datetime]) -> None:
        """Take the time of changes from `now`; before that nothing is remembered."""
        self._now = now

    def keep_order(self, seller_id: str, key: str, earlier: Order | None, position: int) -> None:
        if self._now is not None:
            self._orders.append(Replaced(self._now(), seller_id, key, earlier, position))

    def keep_listing(self, seller_id: str, sku: str, earlier: Listing | None) -> None:
        if self._now is not None:
            self._listings.append(Replaced(self._now(), seller_id, sku, earlier))

    def view(self, world: "World", moment: datetime) -> "World":
        """A world whose orders and listings are those of `moment`, as far back as is remembered.

        All else in it is the present world's own.
        """
        view = copy(world)
        view.orders = dict(world.orders)
        view.listings = dict(world.listings)
        view.order_indexes = dict(world.order_indexes)
        for replaced in _since(self._orders, moment):
            if isinstance(replaced.record, Order):
                view.orders[replaced.key] = replaced.record
            else:
                view.orders.pop(replaced.key, None)
            index = world.index_of(replaced.seller_id)
            view.order_indexes[replaced.seller_id] = index.as_it_was(replaced.position)
        for replaced in _since(self._listings, moment):
            if isinstance(replaced.record, Listing):
                view.listings[(replaced.seller_id, replaced.key)] = replaced.record
            else:
                view.listings.pop((replaced.seller_id, replaced.key), None)
        return view

    def snapshot(self) -> tuple[tuple[Replaced, ...], tuple[Replaced, ...]]:
        return tuple(self._orders), tuple(self._listings)

    def restore(self, state: tuple[tuple[Replaced, ...], tuple[Replaced, ...]]) -> None:
        self._orders = deque(state[0], maxlen=REMEMBERED)
        self._listings = deque(state[1], maxlen=REMEMBERED)


def _since(kept: deque[Replaced], moment: datetime) -> list[Replaced]:
    """What was replaced after `moment`, latest first, so that the earliest is put back last."""
    found: list[Replaced] = []
    for replaced in reversed(kept):
        if replaced.at <= moment:
            break
        found.append(replaced)
    return found
