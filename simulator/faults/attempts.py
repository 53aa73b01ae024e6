"""A request as faults see it."""

from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

from simulator.exchange import Request
from simulator.faults.declared import PAGE_PARAMETERS, Attempt, Place

if TYPE_CHECKING:
    from simulator.simulation import Simulation


def access_token(request: Request) -> str:
    """The token that came with the request, good or not; empty = none."""
    return request.headers.get("x-amz-access-token", "")


def attempt_of(sim: "Simulation", request: Request, operation: str, place: Place) -> Attempt:
    """The request under the name of its operation; empty = of no operation that there is."""
    token = sim.tokens.find(access_token(request))
    try:
        names = request.query().keys()
    except ValueError:
        names = {}.keys()
    return Attempt(
        operation=operation,
        place=place,
        method=request.method,
        path=unquote(request.path),
        query=unquote_plus(request.query_string),
        body=request.body,
        seller_id=token.seller_id if token else None,
        paged=not PAGE_PARAMETERS.isdisjoint(names),
    )
