"""A world's shop looks into Amazon's catalogue, over the shop's own line (R07, R08)."""

from typing import TYPE_CHECKING

from scenarios.world import World

if TYPE_CHECKING:
    from core import Finder
    from core.amazon.catalog import CatalogItem


async def find_items(world: World, text: str) -> "tuple[CatalogItem, ...]":
    """Items by ASIN, JAN code or keywords. Raises as `Finder.find` does."""
    return await _finder(world).find(text, world.machine.clock(world.now))


async def check_asin(world: World, asin: str) -> None:
    """Raise Refused where the catalogue has no such ASIN."""
    await _finder(world).check(asin, world.machine.clock(world.now))


def _finder(world: World) -> "Finder":
    from core import Finder

    return Finder(world.books, world.account, world.machine.network)
