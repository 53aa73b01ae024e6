"""The same buyers under two settings: what would have become of the shop.

The case is played once as it is written, which gives every step its time. Then its acts are done at
those times in two worlds, one as written and one with the changes. What a case expects is not
looked at: here nothing can fail, and what the shop may not do under a setting is counted.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.labels import PaymentStatus, Policy
from scenarios.language.definition import Case
from scenarios.language.expectations import Expect
from scenarios.language.verbs import Wait
from scenarios.language.world_verbs import BuyersOrder
from scenarios.play.acts import act
from scenarios.runner import play_next, setup_of
from scenarios.world import World, WorldSetup

SAMPLE_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Changes:
    """What is different in the second world."""

    policy: Policy | None = None
    reserve: int | None = None
    periods: Mapping[str, timedelta] | None = None
    behaviours: Mapping[str, object] | None = None

    def applied(self, setup: WorldSetup) -> WorldSetup:
        """The beginning of the second world."""
        return replace(
            setup,
            policy=self.policy or setup.policy,
            reserve=setup.reserve if self.reserve is None else self.reserve,
            periods={**setup.periods, **(self.periods or {})},
            behaviours={**setup.behaviours, **(self.behaviours or {})},
        )


@dataclass(frozen=True)
class Figures:
    """What became of a shop."""

    oversold: int
    """Units sold beyond what there was: how far stocks fell below zero."""
    lost: int
    """Units taken from stock for orders that were cancelled, and never put back."""
    link_failed: int
    """Orders in 連携失敗."""
    out_of_step: timedelta
    """How long Amazon's quantity of a SKU was not the shop's less its reserve, SKUs added up."""
    calls: int
    refused: int
    """Acts of the case that could not be done."""


async def what_if(case: Case, policy: Policy, changes: Changes) -> tuple[Figures, Figures]:
    """The figures of `case` as it is written under `policy`, and with `changes`."""
    setup = setup_of(case, policy)
    times = await _times(case, policy, setup)
    as_written = await _live(case, policy, setup, times)
    return as_written, await _live(case, policy, changes.applied(setup), times)


def what_if_now(case: Case, policy: Policy, changes: Changes) -> tuple[Figures, Figures]:
    """`what_if` for a caller without a loop."""
    return asyncio.run(what_if(case, policy, changes))


def compared(job: tuple[Case, Policy, Changes]) -> tuple[Figures, Figures]:
    """`what_if_now` for a process of its own, which is given one thing."""
    return what_if_now(*job)


async def _times(case: Case, policy: Policy, setup: WorldSetup) -> dict[int, datetime]:
    """When each step ends as written, by its number, whether or not what it expects holds."""
    world = await World.open(setup)
    times: dict[int, datetime] = {}
    try:
        while (result := await play_next(case, policy, world)) is not None:
            times[result.number] = result.at
        return times
    finally:
        await world.close()


async def _live(
    case: Case, policy: Policy, setup: WorldSetup, times: Mapping[int, datetime]
) -> Figures:
    world = await World.open(setup)
    try:
        watch = _Watch(world)
        refused = 0
        for number, step in enumerate(case.steps, start=1):
            if number not in times or step.under not in (None, policy):
                continue
            at = times[number]
            match step.do:
                case Wait() | Expect():
                    await watch.live_until(at)
                case BuyersOrder(over=over) as many:
                    await watch.live_until(at - over)
                    await act(many, world)
                case action:
                    await watch.live_until(at)
                    checks = await act(action, world)
                    refused += any(not check.holds for check in checks)
        await world.settle()
        return await _figures(world, watch.out_of_step, refused)
    finally:
        await world.close()


class _Watch:
    """Lets a world live, and looks every few minutes whether both sides agree on stock."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.out_of_step = timedelta(0)

    async def live_until(self, at: datetime) -> None:
        """Bring the world to `at`; the script acts next."""
        while self._world.now < at:
            before = self._world.now
            await self._world.arrive(min(before + SAMPLE_EVERY, at))
            differing = await self._differing()
            self.out_of_step += differing * (self._world.now - before)

    async def _differing(self) -> int:
        world = self._world
        shop = {row.sku: row.wanted_quantity for row in world.views.products() if row.linked}
        amazon = {offer.sku: offer.own_quantity for offer in await world.amazon.listings()}
        return sum(amazon.get(sku) != stock for sku, stock in shop.items())


async def _figures(world: World, out_of_step: timedelta, refused: int) -> Figures:
    lowest: dict[str, int] = {}
    moved: dict[str, int] = {}
    for line in world.views.ledger():
        lowest[line.sku] = min(lowest.get(line.sku, 0), line.stock_after)
        if line.order_id:
            moved[line.order_id] = moved.get(line.order_id, 0) + line.quantity
    failed = lost = 0
    after: str | None = None
    while True:
        page = world.views.orders(after=after, limit=500)
        for row in page.rows:
            failed += row.payment_status is PaymentStatus.LINK_FAILED
            if row.payment_status is PaymentStatus.CANCELLED:
                lost -= moved.get(row.order_id, 0)
        after = page.after
        if after is None:
            break
    made, _ = await world.cast.calls()
    return Figures(-sum(lowest.values()), lost, failed, out_of_step, made.total(), refused)
