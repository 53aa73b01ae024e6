"""Access tokens: who calls, for whom, and whether Amazon believes it."""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from simulator.refusal import Refusal
from simulator.world.records import App, Seller

if TYPE_CHECKING:
    from simulator.simulation import Simulation


class AccessToken(Struct, frozen=True):
    """A token for an app acting for a seller; `seller_id` is None for a grantless one."""

    token: str
    app_id: str
    seller_id: str | None
    scope: str | None
    expires: datetime


class Tokens:
    """All access tokens ever issued: an ended one is told apart from one that never was."""

    def __init__(self) -> None:
        self._issued: dict[str, AccessToken] = {}

    def add(self, token: AccessToken) -> None:
        self._issued[token.token] = token

    def find(self, token: str) -> AccessToken | None:
        return self._issued.get(token)

    def drop(self, token: str) -> None:
        """From now on this is no token."""
        self._issued.pop(token, None)

    def drop_all(self, app_id: str, seller_id: str) -> None:
        """From now on no token of this app for this seller is one."""
        self._issued = {
            name: token
            for name, token in self._issued.items()
            if (token.app_id, token.seller_id) != (app_id, seller_id)
        }

    def snapshot(self) -> dict[str, AccessToken]:
        return dict(self._issued)

    def restore(self, issued: dict[str, AccessToken]) -> None:
        self._issued = dict(issued)


class Caller(Struct, frozen=True):
    """An authenticated caller of an operation."""

    app: App
    seller: Seller


def authenticate(sim: "Simulation", header: str | None) -> Caller:
    """Who sends `x-amz-access-token`. Raises a 403 `Refusal` as Amazon does, never 401."""
    denied = sim.behaviours.text("text_denied")
    if not header:
        raise Refusal(403, "MissingAuthenticationToken", denied, reason="no access token")
    token = sim.tokens.find(header)
    if token is None:
        bad = sim.behaviours.text("text_token_bad")
        raise Refusal(403, "Unauthorized", denied, bad, reason="unknown access token")
    if token.expires <= sim.now:
        expired = sim.behaviours.text("text_token_expired")
        raise Refusal(403, "Unauthorized", denied, expired, reason="access token expired")
    if token.seller_id is None:
        raise Refusal(403, "Unauthorized", denied, reason="grantless token")
    if not authorised(sim, token.app_id, token.seller_id):
        bad = sim.behaviours.text("text_token_bad")
        raise Refusal(403, "Unauthorized", denied, bad, reason="authorisation ended")
    return Caller(sim.world.apps[token.app_id], sim.world.sellers[token.seller_id])


def authorised(sim: "Simulation", app_id: str, seller_id: str) -> bool:
    """Whether the seller's consent to the app stands at this moment."""
    return any(
        grant.app_id == app_id
        and grant.seller_id == seller_id
        and not grant.revoked
        and sim.now < grant.expires
        for grant in sim.world.authorisations.values()
    )
