"""A seller takes his consent to an app back, or gives it again; an app gets a new secret."""

from msgspec import Struct

from simulator.control.asking import Ask, ControlError, Name, Route, ok, unknown
from simulator.control.shop import credentials
from simulator.exchange import Reply
from simulator.lwa.grants import authorise, revoke
from simulator.lwa.secrets import rotate, secret_ends
from simulator.world.records import App


class WhichApp(Struct, forbid_unknown_fields=True):
    """`app` by id or by name; left out = the first that the seller ever authorised."""

    app: Name | None = None


def _revoke(ask: Ask) -> Reply:
    app, seller_id = _app_of(ask), ask.params["seller_id"]
    ended = revoke(ask.sim, seller_id, app.app_id)
    if not ended:
        raise ControlError(409, "not_allowed", "no consent to this app stands", "app")
    what = f"took back the consent to {app.name or app.app_id}"
    ask.sim.world.record(ask.sim.now, "SELLER", seller_id, what)
    return ok({"seller_id": seller_id, "app_id": app.app_id, "ended": len(ended)})


def _authorise(ask: Ask) -> Reply:
    app, seller = _app_of(ask), ask.sim.world.sellers[ask.params["seller_id"]]
    grant = authorise(ask.sim, app, seller)
    what = f"consented to {app.name or app.app_id}"
    ask.sim.world.record(ask.sim.now, "SELLER", seller.seller_id, what)
    return ok(credentials(ask, grant))


def _app_of(ask: Ask) -> App:
    world, wish, seller_id = ask.sim.world, ask.body(WhichApp), ask.params["seller_id"]
    if seller_id not in world.sellers:
        raise unknown("seller", seller_id, world.sellers)
    if wish.app is not None:
        return _find(ask, wish.app, "app")
    grants = world.authorisations.values()
    first = next((grant.app_id for grant in grants if grant.seller_id == seller_id), None)
    return world.apps[first] if first is not None else next(iter(world.apps.values()))


def _rotate(ask: Ask) -> Reply:
    app = rotate(ask.sim, _find(ask, ask.params["app"], None))
    return ok(
        {
            "app_id": app.app_id,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "secret_ends": secret_ends(ask.sim, app),
            "old_secret_ends": app.old_secret_ends,
        }
    )


def _find(ask: Ask, name: str, field: str | None) -> App:
    apps = ask.sim.world.apps
    found = next((app for app in apps.values() if name in (app.app_id, app.name)), None)
    if found is None:
        known = [*apps, *(app.name for app in apps.values() if app.name)]
        raise unknown("app", name, known, status=400 if field else 404, field=field)
    return found


ROUTES = (
    Route(
        "POST",
        "/_sim/sellers/{seller_id}/revoke",
        _revoke,
        "The seller takes his consent to an app back.",
        WhichApp,
    ),
    Route(
        "POST",
        "/_sim/sellers/{seller_id}/authorise",
        _authorise,
        "The seller consents without the page: new credentials.",
        WhichApp,
    ),
    Route(
        "POST",
        "/_sim/apps/{app}/rotate-secret",
        _rotate,
        "A new client secret; the old one ends some days later.",
    ),
)
