"""What the verbs of the world do: many buyers, faults, behaviours, machine, network, clock."""

from datetime import timedelta
from random import Random

from msgspec import structs

from core.domain.instants import stamp
from scenarios.control_line import AmazonSideRefused
from scenarios.language.world_verbs import (
    AmazonBehaves,
    BuyersOrder,
    EngineIs,
    FaultBegins,
    FaultEnds,
    NetworkIs,
    ShopClock,
    WorldAct,
)
from scenarios.network import Way
from scenarios.play.cast import Cast
from scenarios.play.check import Check, check
from scenarios.said import Said, say
from scenarios.world import World

_WAYS = {"cut": Way.DOWN, "answers_lost": Way.ANSWERS_LOST, "back": Way.UP}
_CONFLICT = 409
_OWN_WORDS = ("name", "order", "lasts", "nth", "every")
"""Fields of a fault that the interface says in another way."""


async def act_on_world(action: WorldAct, world: World, cast: Cast) -> Check | None:
    """Do `action` at this instant; a Check where it says what must come of it."""
    match action:
        case BuyersOrder():
            return await _order_all(action, world, cast)
        case FaultBegins() | FaultEnds() | AmazonBehaves():
            return await _at_amazon(action, world, cast)
        case EngineIs(state=state):
            if state == "settles":
                await world.settle()
            _switch(state, world)
        case NetworkIs(state=state):
            world.machine.network.way = _WAYS[state]
        case ShopClock(skew=skew):
            world.machine.skew = skew
    return None


async def _at_amazon(
    action: FaultBegins | FaultEnds | AmazonBehaves, world: World, cast: Cast
) -> Check | None:
    try:
        match action:
            case FaultBegins():
                cast.faults[action.name] = await world.amazon.begin_fault(
                    **_fault(action, world, cast)
                )
            case FaultEnds(name=name):
                await world.amazon.end_fault(cast.faults[name])
            case AmazonBehaves(behaviour=behaviour, value=value):
                await world.amazon.behave(**{behaviour: value})
    except AmazonSideRefused as refusal:
        return Check(say("Amazonの設定"), say("できる"), refused(refusal), holds=False)
    return None


def refused(refusal: AmazonSideRefused) -> Said:
    """What the other side says, as an outcome."""
    return say("断られる（{why}）", why=refusal.message)


def _fault(action: FaultBegins, world: World, cast: Cast) -> dict[str, object]:
    given = {
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
    if action.order is not None:
        given["order_id"] = cast.order_id(action.order)
    return {**given, "when": when}


def _switch(state: str, world: World) -> None:
    if state in ("killed", "restarted"):
        world.machine.kill()
    if state in ("started", "restarted"):
        world.machine.start()


async def _order_all(action: BuyersOrder, world: World, cast: Cast) -> Check | None:
    begun, sold = world.now, 0
    draw = Random(f"{world.setup.seed}/buyers/{action.group}")
    for moment in sorted(draw.random() for _order in range(action.orders)):
        await world.arrive(begun + _whole_seconds(action.over * moment))
        if await _place(action, world, cast, sold + 1):
            sold += 1
    await world.arrive(begun + action.over)
    if action.sold is None:
        return None
    return check(say("{group} の注文数", group=action.group), action.sold, sold)


async def _place(action: BuyersOrder, world: World, cast: Cast, number: int) -> bool:
    """Whether Amazon still had enough."""
    try:
        order = await world.amazon.place_order(
            action.items,
            action.payment,
            pay_after=action.pay_after if isinstance(action.pay_after, timedelta) else None,
            oversell=action.oversell,
        )
    except AmazonSideRefused as refusal:
        if refusal.status != _CONFLICT:
            raise
        return False
    cast.enter(f"{action.group}-{number}", order.order_id, action.group)
    return True


def _whole_seconds(duration: timedelta) -> timedelta:
    return timedelta(seconds=int(duration.total_seconds()))
