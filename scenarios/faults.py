"""A fault in the words of the scenario language and in those of the control interface."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from core.domain.instants import instant, stamp
from scenarios.language.world_verbs import FaultBegins

if TYPE_CHECKING:
    from scenarios.world import World

_OWN_WORDS = ("name", "order", "lasts", "nth", "every")
"""Fields that the interface says in another way."""


async def begin_fault(world: "World", action: FaultBegins, order_id: str = "") -> str:
    """Declare a fault from now on; gives Amazon's id. Raises AmazonSideRefused."""
    body = {
        name: value
        for name, value in structs.asdict(action).items()
        if value is not None and name not in _OWN_WORDS
    }
    when: dict[str, object] = {"from": stamp(world.now)}
    if action.lasts is not None:
        when["to"] = stamp(world.now + action.lasts)
    if action.nth is not None:
        when["nth"] = action.nth
    if action.every is not None:
        when["every"] = action.every
    if order_id:
        body["order_id"] = order_id
    return await world.amazon.begin_fault(**body, when=when)


def fault_begins(name: str, body: Mapping[str, object]) -> FaultBegins:
    """What `body` said to the interface, as a step of a scenario that calls the fault `name`."""
    told = {key: value for key, value in body.items() if key not in ("when", "order_id")}
    when = body.get("when")
    if isinstance(when, Mapping):
        told |= {key: when[key] for key in ("nth", "every") if key in when}
        if "to" in when:
            told["lasts"] = instant(str(when["to"])) - instant(str(when["from"]))
    if "order_id" in body:
        told["order"] = body["order_id"]
    return msgspec.convert({**told, "name": name}, FaultBegins)
