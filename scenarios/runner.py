"""Playing a case step by step."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import msgspec

from core.domain.instants import JST, jst
from core.domain.labels import Policy
from scenarios.language.definition import Case, ManyProducts, Step
from scenarios.language.expectations import Expect
from scenarios.language.verbs import Wait
from scenarios.language.words import ClockTime
from scenarios.play.acts import act
from scenarios.play.cast import Cast
from scenarios.play.check import Check
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
    if shop.many is not None:
        crowd = _crowd(shop.many)
        products += crowd
        listings |= {
            each.sku: ListingSetup(each.sku, each.asin, shop.many.at_amazon, each.price_yen)
            for each in crowd
        }
    return WorldSetup(
        policy=policy,
        seed=case.seed,
        start=case.start,
        http=http,
        products=products,
        listings=tuple(listings.values()),
        demo=shop.demo,
        linked=shop.linked,
        ready_after=shop.ready_after,
        consented_ago=shop.consented_ago,
        contract=shop.contract,
        reserve=shop.reserve,
        buyers=shop.buyers,
        behaviours=case.amazon.behaviours,
    )


def _crowd(many: ManyProducts) -> tuple[ProductSetup, ...]:
    return tuple(
        ProductSetup(f"p-{n:05}", f"商品 {n}", many.stock, many.price, f"P-{n:05}", f"B0{n:08}")
        for n in range(1, many.count + 1)
    )


async def play(
    case: Case, policy: Policy, world: World, cast: Cast | None = None
) -> AsyncGenerator[StepResult, None]:
    """Play `case` in a fresh `world` and give each step's result; ends with the first failure.

    Who is who can be asked of `cast` afterwards.
    """
    cast = cast or Cast(world.amazon)
    for number, step in enumerate(case.steps, start=1):
        if step.under is not None and step.under is not policy:
            continue
        checks = await _play_step(step, world, cast)
        result = StepResult(
            number,
            step.line,
            world.now,
            title_of(step.do),
            step.note,
            _outcome(step, checks),
            checks,
        )
        yield result
        if result.outcome is Outcome.FAILED:
            return
    await world.settle()


def _outcome(step: Step, checks: tuple[Check, ...]) -> Outcome:
    if not all(check.holds for check in checks):
        return Outcome.FAILED
    return Outcome.PASSED if isinstance(step.do, Expect) or checks else Outcome.DONE


async def _play_step(step: Step, world: World, cast: Cast) -> tuple[Check, ...]:
    due = _due(step, world.now)
    if due < world.now:
        return (_too_late(due, world.now),)
    await world.arrive(due)
    match step.do:
        case Wait(duration=duration):
            await world.arrive(world.now + duration)
            return ()
        case Expect() as expect:
            return await _look(expect, world, cast)
        case action:
            return await act(action, world, cast)


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


async def _look(expect: Expect, world: World, cast: Cast) -> tuple[Check, ...]:
    await world.settle()
    checks = await look(expect, world, cast)
    if expect.never is not None:
        return await _look_for_never(expect, expect.never, checks, world, cast)
    until = world.now + (expect.within or timedelta(0))
    while not _all_hold(checks) and world.now < until:
        await world.advance_to(min(await world.next_due(), until))
        checks = await look(expect, world, cast)
    until = world.now + (expect.stays or timedelta(0))
    while _all_hold(checks) and world.now < until:
        await world.advance_to(min(await world.next_due(), until))
        checks = await look(expect, world, cast)
    return checks


async def _look_for_never(
    expect: Expect, lasting: timedelta, checks: tuple[Check, ...], world: World, cast: Cast
) -> tuple[Check, ...]:
    until = world.now + lasting
    while not _all_hold(checks) and world.now < until:
        await world.advance_to(min(await world.next_due(), until))
        checks = await look(expect, world, cast)
    if not _all_hold(checks):
        return ()
    wrong = say("一度もこうならない")
    return tuple(Check(one.what, wrong, one.actual, holds=False) for one in checks)


def _all_hold(checks: tuple[Check, ...]) -> bool:
    return all(check.holds for check in checks)
