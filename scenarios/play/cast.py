"""Who is who in a case: the script's names of orders, groups and faults, and the calls counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scenarios.amazon_side import AmazonSide


class Calls(NamedTuple):
    """SP-API calls that Amazon received since the start, by operation."""

    made: Counter[str]
    failed: Counter[str]
    """Those that were answered with 400 and above."""


@dataclass
class Cast:
    """Names given by the script, the calls counted so far, and the step that was played last."""

    amazon: "AmazonSide"
    played: int = 0
    """The number of that step in its file."""
    faults: dict[str, str] = field(default_factory=dict)
    """The script's names of faults, and what the fake calls them."""
    _orders: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    """The names of `_orders` by their numbers."""
    _groups: dict[str, list[str]] = field(default_factory=dict)
    _calls: Calls = field(default_factory=lambda: Calls(Counter(), Counter()))
    _last_call: int = 0

    def copy(self) -> "Cast":
        """The same, which what comes later does not change."""
        return Cast(
            self.amazon,
            self.played,
            dict(self.faults),
            dict(self._orders),
            dict(self._names),
            {name: list(orders) for name, orders in self._groups.items()},
            Calls(Counter(self._calls.made), Counter(self._calls.failed)),
            self._last_call,
        )

    def enter(self, name: str, order_id: str, group: str = "") -> None:
        """Remember the number of a new order."""
        self._orders[name] = order_id
        self._names[order_id] = name
        if group:
            self._groups.setdefault(group, []).append(name)

    def order_id(self, name: str) -> str:
        """The number of an order of the script; the name itself where it was never placed."""
        return self._orders.get(name, name)

    def order_name(self, order_id: str) -> str:
        """The name of an order given by its number; empty where the script did not place it."""
        return self._names.get(order_id, "")

    def orders_named(self, name: str) -> tuple[str, ...]:
        """The number of the order of this name, or those of the group of this name."""
        return tuple(
            self._orders[one] for one in (name, *self._groups.get(name, ())) if one in self._orders
        )

    def group(self, name: str) -> tuple[str, ...]:
        """The names of the orders of a group, in the order in which they were placed."""
        return tuple(self._groups.get(name, ()))

    def numbers(self) -> dict[str, str]:
        """Every order of the script by its name."""
        return dict(self._orders)

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name with its kind: order, group, fault."""
        yield from (("order", name) for name in self._orders)
        yield from (("group", name) for name in self._groups)
        yield from (("fault", name) for name in self.faults)

    async def calls(self) -> Calls:
        """The calls up to now."""
        for call in await self.amazon.requests(self._last_call):
            self._calls.made[call.operation or ""] += 1
            if call.status >= 400:
                self._calls.failed[call.operation or ""] += 1
            self._last_call = call.seq
        return self._calls
