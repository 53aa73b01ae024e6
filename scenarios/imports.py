"""A file of products that somebody took in by hand, kept for the record of a world."""

from typing import TYPE_CHECKING

from core.csv.encoding import encoding_of
from scenarios.language.shop_verbs import ShopImportsProducts
from scenarios.language.words import FILE_CHARS_MAX

if TYPE_CHECKING:
    from scenarios.world import World


async def note_products(
    world: "World", data: bytes, *, skip_bad_rows: bool, confirmed: bool
) -> None:
    """The file that the shop took in last was `data`; one too long for a scenario is not kept."""
    text = data.decode(encoding_of(data))
    if len(text) <= FILE_CHARS_MAX:
        world.notes.imported(
            ShopImportsProducts(csv=text, skip_bad_rows=skip_bad_rows, confirmed=confirmed)
        )
