"""Orders already written as JSON: the same record for the same reader has the same bytes."""

from collections.abc import Callable, Hashable

import msgspec

from simulator.world.records import Order

MOST = 4_000


class WrittenOrders:
    """The last answers about orders. Not state: leaving it out changes no byte of any answer.

    `view` is whatever else but the record decides what is written: the datasets asked for, what the
    caller may see, the behaviours in force.
    """

    def __init__(self) -> None:
        self._views: dict[Hashable, dict[str, tuple[Order, msgspec.Raw]]] = {}
        self._count = 0

    def write(self, order: Order, view: Hashable, write: Callable[[Order], object]) -> msgspec.Raw:
        """The order as JSON, by `write` where it is not known yet."""
        known = self._views.get(view)
        if known is None or self._count > MOST:
            known = self._cleared(view)
        entry = known.get(order.order_id)
        if entry is None or entry[0] is not order:
            entry = (order, msgspec.Raw(msgspec.json.encode(write(order))))
            known[order.order_id] = entry
            self._count += 1
        return entry[1]

    def _cleared(self, view: Hashable) -> dict[str, tuple[Order, msgspec.Raw]]:
        if self._count > MOST:
            self._views.clear()
            self._count = 0
        return self._views.setdefault(view, {})
