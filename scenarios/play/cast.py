"""Who is who in a case: the script's names of orders and Amazon's numbers for them."""

from collections import Counter

from scenarios.amazon_side import AmazonSide


class Cast:
    """Names given by the script, and the calls counted so far."""

    def __init__(self, amazon: AmazonSide) -> None:
        self._orders: dict[str, str] = {}
        self._amazon = amazon
        self._calls: Counter[str] = Counter()
        self._last_call = 0

    def enter(self, name: str, order_id: str) -> None:
        """Remember the number of a new order."""
        self._orders[name] = order_id

    def order_id(self, name: str) -> str:
        """The number of an order of the script; the name itself where it was never placed."""
        return self._orders.get(name, name)

    async def calls(self) -> Counter[str]:
        """SP-API calls that Amazon received since the start, by operation."""
        for call in await self._amazon.requests(self._last_call):
            self._calls[call.operation or ""] += 1
            self._last_call = call.seq
        return self._calls
