"""Telling one follower what changes in the world's orders and listings."""

from collections.abc import Callable

from simulator.world.records import Listing, Order

OrderChange = Callable[[Order | None, Order], None]
ListingChange = Callable[[Listing | None, Listing], None]


class Changes:
    """Holds no state of its own: what follows is bound anew with each world."""

    def __init__(self) -> None:
        self._order: OrderChange | None = None
        self._listing: ListingChange | None = None

    def follow(self, order: OrderChange, listing: ListingChange) -> None:
        """From now on call `order` and `listing` with what was (None = nothing) and what is."""
        self._order, self._listing = order, listing

    def order(self, before: Order | None, after: Order) -> None:
        if self._order is not None:
            self._order(before, after)

    def listing(self, before: Listing | None, after: Listing) -> None:
        if self._listing is not None:
            self._listing(before, after)

    def snapshot(self) -> object:
        return None

    def restore(self, state: object) -> None:
        """Nothing is kept."""
