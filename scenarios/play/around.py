"""What a typed step may speak of: the names that a world knows at this moment."""

import re
from collections.abc import Awaitable, Callable, Iterator

from scenarios.control_line import AmazonSideRefused
from scenarios.language.one_step import Around
from scenarios.world import World

_NUMBER = re.compile(r"\b[0-9]{3}-[0-9]{7}-[0-9]{7}\b")


def around(text: str) -> Callable[[World], Awaitable[Around]]:
    """Reads in a world what the step `text` stands in; its orders may be named by number too."""

    async def read(world: World) -> Around:
        numbers = [
            number for number in set(_NUMBER.findall(text)) if await _is_order(world, number)
        ]
        skus = {offer.sku for offer in await world.amazon.listings()}
        names = (*_shop(world), *(("order", number) for number in numbers))
        return Around(world.now, world.policy, (*names, *(("sku", sku) for sku in sorted(skus))))

    return read


def _shop(world: World) -> Iterator[tuple[str, str]]:
    yield from world.cast.names()
    for product in world.views.products():
        yield "product", product.code
        if product.sku:
            yield "sku", product.sku


async def _is_order(world: World, number: str) -> bool:
    try:
        await world.amazon.order(number)
    except AmazonSideRefused:
        return False
    return True
