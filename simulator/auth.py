"""Access tokens: who calls, for whom, and whether Amazon believes it."""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from simulator.exchange import Request
from simulator.refusal import Refusal
from simulator.world.records import App, Seller

if TYPE_CHECKING:
    from simulator.simulation import Simulation


NOBODY = Seller("", "", "PROFESSIONAL")
"""For whom a grantless operation is called."""


class RestrictedResource(Struct, frozen=True):
    """What a restricted data token opens: one method and path, and the personal data there.

    A `path` may hold a placeholder, `/orders/v0/orders/{orderId}`, which stands for any value.
    """

    method: str
    path: str
    elements: tuple[str, ...]

    def covers(self, method: str, path: str) -> bool:
        ours, theirs = self.path.split("/"), path.split("/")
        return (
            method == self.method
            and len(ours) == len(theirs)
            and all(a == b or (a[:1] == "{" and b) for a, b in zip(ours, theirs, strict=True))
        )


class AccessToken(Struct, frozen=True):
    """A token for an app acting for a seller; `seller_id` is None for a grantless one.

    With `restricted` it is a restricted data token, and good for those resources alone.
    """

    token: str
    app_id: str
    seller_id: str | None
    scope: str | None
    expires: datetime
    restricted: tuple[RestrictedResource, ...] = ()


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


def authenticate(sim: "Simulation", request: Request, scope: str | None = None) -> Caller:
    """Who sends `x-amz-access-token`. Raises a 403 `Refusal` as Amazon does, never 401.

    `scope` is that of a grantless operation, which takes no other token.
    """
    denied = sim.behaviours.text("text_denied")
    header = request.headers.get("x-amz-access-token")
    if not header:
        raise Refusal(403, "MissingAuthenticationToken", denied, reason="no access token")
    token = sim.tokens.find(header)
    if token is None:
        bad = sim.behaviours.text("text_token_bad")
        raise Refusal(403, "Unauthorized", denied, bad, reason="unknown access token")
    if token.expires <= sim.now:
        expired = sim.behaviours.text("text_token_expired")
        raise Refusal(403, "Unauthorized", denied, expired, reason="access token expired")
    if token.scope != scope:
        wanted = f"the operation wants {scope or 'a seller'}"
        raise Refusal(403, "Unauthorized", denied, reason=f"{token.scope or 'no grant'}: {wanted}")
    if token.seller_id is None:
        return Caller(sim.world.apps[token.app_id], NOBODY)
    if not authorised(sim, token.app_id, token.seller_id):
        bad = sim.behaviours.text("text_token_bad")
        raise Refusal(403, "Unauthorized", denied, bad, reason="authorisation ended")
    if token.restricted and restricted_elements(token, request) is None:
        raise Refusal(403, "Unauthorized", denied, reason="a restricted token for other resources")
    return Caller(sim.world.apps[token.app_id], sim.world.sellers[token.seller_id])


def restricted_elements(token: AccessToken, request: Request) -> frozenset[str] | None:
    """Which personal data the token opens at the place asked; None = it is not good there."""
    found = [one for one in token.restricted if one.covers(request.method, request.path)]
    return frozenset(name for one in found for name in one.elements) if found else None


def authorised(sim: "Simulation", app_id: str, seller_id: str) -> bool:
    """Whether the seller's consent to the app stands at this moment."""
    now = sim.now
    for grant in sim.world.authorisations.values():
        same = grant.app_id == app_id and grant.seller_id == seller_id
        if same and not grant.revoked and now < grant.expires:
            return True
    return False
