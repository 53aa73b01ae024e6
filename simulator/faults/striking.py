"""What a fault does to a call: instead of it, around it, or to its answer."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.exchange import Reply
from simulator.faults import answers
from simulator.faults.declared import Attempt, Fault
from simulator.faults.unapplied import without_effect

if TYPE_CHECKING:
    from simulator.simulation import Simulation

Perform = Callable[[], Reply]

HELD = timedelta(seconds=60)
LATE = timedelta(seconds=2)
STALE = timedelta(minutes=5)


def under_faults(
    sim: "Simulation", attempt: Attempt, token: str, perform: Perform
) -> tuple[Reply, Fault | None]:
    """Do a call as the faults in force allow; its reply, and the fault that struck it.

    `token` is the access token that the caller sent, if any.
    """
    fault = sim.faults.strike(sim, attempt)
    if fault is None:
        return _remembered(sim, attempt, token, perform()), None
    return _struck(sim, fault, attempt, token, perform), fault


async def under_faults_waiting(
    sim: "Simulation", attempt: Attempt, perform: Callable[[], Awaitable[Reply]]
) -> Reply:
    """The same for a call that may wait for its answer: a queue's."""
    fault = sim.faults.strike(sim, attempt)
    if fault is None:
        return await perform()
    if fault.kind == "slow":
        return _late(sim, fault, await perform())
    done = await perform() if fault.phase == "after" else None
    return _instead(sim, fault, attempt, done)


def _struck(
    sim: "Simulation", fault: Fault, attempt: Attempt, token: str, perform: Perform
) -> Reply:
    """A reply; where the fault comes after the effect, the call is done as it would be."""
    late = fault.phase == "after"
    match fault.kind:
        case "status" | "throttle" | "timeout" | "reset" | "lost_answer" | "malformed":
            return _instead(sim, fault, attempt, perform() if late else None)
        case "slow":
            return _late(sim, fault, perform())
        case "token_revoked":
            return _with_dead_token(sim, token, perform, late=late)
        case "stale_read":
            return _in_the_past(sim, fault.delay or STALE, perform)
        case "duplicate_page":
            return _page_again(sim, attempt, token, perform())
        case "accepted_not_applied":
            return without_effect(sim, perform)
        case "unknown_fields":
            return answers.with_unknown_fields(perform())
        case "broken_record":
            return answers.with_broken_record(perform(), fault.order_id or fault.sku)
        case "duplicate_delivery" | "reordered_delivery" | "lost_delivery":
            return perform()


def _instead(sim: "Simulation", fault: Fault, attempt: Attempt, done: Reply | None) -> Reply:
    """What comes in place of the good answer, `done`; None = the call was not performed."""
    match fault.kind:
        case "throttle":
            return answers.throttled(sim)
        case "timeout":
            return _dropped(sim, done, fault.delay or HELD)
        case "reset" | "lost_answer":
            return _dropped(sim, done, timedelta(0))
        case "malformed":
            return answers.malformed(fault, done)
        case _:
            return answers.error(sim, attempt.place, fault)


def _late(sim: "Simulation", fault: Fault, done: Reply) -> Reply:
    done.delay_s = _real_seconds(sim, fault.delay or LATE)
    return done


def _dropped(sim: "Simulation", done: Reply | None, held: timedelta) -> Reply:
    """No answer; the status that was lost stays for the journal, 0 where nothing was done."""
    reply = done or Reply(0)
    reply.held_s = _real_seconds(sim, held)
    return reply


def _real_seconds(sim: "Simulation", delay: timedelta) -> float:
    """Delays are in the client's time: real, and as much shorter as the clock runs faster."""
    speed = sim.clock.speed if sim.clock.mode == "rate" else 1.0
    return delay.total_seconds() / speed


def _with_dead_token(sim: "Simulation", token: str, perform: Perform, *, late: bool) -> Reply:
    if not late:
        sim.tokens.drop(token)
    reply = perform()
    sim.tokens.drop(token)
    return reply


def _in_the_past(sim: "Simulation", age: timedelta, perform: Perform) -> Reply:
    present = sim.world
    sim.world = present.past.view(present, sim.now - age)
    try:
        return perform()
    finally:
        sim.world = present


def _page_key(sim: "Simulation", attempt: Attempt, token: str) -> tuple[str, str, str] | None:
    caller = sim.tokens.find(token)
    if caller is None or caller.seller_id is None:
        return None
    return (caller.app_id, caller.seller_id, attempt.operation)


def _remembered(sim: "Simulation", attempt: Attempt, token: str, reply: Reply) -> Reply:
    key = _page_key(sim, attempt, token)
    if key is not None and attempt.method == "GET" and reply.status == 200:
        sim.faults.remember_page(key, reply.body)
    return reply


def _page_again(sim: "Simulation", attempt: Attempt, token: str, reply: Reply) -> Reply:
    key = _page_key(sim, attempt, token)
    earlier = None if key is None else sim.faults.page_before(key)
    if earlier is not None and reply.status == 200:
        reply.body = earlier
    return reply
