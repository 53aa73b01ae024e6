"""What an SP-API operation is, and what its handler gets."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from simulator.exchange import Reply, Request
from simulator.quota import Limit
from simulator.simulation import Simulation
from simulator.world.records import App, Seller

# The statuses on which most models declare x-amzn-RateLimit-Limit.
RATED = frozenset({200, 201, 202, 204, 400, 404})


class Call:
    """One authenticated call, within its quota."""

    __slots__ = ("app", "params", "query", "request", "seller", "sim")

    def __init__(
        self,
        sim: Simulation,
        request: Request,
        params: dict[str, str],
        query: dict[str, list[str]],
        app: App,
        seller: Seller,
    ) -> None:
        self.sim = sim
        self.request = request
        self.params = params
        self.query = query
        self.app = app
        self.seller = seller

    @property
    def now(self) -> datetime:
        return self.sim.now


class Operation(Struct, frozen=True):
    """An operation of one API: where it is, how often it may be called, who answers.

    `parameters` are the query parameters of the model; others are counted in the journal. Where two
    generations of an API have an operation of the same name, the older one has an `alias`. `scope`
    is set for a grantless operation, which is called for no seller.
    """

    name: str
    api: str
    method: str
    path: str
    limit: Limit
    handler: Callable[[Call], Reply]
    parameters: frozenset[str] = frozenset()
    rated: frozenset[int] = RATED
    alias: str = ""
    scope: str | None = None

    @property
    def key(self) -> str:
        """The name in quotas, faults and the journal, unlike that of any other operation."""
        return self.alias or self.name
