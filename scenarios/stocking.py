"""What stands in a shop and at Amazon when their world begins."""

from typing import TYPE_CHECKING

from scenarios.world_setup import ListingSetup, ProductSetup, WorldSetup

if TYPE_CHECKING:
    from scenarios.language.definition import ManyProducts
    from scenarios.world import World


async def stock(world: "World") -> None:
    """Put there what the world's setup says."""
    setup, desk = world.setup, world.desk
    crowd = _crowd(setup)
    for offer in (*setup.listings, *(offer for _, offer in crowd)):
        await world.amazon.put_listing(
            offer.sku,
            offer.asin,
            quantity=offer.quantity,
            price_yen=offer.price_yen,
            fulfilled_by=offer.fulfilled_by,
            title=offer.title,
        )
    desk.set_policy(setup.policy)
    if setup.contract is not None:
        desk.set_contract(setup.contract)
    if setup.reserve:
        desk.set_reserve(setup.reserve)
    many = (product for product, _ in crowd)
    for product in (*setup.products, *many, *(await _demo_products(world))):
        desk.add_product(
            product.code, product.title, stock=product.stock, price_yen=product.price_yen
        )
        if product.sku:
            desk.link(product.code, product.sku, product.asin)
    if setup.linked:
        ago = setup.consented_ago
        desk.start_link(setup.ready_after, authorised_at=None if ago is None else world.now - ago)


def _crowd(setup: WorldSetup) -> tuple[tuple[ProductSetup, ListingSetup], ...]:
    """`many` products, `p-00001` and so on, each with its offer."""
    if (many := setup.many) is None:
        return ()
    return tuple(_one_of(many, f"p-{n:05}", n) for n in range(1, many.count + 1))


def _one_of(many: "ManyProducts", code: str, n: int) -> tuple[ProductSetup, ListingSetup]:
    sku, asin = code.upper(), f"B0{n:08}"
    return (
        ProductSetup(code, f"商品 {n}", many.stock, many.price, sku, asin),
        ListingSetup(sku, asin, many.at_amazon, many.price),
    )


async def _demo_products(world: "World") -> tuple[ProductSetup, ...]:
    """The self-shipped offers of the demo catalogue, as the shop has them."""
    if not world.setup.demo:
        return ()
    return tuple(
        ProductSetup(
            offer.sku.lower(), offer.title, offer.quantity, offer.price, offer.sku, offer.asin
        )
        for offer in await world.amazon.listings()
        if offer.fulfilled_by == "MERCHANT"
    )
