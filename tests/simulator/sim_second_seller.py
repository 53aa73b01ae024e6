"""A second seller at the same fake Amazon, with an app of its own."""

from sim_client import Amazon

from simulator.lwa.grants import authorise
from simulator.world.founding import open_shop, register_app
from simulator.world.records import ROLES, Seller


def second_seller(amazon: Amazon, roles: frozenset[str] = ROLES) -> tuple[Seller, str]:
    """The seller, and an access token of his app, which has `roles`."""
    sim = amazon.app.simulation
    app, seller = register_app(sim, roles), open_shop(sim, "PROFESSIONAL", None)
    grant = authorise(sim, app, seller)
    answer = amazon.login(
        client_id=app.client_id,
        client_secret=app.client_secret,
        refresh_token=grant.refresh_token,
    )
    return seller, answer.json()["access_token"]
