"""x-amzn-RateLimit-Limit, which clients sleep by.

A client that lives in the wall's time would sleep 178 s between two searchOrders while Amazon's
clock runs sixty times as fast and has refilled its bucket long ago. Towards such a client the
figure is scaled. One that lives in Amazon's time, as a clock participant, needs Amazon's figure.
"""

from typing import TYPE_CHECKING

from simulator.exchange import Request

if TYPE_CHECKING:
    from simulator.simulation import Simulation

PARTICIPANT_HEADER = "x-sim-participant"
OUR_ENGINE = "renkei"


def advertised(sim: "Simulation", request: Request, rate: float) -> str:
    """The figure that this client is told, in calls a second."""
    if (
        sim.clock.mode == "rate"
        and sim.behaviours.text("rate_header") == "scaled"
        and not lives_in_simulated_time(sim, request)
    ):
        rate = round(rate * sim.clock.speed, 6)
    return str(float(rate))


def lives_in_simulated_time(sim: "Simulation", request: Request) -> bool:
    """Whether a participant calls: by the header that names him, or by the name that begins the
    user agent (`name/1.0`). renkei's own engine always does."""
    agent = request.headers.get("user-agent", "").partition("/")[0]
    names = {OUR_ENGINE, *sim.participants.names}
    return agent in names or request.headers.get(PARTICIPANT_HEADER) in names
