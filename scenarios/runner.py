"""Playing a case step by step."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from core.domain.instants import JST, jst
from core.domain.labels import Policy
from scenarios.language.definition import Case, Step
from scenarios.language.expectations import Expect
from scenarios.language.verbs import Wait
from scenarios.language.words import ClockTime
from scenarios.play.acts import act
from scenarios.play.check import Check, all_hold
from scenarios.play.looks import look
from scenarios.play.titles import title_of
from scenarios.said import Said, say
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup


class Outcome(StrEnum):
    """How a step ended."""

    DONE = "done"
    PASSED = "passed"
    FAILED = "failed"


class StepResult(msgspec.Struct, frozen=True):
    """A step that was played: `at` is where the clock stood at its end, `line` where it is written.

    `checks` are what was looked at last; on failure some of them do not hold.
    """

    number: int
    line: int
    at: datetime
    title: Said
    note: str
    outcome: Outcome
    checks: tuple[Check, ...] = ()

    @property
    def expected(self) -> str:
        """What did not come true, one line each."""
        return "\n".join(f"{one.what}: {one.expected}" for one in self.checks if not one.holds)

    @property
    def actual(self) -> str:
        """What is instead, line by line beside `expected`."""
        return "\n".join(f"{one.what}: {one.actual}" for one in self.checks if not one.holds)


def setup_of(case: Case, policy: Policy, *, http: bool = False) -> WorldSetup:
    """The world that a case begins in; a linked SKU not given for Amazon agrees with the shop."""
    products = tuple(
        ProductSetup(
            product.code,
            product.title,
            product.stock,
            product.price,
            product.link.sku if product.link else "",
            product.link.asin if product.link else "",
        )
        for product in case.shop.products
    )
    listings = {
        product.sku: ListingSetup(
            product.sku, product.asin, product.stock, product.price_yen, title=product.title
        )
        for product in products
        if product.sku
    }
    for offer in case.amazon.listings:
        listings[offer.sku] = ListingSetup(
            offer.sku, offer.asin, offer.quantity, offer.price, offer.fulfilled_by, offer.title
        )
    shop = case.shop
    return WorldSetup(
        policy=policy,
        seed=case.seed,
        start=case.start,
        http=http,
        products=products,
        listings=tuple(listings.values()),
        many=shop.many,
        demo=shop.demo,
        linked=shop.linked,
        ready_after=shop.ready_after,
        consented_ago=shop.consented_ago,
        contract=shop.contract,
        reserve=shop.reserve,
        buyers=shop.buyers,
        behaviours=case.amazon.behaviours,
    )


async def play(case: Case, policy: Policy, world: World) -> AsyncGenerator[StepResult, None]:
    """Play what is left of `case` in its world, step by step; ends with the first failure."""
    while (result := await play_next(case, policy, world)) is not None:
        yield result
        if result.outcome is Outcome.FAILED:
            return


async def play_next(case: Case, policy: Policy, world: World) -> StepResult | None:
    """Play the step after the one that was played last in `world`; None where none is left.

    A world that was rewound goes on with the step that stood next at that moment.
    """
    following = step_after(world.cast.played, case, policy)
    if following is None:
        await world.settle()
        return None
    number, step = following
    result = await play_step(number, step, world)
    world.cast.played = number
    return result


def step_after(played: int, case: Case, policy: Policy) -> tuple[int, Step] | None:
    """The first step after number `played` that is played under `policy`, with its number."""
    numbered = enumerate(case.steps[played:], start=played + 1)
    return next((one for one in numbered if one[1].under in (None, policy)), None)


async def play_step(number: int, step: Step, world: World) -> StepResult:
    """Play one step, whatever was played before."""
    checks = await _checks(step, world)
    outcome = _outcome(step, checks)
    return StepResult(number, step.line, world.now, title_of(step.do), step.note, outcome, checks)


def _outcome(step: Step, checks: tuple[Check, ...]) -> Outcome:
    if not all_hold(checks):
        return Outcome.FAILED
    return Outcome.PASSED if isinstance(step.do, Expect) or checks else Outcome.DONE


async def _checks(step: Step, world: World) -> tuple[Check, ...]:
    due = _due(step, world.now)
    if due < world.now:
        return (_too_late(due, world.now),)
    await world.arrive(due)
    match step.do:
        case Wait(duration=duration):
            await world.arrive(world.now + duration)
            return ()
        case Expect() as expect:
            begun = world.notes.begin()
            checks = await _look(expect, world)
            if all_hold(checks):
                world.notes.looked(expect, begun)
            return checks
        case action:
            return await act(action, world)


def _due(step: Step, now: datetime) -> datetime:
    if step.after is not None:
        return now + step.after
    match step.at:
        case None:
            return now
        case ClockTime():
            return _next(step.at, now)
        case datetime() as at:
            return at


def _next(clock: ClockTime, now: datetime) -> datetime:
    """The next moment, `now` included, at which a clock in Japan shows `clock`."""
    local = jst(now)
    today = datetime(
        local.year, local.month, local.day, clock.hour, clock.minute, clock.second, tzinfo=JST
    )
    return (today if today >= now else today + timedelta(days=1)).astimezone(UTC)


def _too_late(due: datetime, now: datetime) -> Check:
    return Check(
        say("手順の時刻"), _clock(due), say("時計はもう {now}", now=_clock(now)), holds=False
    )


def _clock(at: datetime) -> Said:
    return say("{at}", at=f"{jst(at):%Y-%m-%d %H:%M:%S}")


async def _look(expect: Expect, world: World) -> tuple[Check, ...]:
    await world.settle()
    checks = await look(expect, world)
    if expect.never is not None:
        return await _look_for_never(expect, expect.never, checks, world)
    until = world.now + (expect.within or timedelta(0))
    while not all_hold(checks) and world.now < until:
        await world.advance_to(min(await world.next_due(), until))
        checks = await look(expect, world)
    until = world.now + (expect.stays or timedelta(0))
    while all_hold(checks) and world.now < until:
        await world.advance_to(min(await world.next_due(), until))
        checks = await look(expect, world)
    return checks


async def _look_for_never(
    expect: Expect, lasting: timedelta, checks: tuple[Check, ...], world: World
) -> tuple[Check, ...]:
    until = world.now + lasting
    while not all_hold(checks) and world.now < until:
        await world.advance_to(min(await world.next_due(), until))
        checks = await look(expect, world)
    if not all_hold(checks):
        return ()
    wrong = say("一度もこうならない")
    return tuple(Check(one.what, wrong, one.actual, holds=False) for one in checks)
