"""Beginning again, and the credentials of a seller."""

from msgspec import Struct

from simulator.clock import ClockError
from simulator.consent.routes import CONSENT_PATH
from simulator.control.asking import Ask, ControlError, Moment, Route, ok, unknown, utc
from simulator.exchange import Reply
from simulator.lwa.routes import TOKEN_PATH
from simulator.simulation import Simulation
from simulator.sqs.actions import QUEUE_PREFIX
from simulator.world.founding import found
from simulator.world.records import MARKETPLACE_ID, App, Authorisation


class Reset(Struct, forbid_unknown_fields=True):
    seed: int = 1
    start: Moment | None = None
    empty: bool = False


def _reset(ask: Ask) -> Reply:
    wish, sim = ask.body(Reset), ask.sim
    start = sim.start if wish.start is None else utc(wish.start, "start")
    try:
        sim.begin(wish.seed, start)
    except ClockError as error:
        raise ControlError(400, "invalid", str(error), "start") from None
    found(sim, empty=wish.empty)
    return ok(_summary(sim))


def _summary(sim: Simulation) -> dict[str, object]:
    world = sim.world
    return {
        "seed": sim.seed,
        "now": sim.now,
        "seller_id": world.first_seller().seller_id,
        "marketplace_id": MARKETPLACE_ID,
        "sellers": len(world.sellers),
        "catalog": len(world.catalog),
        "listings": len(world.listings),
        "orders": len(world.orders),
    }


def _credentials(ask: Ask) -> Reply:
    world, query = ask.sim.world, ask.query
    seller_id = query.get("seller_id", world.first_seller().seller_id)
    if seller_id not in world.sellers:
        raise unknown("seller", seller_id, world.sellers, field="seller_id")
    grants = [grant for grant in world.authorisations.values() if grant.seller_id == seller_id]
    if "app" in query:
        grants = [one for one in grants if query["app"] in _names(world.apps[one.app_id])]
    if not grants:
        raise ControlError(404, "unknown", "this seller has authorised no such app", "seller_id")
    first = [one for one in grants if one.app_id == grants[0].app_id]
    return ok(credentials(ask, next((g for g in reversed(first) if not g.revoked), first[-1])))


def _names(app: App) -> tuple[str, str]:
    return app.app_id, app.name


def credentials(ask: Ask, grant: Authorisation) -> dict[str, object]:
    """All that a client needs to call as this app for this seller."""
    app, base = ask.sim.world.apps[grant.app_id], ask.request.base_url
    return {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "refresh_token": grant.refresh_token,
        "seller_id": grant.seller_id,
        "marketplace_id": MARKETPLACE_ID,
        "endpoint": base,
        "token_endpoint": base + TOKEN_PATH,
        "consent_url": f"{base}{CONSENT_PATH}?application_id={app.app_id}",
        "sqs_endpoint": base + QUEUE_PREFIX,
        "authorised_at": grant.granted,
    }


ROUTES = (
    Route("POST", "/_sim/reset", _reset, "Forget everything and begin again.", Reset),
    Route(
        "GET", "/_sim/credentials", _credentials, "What a client needs.", query=("seller_id", "app")
    ),
)
