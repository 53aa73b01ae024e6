"""Clock and agenda."""

from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from simulator.agenda import Item
from simulator.clock import ClockError
from simulator.control.asking import (
    Ask,
    ControlError,
    Moment,
    Route,
    not_negative,
    ok,
    utc,
    whole_number,
)
from simulator.exchange import Reply


class Advance(Struct, forbid_unknown_fields=True):
    """Exactly one of: a duration, a moment, or to the next thing on the agenda."""

    by: timedelta | None = None
    to: Moment | None = None
    to_next: bool = False


class SetMode(Struct, forbid_unknown_fields=True):
    mode: Literal["manual", "rate", "real", "autojump"]
    speed: Annotated[float, Meta(gt=0, le=1_000_000)] = 1.0


def shown(item: Item) -> dict[str, object]:
    return {"due": item.due, "kind": item.kind, "subject": item.subject, "note": item.note}


def _state(ask: Ask) -> dict[str, object]:
    clock = ask.sim.clock
    return {
        "now": clock.now,
        "mode": clock.mode,
        "speed": clock.speed,
        "next_due": ask.sim.agenda.next_due(),
    }


def _get_clock(ask: Ask) -> Reply:
    return ok(_state(ask))


def _advance(ask: Ask) -> Reply:
    wish, sim = ask.body(Advance), ask.sim
    if (wish.by is not None) + (wish.to is not None) + wish.to_next != 1:
        raise ControlError(400, "invalid", "give exactly one of by, to, to_next: true")
    try:
        if wish.by is not None:
            until = sim.now + not_negative(wish.by, "by")
        elif wish.to is not None:
            until = utc(wish.to, "to")
        else:
            until = max(sim.now, sim.agenda.next_due() or sim.now)
        fired = sim.let_pass(until)
    except OverflowError:
        raise ControlError(400, "invalid", "that is beyond the calendar", "by") from None
    except ClockError as error:
        raise ControlError(400, "invalid", str(error)) from None
    return ok({"now": sim.now, "fired": [shown(item) for item in fired]})


def _set_mode(ask: Ask) -> Reply:
    wish, sim = ask.body(SetMode), ask.sim
    sim.clock.set_mode(wish.mode, wish.speed)
    sim.participants.nudge()
    sim.settle_waits()
    return ok(_state(ask))


def _agenda(ask: Ask) -> Reply:
    limit = whole_number(ask.query.get("limit"), "limit", 50)
    return ok({"items": [shown(item) for item in ask.sim.agenda.upcoming(limit)]})


ROUTES = (
    Route("GET", "/_sim/clock", _get_clock, "The time at Amazon, and what is due next."),
    Route(
        "POST",
        "/_sim/clock/advance",
        _advance,
        "Let time pass; answers when all that fell due has happened.",
        Advance,
    ),
    Route(
        "POST", "/_sim/clock/mode", _set_mode, "Stand still, run with the wall, or jump.", SetMode
    ),
    Route("GET", "/_sim/agenda", _agenda, "What will happen, in order of time.", query=("limit",)),
)
