"""The world's history."""

from simulator.control.asking import Ask, Route, ok, whole_number
from simulator.exchange import Reply
from simulator.news import follow

_STREAM = "text/event-stream"


def _events(ask: Ask) -> Reply:
    """Lines after a number; with `Accept: text/event-stream` all that come, as they come."""
    query, events = ask.query, ask.sim.world.events
    given = query.get("after", ask.request.headers.get("last-event-id"))
    after = min(whole_number(given, "after", 0), len(events))
    if _STREAM in ask.request.headers.get("accept", ""):
        headers = [("content-type", _STREAM), ("cache-control", "no-store")]
        return Reply(200, headers=headers, stream=follow(ask.sim, after))
    limit = whole_number(query.get("limit"), "limit", 1000)
    return ok({"events": events[after : after + limit], "last": len(events)})


ROUTES = (
    Route(
        "GET",
        "/_sim/events",
        _events,
        "The world's history; Accept: text/event-stream follows it.",
        query=("after", "limit"),
    ),
)
