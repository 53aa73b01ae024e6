"""`POST /auth/o2/token`, as form or as JSON."""

import msgspec

from simulator.exchange import Reply, Request, json_reply, parse_form
from simulator.lwa.rules import LwaError, issue
from simulator.simulation import Simulation

TOKEN_PATH = "/auth/o2/token"  # noqa: S105


def answer_token(sim: Simulation, request: Request) -> Reply:
    """A token, or an OAuth error body. LWA has neither quota nor SP-API headers."""
    try:
        if request.method != "POST":
            raise LwaError(405, "invalid_request", "The request method is not supported")
        token, refresh_token = issue(sim, _fields(request))
    except LwaError as error:
        body = {"error": error.code, "error_description": error.description}
        return _sealed(json_reply(error.status, body), sim)
    lifetime = token.expires - sim.now
    answer: dict[str, object] = {
        "access_token": token.token,
        "token_type": "bearer",
        "expires_in": int(lifetime.total_seconds()),
    }
    if refresh_token is not None:
        answer["refresh_token"] = refresh_token
    if token.scope is not None:
        answer["scope"] = token.scope
    return _sealed(json_reply(200, answer), sim)


def _fields(request: Request) -> dict[str, str]:
    try:
        if request.content_type == "application/json":
            return msgspec.json.decode(request.body, type=dict[str, str])
        form = parse_form(request.body.decode())
    except (ValueError, RecursionError):
        raise LwaError(400, "invalid_request", "The request is malformed") from None
    return {name: values[-1] for name, values in form.items()}


def _sealed(reply: Reply, sim: Simulation) -> Reply:
    reply.headers.append(("cache-control", "no-store"))
    reply.headers.append(("pragma", "no-cache"))
    reply.headers.append(("x-amzn-requestid", sim.draw_uuid("lwa-request-ids")))
    return reply
