"""Faults and behaviours set by hand in a living world, in the words that a scenario has for them.

So they stand in the record of the world as they would in a file.
"""

from msgspec import structs

from scenarios.control_line import AmazonSideRefused
from scenarios.language.definition import Action
from scenarios.language.world_verbs import AmazonBehaves, FaultBegins, FaultEnds
from scenarios.play.acts import act
from scenarios.play.check import Check
from scenarios.world import World


async def begin_fault(world: World, fault: FaultBegins) -> None:
    """Let `fault` begin under a name of its own. Raises AmazonSideRefused."""
    named = structs.replace(fault, name=f"fault-{len(world.cast.faults) + 1}")
    await _do(world, named)


async def end_fault(world: World, fault_id: str) -> None:
    """Take back the fault that Amazon calls `fault_id`. Raises AmazonSideRefused."""
    names = [name for name, known in world.cast.faults.items() if known == fault_id]
    if names:
        await _do(world, FaultEnds(name=names[-1]))
    else:
        await world.amazon.end_fault(fault_id)


async def behave(world: World, behaviour: str, value: bool | int | str) -> None:
    """Put another value of a behaviour in force. Raises AmazonSideRefused."""
    await _do(world, AmazonBehaves(behaviour=behaviour, value=value))


async def _do(world: World, action: Action) -> None:
    checks: tuple[Check, ...] = await act(action, world)
    for check in checks:
        if not check.holds:
            raise AmazonSideRefused(check.actual.text(str))
