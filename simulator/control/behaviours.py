"""What this fake believes about Amazon."""

from simulator.behaviours import REGISTRY, UnfitValue, UnknownBehaviour
from simulator.behaviours.entry import Value
from simulator.control.asking import Ask, ControlError, Route, ok, unknown
from simulator.exchange import Reply


def _behaviours(ask: Ask) -> Reply:
    return ok({"behaviours": ask.sim.behaviours.entries()})


def _set_behaviours(ask: Ask) -> Reply:
    wish, behaviours = ask.body(dict[str, Value]), ask.sim.behaviours
    before = behaviours.snapshot()
    for name, value in wish.items():
        try:
            behaviours.set(name, value)
        except UnknownBehaviour:
            behaviours.restore(before)
            raise unknown("behaviour", name, REGISTRY, status=400) from None
        except UnfitValue as error:
            behaviours.restore(before)
            raise ControlError(400, "invalid", str(error), name) from None
    return ok({"behaviours": behaviours.entries()})


ROUTES = (
    Route("GET", "/_sim/behaviours", _behaviours, "What this fake believes about Amazon, and why."),
    Route("PATCH", "/_sim/behaviours", _set_behaviours, "Set values: {name: value}; all or none."),
)
