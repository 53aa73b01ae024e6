"""What each caller may still ask, and how much it is allowed."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from simulator.control.asking import Ask, Route, ok, unknown
from simulator.exchange import Reply
from simulator.operations import Operation
from simulator.quota import Limit


class SetLimit(Struct, forbid_unknown_fields=True):
    """A usage plan for one operation or for all (`*`), at every caller."""

    operation: str
    rate: Annotated[float, Meta(ge=0, le=1000)] | None = None
    burst: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    lifted: bool | None = None


def _quota(ask: Ask) -> Reply:
    wanted = ask.query.items()
    rows = [row for row in _quota_rows(ask) if all(row[k] == v for k, v in wanted)]
    return ok({"quota": rows})


def _set_quota(ask: Ask) -> Reply:
    wish = ask.body(SetLimit)
    names = {operation.key: operation for operation in ask.operations}
    if wish.operation != "*" and wish.operation not in names:
        raise unknown("operation", wish.operation, names, status=400, field="operation")
    for operation in ask.operations if wish.operation == "*" else (names[wish.operation],):
        ask.sim.quota.set_limit(operation.key, _changed(ask, operation, wish))
    return ok({"quota": _quota_rows(ask)})


def _changed(ask: Ask, operation: Operation, wish: SetLimit) -> Limit:
    limit = ask.sim.quota.limit(operation.key, operation.limit)
    if wish.rate is not None:
        limit = replace(limit, rate=wish.rate)
    if wish.burst is not None:
        limit = replace(limit, burst=wish.burst)
    if wish.lifted is not None:
        limit = replace(limit, lifted=wish.lifted)
    return limit


def _quota_rows(ask: Ask) -> list[dict[str, object]]:
    """Every operation for the first authorised pair, and every other pair that has called."""
    sim, by_name = ask.sim, {operation.key: operation for operation in ask.operations}
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


ROUTES = (
    Route(
        "GET",
        "/_sim/quota",
        _quota,
        "What each caller may still ask.",
        query=("operation", "seller_id", "app"),
    ),
    Route("PATCH", "/_sim/quota", _set_quota, "Set or lift a limit.", SetLimit),
)
