"""The control interface: finding the route, asking for the token, catching what goes wrong."""

import logging
from hmac import compare_digest

from simulator.control.asking import Ask, ControlError, Route, ok, unknown
from simulator.control.openapi import describe
from simulator.control.routes import ROUTES
from simulator.exchange import Reply, Request
from simulator.gateway import Gateway
from simulator.routing import Routes
from simulator.simulation import Simulation

log = logging.getLogger("simulator")


class Panel:
    """Answers everything under /_sim."""

    def __init__(self, gateway: Gateway, control_token: str | None) -> None:
        self._operations = gateway.operations
        self._token = control_token
        self._all = (
            Route("GET", "/_sim", self._index, "This list of routes."),
            Route("GET", "/_sim/openapi.json", self._openapi, "This interface as OpenAPI 3.1."),
            *ROUTES,
        )
        self._routes: Routes[Route] = Routes()
        for route in self._all:
            self._routes.add(route.method, route.path, route)

    async def answer(self, sim: Simulation, request: Request) -> Reply:
        """The answer to a control request; every failure is a well-formed error body."""
        try:
            self._admit(request)
            route, params = self._find(request)
            query = route.read_query(request)
            reply = route.handler(Ask(sim, request, params, query, self._operations))
            return reply if isinstance(reply, Reply) else await reply
        except ControlError as error:
            return error.reply()
        except Exception:
            log.exception("%s %s failed", request.method, request.path)
            return ControlError(500, "internal", "the simulator failed; see its log").reply()

    def _admit(self, request: Request) -> None:
        if self._token is None:
            return
        given = request.headers.get("authorization", "")
        if not compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            raise ControlError(
                401, "unauthorised", "send the control token: Authorization: Bearer <token>"
            )

    def _find(self, request: Request) -> tuple[Route, dict[str, str]]:
        path = request.path.rstrip("/")
        match = self._routes.find(request.method, path)
        if match is None:
            raise unknown("route", path, {route.path for route in self._all})
        if match.target is None:
            allowed = ", ".join(match.allowed)
            raise ControlError(405, "method_not_allowed", f"{path} takes {allowed}")
        return match.target, match.params

    def _index(self, ask: Ask) -> Reply:
        return ok(
            {
                "routes": [
                    {"method": route.method, "path": route.path, "summary": route.summary}
                    for route in self._all
                ]
            }
        )

    def _openapi(self, ask: Ask) -> Reply:
        return ok(describe(self._all))
