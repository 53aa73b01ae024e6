"""The SP-API calls received, as rows or as an HTTP Archive."""

import msgspec

from simulator.control.asking import Ask, Route, ok, unknown, whole_number
from simulator.exchange import Reply
from simulator.har import HAR_TYPE, archive
from simulator.journal import Call, Wire
from simulator.personal import scrubbed, scrubbed_query

_BODIES = ("none", "request", "all")


def _requests(ask: Ask) -> Reply:
    """Rows, or with `Accept: application/har+json` an HTTP Archive 1.2."""
    query, journal = ask.query, ask.sim.journal
    calls = journal.after(
        whole_number(query.get("after"), "after", 0),
        limit=whole_number(query.get("limit"), "limit", 1000),
        **_wanted(ask, query),
    )
    if HAR_TYPE in ask.request.headers.get("accept", ""):
        content = archive(calls, journal.wires(), ask.request.base_url)
        return Reply(200, msgspec.json.encode(content), [("content-type", HAR_TYPE)])
    bodies = query.get("bodies", "request")
    if bodies not in _BODIES:
        raise unknown("bodies", bodies, _BODIES, status=400, field="bodies")
    wires = {} if bodies == "none" else journal.wires()
    rows = [_row(call, wires.get(call.seq), bodies == "all") for call in calls]
    return ok({"requests": rows, "last": journal.seq})


def _wanted(ask: Ask, query: dict[str, str]) -> dict[str, object]:
    wanted: dict[str, object] = {}
    if "operation" in query:
        names = [operation.key for operation in ask.operations]
        if query["operation"] not in names:
            raise unknown("operation", query["operation"], names, status=400, field="operation")
        wanted["operation"] = query["operation"]
    if "status" in query:
        wanted["status"] = whole_number(query["status"], "status", 0)
    if "seller_id" in query:
        sellers = ask.sim.world.sellers
        if query["seller_id"] not in sellers:
            raise unknown("seller", query["seller_id"], sellers, field="seller_id")
        wanted["seller_id"] = query["seller_id"]
    return wanted


def _row(call: Call, wire: Wire | None, answered: bool) -> dict[str, object]:
    """A call with its bodies, as far as they are kept and wanted, personal data removed."""
    row: dict[str, object] = msgspec.structs.asdict(call)
    row["query"] = scrubbed_query(call.query)
    if wire is not None and wire.asked:
        row["request_body"] = scrubbed(wire.asked)
    if wire is not None and answered:
        row["response_body"] = scrubbed(wire.answered)
    return row


ROUTES = (
    Route(
        "GET",
        "/_sim/requests",
        _requests,
        "The SP-API calls received; Accept: application/har+json gives HAR 1.2.",
        query=("after", "operation", "status", "seller_id", "limit", "bodies"),
    ),
)
