"""Declaring faults, and seeing how often they struck."""

from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import asdict

from simulator.control.asking import (
    Ask,
    ControlError,
    Moment,
    Name,
    Route,
    not_negative,
    ok,
    unknown,
    utc,
)
from simulator.exchange import Reply
from simulator.faults.declared import (
    KINDS,
    OTHER_CALLS,
    PAGE_PARAMETERS,
    Fault,
    FaultKind,
    Form,
    Kind,
    Phase,
)

Times = Annotated[int, Meta(ge=1, le=1_000_000_000)]
_LONGEST = timedelta(days=1)


class When(Struct, forbid_unknown_fields=True):
    """At most one of `nth`, `every`, `probability`, within `from` (inclusive) and `to`."""

    nth: Times | None = None
    every: Times | None = None
    probability: Annotated[float, Meta(ge=0, le=1)] | None = None
    start: Moment | None = field(default=None, name="from")
    end: Moment | None = field(default=None, name="to")


class NewFault(Struct, forbid_unknown_fields=True):
    """`operation`, `path` may hold `*`; `query`, `order_id`, `sku` are looked for as text.

    `times` is 1 with `nth`, else without limit.
    """

    kind: FaultKind
    operation: Name = "*"
    phase: Phase | None = None
    when: When | None = None
    times: Times | None = None
    path: Name | None = None
    query: Name | None = None
    order_id: Name | None = None
    sku: Name | None = None
    seller_id: Name | None = None
    status: Annotated[int, Meta(ge=200, le=599)] | None = None
    code: Name | None = None
    message: Name | None = None
    form: Form | None = None
    delay: timedelta | None = None


def _shown(ask: Ask, fault: Fault) -> dict[str, object]:
    count = ask.sim.faults.count(fault.fault_id)
    told = {name: value for name, value in asdict(fault).items() if value is not None}
    when = {
        name: told.pop(inner)
        for name, inner in (
            ("nth", "nth"),
            ("every", "every"),
            ("probability", "probability"),
            ("from", "start"),
            ("to", "end"),
        )
        if inner in told
    }
    number = told.pop("fault_id")
    return {"id": number, **told, "when": when, "seen": count.seen, "struck": count.struck}


def _list(ask: Ask) -> Reply:
    kinds = [
        {
            "kind": name,
            "about": kind.about,
            "phases": kind.phases,
            "settings": sorted(kind.settings),
        }
        for name, kind in KINDS.items()
    ]
    return ok({"faults": [_shown(ask, fault) for fault in ask.sim.faults], "kinds": kinds})


def _add(ask: Ask) -> Reply:
    wish = ask.body(NewFault)
    kind = KINDS[wish.kind]
    _check_operation(ask, wish, kind)
    _check_settings(wish, kind)
    when = _checked(wish.when or When())
    fault = Fault(
        fault_id="",
        kind=wish.kind,
        operation=wish.operation,
        phase=_phase(wish, kind),
        nth=when.nth,
        every=when.every,
        probability=when.probability,
        start=when.start,
        end=when.end,
        times=wish.times,
        path=wish.path,
        query=wish.query,
        order_id=wish.order_id,
        sku=wish.sku,
        seller_id=wish.seller_id,
        status=wish.status,
        code=wish.code,
        message=wish.message,
        form=wish.form,
        delay=wish.delay,
    )
    return ok(_shown(ask, ask.sim.faults.declare(fault)))


def _check_operation(ask: Ask, wish: NewFault, kind: Kind) -> None:
    """An operation that is named must be one, and one that this kind can strike."""
    operations = {operation.key: operation for operation in ask.operations}
    known = [*operations, *OTHER_CALLS]
    if not any(fnmatchcase(name, wish.operation) for name in known):
        raise unknown("operation", wish.operation, [*known, "*"], status=400, field="operation")
    if wish.operation not in known:
        return
    place = OTHER_CALLS.get(wish.operation, "api")
    found = operations.get(wish.operation)
    fits = place in kind.places
    if found is not None and kind.calls == "read":
        fits = fits and found.method == "GET"
    elif found is not None and kind.calls == "write":
        fits = fits and found.method != "GET"
    elif found is not None and kind.calls == "paged":
        fits = fits and not PAGE_PARAMETERS.isdisjoint(found.parameters)
    if not fits:
        text = f"{wish.kind} ({kind.about}) cannot happen to {wish.operation}"
        raise ControlError(400, "invalid", text, "operation")


def _check_settings(wish: NewFault, kind: Kind) -> None:
    for name in ("status", "code", "message", "form", "delay"):
        if getattr(wish, name) is not None and name not in kind.settings:
            raise ControlError(400, "invalid", f"{name} does not go with {wish.kind}", name)
    if wish.kind == "status" and wish.status is not None and wish.status < 400:
        raise ControlError(400, "invalid", "a fault's status lies between 400 and 599", "status")
    if wish.delay is not None and not_negative(wish.delay, "delay") > _LONGEST:
        raise ControlError(400, "invalid", "a delay is at most P1D", "delay")


def _phase(wish: NewFault, kind: Kind) -> Phase:
    phase = wish.phase or kind.phases[0]
    if phase not in kind.phases:
        text = f"{wish.kind} ({kind.about}) is always {kind.phases[0]!r}"
        raise ControlError(400, "invalid", text, "phase")
    return phase


def _checked(when: When) -> When:
    chosen = [n for n in ("nth", "every", "probability") if getattr(when, n) is not None]
    if len(chosen) > 1:
        text = f"give at most one of nth, every, probability, not {' and '.join(chosen)}"
        raise ControlError(400, "invalid", text, "when")
    start = None if when.start is None else utc(when.start, "when.from")
    end = None if when.end is None else utc(when.end, "when.to")
    if start is not None and end is not None and end <= start:
        raise ControlError(400, "invalid", "to lies after from", "when.to")
    return When(when.nth, when.every, when.probability, start, end)


def _find(ask: Ask) -> Fault:
    wanted = ask.params["fault_id"]
    fault = ask.sim.faults.find(wanted)
    if fault is None:
        raise unknown("fault", wanted, [one.fault_id for one in ask.sim.faults])
    return fault


def _get(ask: Ask) -> Reply:
    return ok(_shown(ask, _find(ask)))


def _drop(ask: Ask) -> Reply:
    fault = _find(ask)
    shown = _shown(ask, fault)
    ask.sim.faults.drop(fault.fault_id)
    return ok(shown)


def _drop_all(ask: Ask) -> Reply:
    shown = [_shown(ask, fault) for fault in ask.sim.faults]
    ask.sim.faults.drop_all()
    return ok({"faults": shown})


_ALL = "/_sim/faults"
_ONE = _ALL + "/{fault_id}"
ROUTES = (
    Route("GET", _ALL, _list, "The faults in force, and every kind there is."),
    Route("POST", _ALL, _add, "Declare a fault.", NewFault),
    Route("DELETE", _ALL, _drop_all, "Take all faults back."),
    Route("GET", _ONE, _get, "One fault: how many calls it saw, how many it struck."),
    Route("DELETE", _ONE, _drop, "Take a fault back."),
)
