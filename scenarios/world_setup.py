"""How a world begins: policy, seed, time, what the shop has and what stands at Amazon."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.labels import Contract, Policy

if TYPE_CHECKING:
    from scenarios.amazon_side import Party
    from scenarios.language.definition import ManyProducts

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""When a world begins unless told otherwise: 09:00 JST on a working day."""


@dataclass(frozen=True)
class ListingSetup:
    """An offer at Amazon at the start."""

    sku: str
    asin: str
    quantity: int
    price_yen: int
    fulfilled_by: "Party" = "MERCHANT"
    title: str | None = None


@dataclass(frozen=True)
class ProductSetup:
    """A product of the shop at the start; with a `sku` it is linked."""

    code: str
    title: str
    stock: int
    price_yen: int
    sku: str = ""
    asin: str = ""


@dataclass(frozen=True)
class WorldSetup:
    """How a world begins.

    `demo` keeps the fake's own demo catalogue and links what of it the shop ships itself; else
    Amazon begins empty but for `listings`.
    `books_path` None keeps the books in memory. `http` puts a socket between the two sides.
    """

    policy: Policy = Policy.DOCUMENTED
    seed: int = 1
    start: datetime = START
    books_path: Path | None = None
    http: bool = False
    demo: bool = False
    recorded: bool = False
    """Whether acts at Amazon are noted, to make a scenario of them (`scenarios.script`)."""
    products: tuple[ProductSetup, ...] = ()
    listings: tuple[ListingSetup, ...] = ()
    many: "ManyProducts | None" = None
    """Linked products by the thousand, and the offers that go with them."""
    linked: bool = True
    ready_after: timedelta = timedelta(0)
    consented_ago: timedelta | None = None
    """How long ago the seller consented (R05); None where nobody knows."""
    contract: Contract | None = None
    reserve: int = 0
    buyers: bool = False
    """Whether names and addresses are asked for and kept, sealed with the world's own key (R40)."""
    behaviours: Mapping[str, object] = field(default_factory=dict)
    """What Amazon is believed to do where that is in doubt (`/_sim/behaviours`)."""
    periods: Mapping[str, timedelta] = field(default_factory=dict)
    """Intervals of the engine's jobs by name, where they are not the usual ones."""
