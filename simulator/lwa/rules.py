"""Which tokens Login with Amazon gives, and to whom."""

from simulator.auth import AccessToken
from simulator.clock import iso
from simulator.lwa.grants import authorise
from simulator.lwa.secrets import is_secret_of
from simulator.simulation import Happening, Simulation
from simulator.world.records import App

GRANTLESS_SCOPES = frozenset(
    {"sellingpartnerapi::notifications", "sellingpartnerapi::client_credential:rotation"}
)
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class LwaError(Exception):
    """An OAuth error: `{"error": code, "error_description": text}` with its status."""

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.status = status
        self.code = code
        self.description = description


def issue(sim: Simulation, fields: dict[str, str]) -> tuple[AccessToken, str | None]:
    """The access token asked for, and the refresh token it came from. Raises `LwaError`."""
    grant = _required(fields, "grant_type")
    match grant:
        case "refresh_token":
            app = _client(sim, fields)
            refresh_token = _required(fields, "refresh_token")
            seller_id = _seller_of(sim, app, refresh_token)
            return _new_token(sim, app, seller_id, None), refresh_token
        case "authorization_code":
            app = _client(sim, fields)
            refresh_token = _redeem(sim, app, fields)
            return _new_token(sim, app, _seller_of(sim, app, refresh_token), None), refresh_token
        case "client_credentials":
            app = _client(sim, fields)
            scope = _required(fields, "scope")
            if scope not in GRANTLESS_SCOPES:
                raise LwaError(400, "invalid_scope", "The request has an invalid scope")
            return _new_token(sim, app, None, scope), None
        case _:
            raise LwaError(
                400,
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server",
            )


def _required(fields: dict[str, str], name: str) -> str:
    value = fields.get(name)
    if not value:
        text = f"The request is missing a required parameter : {name}"
        raise LwaError(400, "invalid_request", text)
    return value


def _client(sim: Simulation, fields: dict[str, str]) -> App:
    client_id, secret = _required(fields, "client_id"), _required(fields, "client_secret")
    for app in sim.world.apps.values():
        if app.client_id == client_id and is_secret_of(sim, app, secret):
            return app
    raise LwaError(401, "invalid_client", "Client authentication failed")


def _redeem(sim: Simulation, app: App, fields: dict[str, str]) -> str:
    """Turn a one-time code into a refresh token. Raises `LwaError`; any use spends the code."""
    given = _required(fields, "code")
    code = sim.world.oauth_codes.get(given)
    if code is None or code.app_id != app.app_id or code.expires <= sim.now:
        raise LwaError(400, "invalid_grant", "The request has an invalid grant parameter : code")
    del sim.world.oauth_codes[given]
    sim.agenda.cancel("oauth_code_ends", given)
    if fields.get("redirect_uri", code.redirect_uri) != code.redirect_uri:
        text = "The request has an invalid grant parameter : redirect_uri"
        raise LwaError(400, "invalid_grant", text)
    return authorise(sim, app, sim.world.sellers[code.seller_id]).refresh_token


def _seller_of(sim: Simulation, app: App, refresh_token: str) -> str:
    grant = sim.world.authorisations.get(refresh_token)
    if grant is None or grant.app_id != app.app_id or grant.revoked or grant.expires <= sim.now:
        text = "The request has an invalid grant parameter : refresh_token"
        if grant is not None and grant.app_id == app.app_id:
            text += ". User may have revoked or didn't grant the permission."
        raise LwaError(400, "invalid_grant", text)
    return grant.seller_id


def _new_token(sim: Simulation, app: App, seller_id: str | None, scope: str | None) -> AccessToken:
    token = AccessToken(
        token="Atza|" + sim.draw_text("access-tokens", _ALPHABET, 120),
        app_id=app.app_id,
        seller_id=seller_id,
        scope=scope,
        expires=sim.now + sim.behaviours.duration("access_token_lives"),
    )
    sim.tokens.add(token)
    note = f"an access token of {seller_id or scope} issued at {iso(sim.now)} ends"
    sim.agenda.schedule(token.expires, "access_token_ends", token.token[:16], note)
    return token


def _ended(sim: Simulation, subject: str) -> None:
    """Nothing to do: tokens and secrets are refused by their own time. The agenda shows when."""


HAPPENINGS: dict[str, Happening] = {"access_token_ends": _ended, "old_secret_ends": _ended}
