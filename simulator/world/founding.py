"""How a world begins: one seller, one app, and the goods of a small demo shop."""

from simulator.lwa.grants import authorise
from simulator.simulation import Simulation
from simulator.world.demo import GOODS
from simulator.world.records import (
    ROLES,
    App,
    CatalogItem,
    Channel,
    Listing,
    Plan,
    Seller,
)

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_HEX = "0123456789abcdef"


def found(sim: Simulation, *, empty: bool) -> None:
    """Fill a fresh simulation. `empty` leaves the seller and his app, and no goods."""
    app = register_app(sim, ROLES)
    seller = open_shop(sim, "PROFESSIONAL", None)
    authorise(sim, app, seller)
    if not empty:
        _stock_demo_shop(sim, seller)


def register_app(sim: Simulation, roles: frozenset[str], name: str = "") -> App:
    app = App(
        app_id="amzn1.sp.solution." + sim.draw_uuid("apps"),
        client_id="amzn1.application-oa2-client." + sim.draw_text("apps", _HEX, 32),
        client_secret="amzn1.oa2-cs.v1." + sim.draw_text("apps", _HEX, 64),
        roles=roles,
        name=name,
    )
    sim.world.apps[app.app_id] = app
    return app


def open_shop(sim: Simulation, plan: Plan, seller_id: str | None) -> Seller:
    seller_id = seller_id or "A" + sim.draw_text("sellers", _UPPER, 13)
    seller = Seller(seller_id, f"連携デモ商店 {len(sim.world.sellers) + 1}", plan)
    sim.world.sellers[seller.seller_id] = seller
    return seller


def _stock_demo_shop(sim: Simulation, seller: Seller) -> None:
    for good in GOODS:
        sim.world.catalog[good.asin] = CatalogItem(good.asin, good.title, good.jan, good.brand)
        sim.world.put_listing(
            Listing(
                seller_id=seller.seller_id,
                sku=good.sku,
                asin=good.asin,
                title=good.title,
                price=good.price,
                channels=(Channel(good.channel, good.quantity),),
                created=sim.now,
                updated=sim.now,
            )
        )
