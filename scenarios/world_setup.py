"""How a world begins: policy, seed, time, what the shop has and what stands at Amazon."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.labels import Policy

if TYPE_CHECKING:
    from scenarios.amazon_side import Party

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
    products: tuple[ProductSetup, ...] = ()
    listings: tuple[ListingSetup, ...] = ()
