"""Sellers and the apps that act for them."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from simulator.control.asking import Ask, ControlError, Name, Route, ok, unknown
from simulator.control.shop import credentials
from simulator.exchange import Reply
from simulator.lwa.grants import authorise
from simulator.world.founding import open_shop, register_app
from simulator.world.records import ROLES, App, Authorisation, Plan, Seller

SellerId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class NewSeller(Struct, forbid_unknown_fields=True):
    """`app` is the id or a name of one's own; a name that is new registers another app.

    Without `app` and `roles` the first app acts for the new seller; with `roles` alone a new one.
    """

    seller_id: SellerId | None = None
    plan: Plan | None = None
    roles: list[Name] | None = None
    app: Name | None = None


class EditSeller(Struct, forbid_unknown_fields=True):
    plan: Plan


def _shown(ask: Ask, seller: Seller, grant: Authorisation) -> dict[str, object]:
    app = ask.sim.world.apps[grant.app_id]
    about = {
        "seller_id": seller.seller_id,
        "store_name": seller.store_name,
        "plan": seller.plan,
        "app": app.name or app.app_id,
        "app_id": app.app_id,
        "roles": sorted(app.roles),
    }
    return about | credentials(ask, grant)


def _list(ask: Ask) -> Reply:
    """A row for every app of every seller."""
    world = ask.sim.world
    grants = world.authorisations.values()
    rows = [_shown(ask, world.sellers[one.seller_id], one) for one in grants]
    return ok({"sellers": rows})


def _add(ask: Ask) -> Reply:
    wish, world = ask.body(NewSeller), ask.sim.world
    roles = _roles(wish)
    known = None if wish.app is None else _app(ask, wish.app)
    if known is not None and roles is not None and roles != known.roles:
        text = f"the app {wish.app!r} has the roles {', '.join(sorted(known.roles))}"
        raise ControlError(409, "exists", text, "roles")
    seller = None if wish.seller_id is None else world.sellers.get(wish.seller_id)
    if seller is not None:
        _check_again(ask, wish, seller, known)
    if wish.app is None and roles is None:
        known = next(iter(world.apps.values()))
    app = known or register_app(ask.sim, ROLES if roles is None else roles, wish.app or "")
    seller = seller or open_shop(ask.sim, wish.plan or "PROFESSIONAL", wish.seller_id)
    return ok(_shown(ask, seller, authorise(ask.sim, app, seller)))


def _roles(wish: NewSeller) -> frozenset[str] | None:
    if wish.roles is None:
        return None
    for role in wish.roles:
        if role not in ROLES:
            raise unknown("role", role, sorted(ROLES), status=400, field="roles")
    return frozenset(wish.roles)


def _app(ask: Ask, name: str) -> App | None:
    """By id or by name; an id that is none is refused, since no name looks like one."""
    apps = ask.sim.world.apps
    if name in apps:
        return apps[name]
    if name.startswith("amzn1."):
        raise unknown("app", name, apps, status=400, field="app")
    return next((app for app in apps.values() if app.name == name), None)


def _check_again(ask: Ask, wish: NewSeller, seller: Seller, app: App | None) -> None:
    """A seller who is there may authorise one more app, and nothing else."""
    if wish.app is None:
        text = f"seller {seller.seller_id} exists: give a second app, or use PATCH"
        raise ControlError(409, "exists", text, "seller_id")
    if wish.plan not in (None, seller.plan):
        text = f"seller {seller.seller_id} is on the plan {seller.plan}: use PATCH"
        raise ControlError(409, "exists", text, "plan")
    grants = ask.sim.world.authorisations.values()
    pairs = [(grant.app_id, grant.seller_id) for grant in grants if not grant.revoked]
    if app is not None and (app.app_id, seller.seller_id) in pairs:
        raise ControlError(409, "exists", f"{wish.app!r} acts for him already", "app")


def _edit(ask: Ask) -> Reply:
    wish, world = ask.body(EditSeller), ask.sim.world
    seller_id = ask.params["seller_id"]
    if seller_id not in world.sellers:
        raise unknown("seller", seller_id, world.sellers)
    seller = world.sellers[seller_id] = replace(world.sellers[seller_id], plan=wish.plan)
    world.record(ask.sim.now, "SELLER", seller_id, f"plan {wish.plan}")
    return ok({"seller_id": seller_id, "store_name": seller.store_name, "plan": seller.plan})


ROUTES = (
    Route("GET", "/_sim/sellers", _list, "Every seller with each app that acts for him."),
    Route(
        "POST",
        "/_sim/sellers",
        _add,
        "Another seller, or another app of a seller, with credentials.",
        NewSeller,
    ),
    Route("PATCH", "/_sim/sellers/{seller_id}", _edit, "Change the plan.", EditSeller),
)
