"""`/apps/authorize/consent`: GET asks the seller, POST takes his decision and sends him back.

Website authorization workflow: developer-docs.amazon.com, sp-api.md 5.
"""

import re
from urllib.parse import urlencode, urlsplit

from simulator.consent import page
from simulator.exchange import Reply, Request, parse_form
from simulator.simulation import Happening, Simulation
from simulator.world.access import OAuthCode
from simulator.world.records import App

CONSENT_PATH = "/apps/authorize/consent"
_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HEADERS = (
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    ),
)
_ASKED = ("application_id", "state", "redirect_uri", "version")
_ADDRESS = re.compile(r"[!-~]{1,2000}")
_STATE_MAX = 2000


class Unaskable(Exception):
    """A request that gets a page instead of a redirect, since nobody is known to go back to."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code


def answer_consent(sim: Simulation, request: Request) -> Reply:
    """The page, the redirect that a decision leads to, or a page that says what is wrong."""
    try:
        match request.method:
            case "GET" | "HEAD":
                return _ask(sim, _fields(request.query_string))
            case "POST":
                return _decide(sim, _fields(request.body.decode("latin-1")))
            case _:
                raise Unaskable(405, "MD9001", "この画面は GET と POST だけに答えます。")
    except Unaskable as error:
        return Reply(error.status, page.refusal(error.code, str(error)), list(_HEADERS))


def _ask(sim: Simulation, fields: dict[str, str]) -> Reply:
    app = _app(sim, fields)
    _redirect_uri(fields)
    hidden = {name: fields[name] for name in _ASKED if name in fields}
    sellers = sim.world.sellers.values()
    return Reply(
        200, page.question(app, sellers, action=CONSENT_PATH, hidden=hidden), list(_HEADERS)
    )


def _decide(sim: Simulation, fields: dict[str, str]) -> Reply:
    app, redirect_uri = _app(sim, fields), _redirect_uri(fields)
    seller_id = fields.get("selling_partner_id") or sim.world.first_seller().seller_id
    if seller_id not in sim.world.sellers:
        raise Unaskable(400, "MD1000", "この出品者はいません。")
    match fields.get("decision"):
        case "approve":
            code = _new_code(sim, app, seller_id, redirect_uri)
            answer = {"spapi_oauth_code": code, "selling_partner_id": seller_id}
        case "decline":
            text = "The seller declined the authorization"
            answer = {"error": "access_denied", "error_description": text}
        case _:
            raise Unaskable(400, "MD9001", "decision は approve か decline です。")
    answer["state"] = fields.get("state", "")
    join = "&" if urlsplit(redirect_uri).query else "?"
    location = f"{redirect_uri}{join}{urlencode(answer)}"
    return Reply(302, b"", [("location", location), ("cache-control", "no-store")])


def _fields(text: str) -> dict[str, str]:
    try:
        return {name: values[-1] for name, values in parse_form(text).items()}
    except ValueError:
        raise Unaskable(400, "MD9001", "項目が多すぎます。") from None


def _app(sim: Simulation, fields: dict[str, str]) -> App:
    app = sim.world.apps.get(fields.get("application_id", ""))
    if app is None:
        raise Unaskable(400, "MD1000", "application_id のアプリがありません。")
    if len(fields.get("state", "")) > _STATE_MAX:
        raise Unaskable(400, "MD9001", "state が長すぎます。")
    return app


def _redirect_uri(fields: dict[str, str]) -> str:
    """Where the answer goes. Apps register no address at this fake, so it has to be given."""
    given = fields.get("redirect_uri", "")
    try:
        parts = urlsplit(given)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
    except ValueError:
        good = False
    if not good or not _ADDRESS.fullmatch(given):
        raise Unaskable(400, "MD5101", "redirect_uri は http(s) の絶対 URL です。")
    return given


def _new_code(sim: Simulation, app: App, seller_id: str, redirect_uri: str) -> str:
    code = OAuthCode(
        code=sim.draw_text(f"oauth-codes/{seller_id}", _CODE, 20),
        app_id=app.app_id,
        seller_id=seller_id,
        redirect_uri=redirect_uri,
        expires=sim.now + sim.behaviours.duration("oauth_code_lives"),
    )
    sim.world.oauth_codes[code.code] = code
    sim.world.record(sim.now, "SELLER", seller_id, f"consented to {app.name or app.app_id}")
    sim.agenda.schedule(code.expires, "oauth_code_ends", code.code, "a one-time code ends")
    return code.code


def _ended(sim: Simulation, code: str) -> None:
    sim.world.oauth_codes.pop(code, None)


HAPPENINGS: dict[str, Happening] = {"oauth_code_ends": _ended}
