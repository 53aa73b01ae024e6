"""Clock participants: virtual time for a client in any language."""

from typing import Annotated

from msgspec import Meta, Struct

from simulator.clock import BEGINNING_OF_TIME, END_OF_TIME
from simulator.control.asking import Ask, ControlError, Moment, Name, Route, ok, unknown, utc
from simulator.exchange import Reply
from simulator.participants import Participant, wait


class Join(Struct, forbid_unknown_fields=True):
    """`expected` participants must have joined before anything jumps."""

    name: Name
    expected: Annotated[int, Meta(ge=1, le=1000)] | None = None


class Wait(Struct, forbid_unknown_fields=True):
    participant: Name
    until: Moment


def _list(ask: Ask) -> Reply:
    people = ask.sim.participants
    silent = people.silent()
    rows = [_shown(people.find(name), name in silent) for name in people.names]
    return ok({"participants": rows, "expected": people.expected})


def _shown(who: Participant, silent: bool) -> dict[str, object]:
    """`until` is null while it works; `silent` = for a minute of real time nothing was heard."""
    until = None if who.waiting is None else who.waiting.until
    return {"participant": who.name, "until": until, "silent": silent}


def _join(ask: Ask) -> Reply:
    wish = ask.body(Join)
    ask.sim.participants.join(wish.name, wish.expected)
    ask.sim.settle_waits()
    return ok({"participant": wish.name, "now": ask.sim.now})


def _leave(ask: Ask) -> Reply:
    name = _known(ask, ask.params["participant"])
    ask.sim.participants.leave(name)
    ask.sim.settle_waits()
    return ok({"participant": name, "now": ask.sim.now})


async def _wait(ask: Ask) -> Reply:
    wish, sim = ask.body(Wait), ask.sim
    until = utc(wish.until, "until")
    if not BEGINNING_OF_TIME <= until <= END_OF_TIME:
        raise ControlError(400, "invalid", "until lies beyond the clock's years", "until")
    outcome = await wait(sim, _known(ask, wish.participant), until)
    answer: dict[str, object] = {"reached": outcome == "reached", "now": sim.now}
    if outcome != "reached":
        answer |= {"because": outcome, "silent": sim.participants.silent()}
    return ok(answer)


def _known(ask: Ask, name: str) -> str:
    names = ask.sim.participants.names
    if name not in names:
        raise unknown("participant", name, names)
    return name


_ALL = "/_sim/clock/participants"
ROUTES = (
    Route("GET", _ALL, _list, "Who lives in Amazon's time, and who waits until when."),
    Route("POST", _ALL, _join, "Live in Amazon's time from now on.", Join),
    Route("DELETE", _ALL + "/{participant}", _leave, "Live in it no longer."),
    Route(
        "POST",
        "/_sim/clock/wait",
        _wait,
        "Answers when the clock has come there, at most 20 real seconds later.",
        Wait,
    ),
)
