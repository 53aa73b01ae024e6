"""Sellers' consents to apps: given, given again, taken back."""

from msgspec.structs import replace

from simulator.simulation import Simulation
from simulator.world.records import App, Authorisation, Seller

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def authorise(sim: Simulation, app: App, seller: Seller) -> Authorisation:
    """The seller's consent, good for a year from now."""
    if sim.behaviours.text("earlier_refresh_tokens") == "end":
        revoke(sim, seller.seller_id, app.app_id)
    grant = Authorisation(
        app_id=app.app_id,
        seller_id=seller.seller_id,
        refresh_token="Atzr|" + sim.draw_text("refresh-tokens", _ALPHABET, 96),
        granted=sim.now,
        expires=sim.now + sim.behaviours.duration("authorisation_lives"),
    )
    sim.world.authorisations[grant.refresh_token] = grant
    return grant


def revoke(sim: Simulation, seller_id: str, app_id: str) -> list[Authorisation]:
    """The seller takes his consent back: refresh and access tokens end at once; which did."""
    ended = [
        grant
        for grant in sim.world.authorisations.values()
        if grant.seller_id == seller_id and grant.app_id == app_id and not grant.revoked
    ]
    for grant in ended:
        sim.world.authorisations[grant.refresh_token] = replace(grant, revoked=True)
    sim.tokens.drop_all(app_id, seller_id)
    return ended
