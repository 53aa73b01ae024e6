"""Looking on: received calls, quotas, behaviours."""

from msgspec import Struct
from msgspec.structs import replace

from simulator.behaviours import REGISTRY, UnfitValue, UnknownBehaviour
from simulator.behaviours.entry import Value
from simulator.control.asking import Ask, ControlError, Route, ok, unknown, whole_number
from simulator.exchange import Reply
from simulator.operations import Operation
from simulator.quota import Limit


class SetLimit(Struct, forbid_unknown_fields=True):
    """A usage plan for one operation or for all (`*`), at every caller."""

    operation: str
    rate: float | None = None
    burst: int | None = None
    lifted: bool | None = None


def _requests(ask: Ask) -> Reply:
    query = ask.query("after", "operation", "status", "limit")
    wanted: dict[str, object] = {}
    if "operation" in query:
        wanted["operation"] = query["operation"]
    if "status" in query:
        wanted["status"] = whole_number(query["status"], "status", 0)
    after = whole_number(query.get("after"), "after", 0)
    limit = whole_number(query.get("limit"), "limit", 1000)
    journal = ask.sim.journal
    return ok({"requests": journal.after(after, limit=limit, **wanted), "last": journal.seq})


def _quota(ask: Ask) -> Reply:
    return ok({"quota": _quota_rows(ask)})


def _set_quota(ask: Ask) -> Reply:
    wish = ask.body(SetLimit)
    names = {operation.name: operation for operation in ask.operations}
    if wish.operation != "*" and wish.operation not in names:
        raise unknown("operation", wish.operation, names)
    if (wish.rate is not None and not 0 <= wish.rate <= 1000) or (
        wish.burst is not None and not 0 <= wish.burst <= 1_000_000
    ):
        raise ControlError(400, "invalid", "rate is 0 to 1000 a second, burst 0 to 1000000")
    for operation in ask.operations if wish.operation == "*" else (names[wish.operation],):
        ask.sim.quota.set_limit(operation.name, _changed(ask, operation, wish))
    return ok({"quota": _quota_rows(ask)})


def _changed(ask: Ask, operation: Operation, wish: SetLimit) -> Limit:
    limit = ask.sim.quota.limit(operation.name, operation.limit)
    if wish.rate is not None:
        limit = replace(limit, rate=wish.rate)
    if wish.burst is not None:
        limit = replace(limit, burst=wish.burst)
    if wish.lifted is not None:
        limit = replace(limit, lifted=wish.lifted)
    return limit


def _quota_rows(ask: Ask) -> list[dict[str, object]]:
    """Every operation for the first authorised pair, and every other pair that has called."""
    sim, by_name = ask.sim, {operation.name: operation for operation in ask.operations}
    first = next(iter(sim.world.authorisations.values()))
    keys = {(first.app_id, first.seller_id, name) for name in by_name} | set(sim.quota.keys())
    rows: list[dict[str, object]] = []
    for key in sorted(keys):
        default = by_name[key[2]].limit
        limit = sim.quota.limit(key[2], default)
        rows.append(
            {
                "app": key[0],
                "seller_id": key[1],
                "operation": key[2],
                "rate": limit.rate,
                "burst": limit.burst,
                "lifted": limit.lifted,
                "tokens": round(sim.quota.tokens(key, default, sim.now), 4),
                "next_token_at": sim.quota.next_token_at(key, default, sim.now),
            }
        )
    return rows


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
    Route(
        "GET",
        "/_sim/requests",
        _requests,
        "The SP-API calls received (?after=&operation=&status=&limit=).",
    ),
    Route("GET", "/_sim/quota", _quota, "What each caller may still ask."),
    Route("PATCH", "/_sim/quota", _set_quota, "Set or lift a limit.", SetLimit),
    Route("GET", "/_sim/behaviours", _behaviours, "What this fake believes about Amazon, and why."),
    Route("PATCH", "/_sim/behaviours", _set_behaviours, "Set values: {name: value}; all or none."),
)
