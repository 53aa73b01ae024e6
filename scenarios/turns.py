"""One case under one policy, played from its beginning to a verdict that can be told and kept."""

from collections.abc import Callable
from contextlib import aclosing
from enum import StrEnum
from time import perf_counter
from typing import NamedTuple

from msgspec import Struct

from core.domain.labels import Policy
from core.errors import OurBug, Refused
from scenarios.language.loader import Loaded
from scenarios.play.lived import Lived, journal_around, lived
from scenarios.runner import Outcome, StepResult, play, setup_of
from scenarios.said import Said, say
from scenarios.world import World


class Verdict(StrEnum):
    """How a turn ended."""

    PASSED = "passed"
    FAILED = "failed"
    BROKE = "error"
    """It could not be played to its end: a beginning that cannot be, or a mistake of ours."""
    STOPPED = "stopped"
    """It was to go no further (`--until`)."""


class Turn(NamedTuple):
    """One case under one policy."""

    loaded: Loaded
    policy: Policy

    @property
    def name(self) -> str:
        """As reports name it."""
        return f"{self.loaded.case.id} ({self.policy})"


class TurnResult(Struct, frozen=True):
    """What came of a turn; `seconds` are real ones. `left` is the number of steps not played."""

    turn: Turn
    verdict: Verdict
    seconds: float
    steps: tuple[StepResult, ...] = ()
    left: int = 0
    broke: Said | None = None
    journal: tuple[Lived, ...] = ()
    """The last lines of the journal before a failure."""
    lived: tuple[Lived, ...] = ()
    orders: dict[str, str] = {}
    """Amazon's numbers of the orders, by the names that the script gave them."""

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict in (Verdict.PASSED, Verdict.STOPPED)


class Rules(Struct, frozen=True):
    """How turns are played."""

    http: bool = False
    until: int | None = None
    """The step after which a turn stops, by its number in the file."""
    lives: bool = False
    """Whether time lines are wanted."""


Watcher = Callable[[StepResult], object]


async def play_turn(turn: Turn, rules: Rules, watch: Watcher = lambda _result: None) -> TurnResult:
    """Play a turn in a world of its own; `watch` sees each step as it ends."""
    from scenarios.control_line import AmazonSideRefused

    begun = perf_counter()
    case = turn.loaded.case
    try:
        world = await World.open(setup_of(case, turn.policy, http=rules.http))
    except (Refused, AmazonSideRefused) as error:
        return not_begun(turn, error, perf_counter() - begun)
    steps: list[StepResult] = []
    told = None
    try:
        async with aclosing(play(case, turn.policy, world)) as results:
            async for result in results:
                steps.append(result)
                watch(result)
                if result.number == rules.until:
                    break
    except (OurBug, AmazonSideRefused) as error:
        told = our_mistake(error)
    try:
        return result_of(turn, rules, steps, told, world, perf_counter() - begun)
    finally:
        await world.close()


def not_begun(turn: Turn, error: Exception, seconds: float) -> TurnResult:
    """A turn whose beginning cannot be."""
    broke = say("はじめの状態を用意できません: {why}", why=error)
    left = len(turn.loaded.case.steps)
    return TurnResult(turn, Verdict.BROKE, seconds, left=left, broke=broke)


def our_mistake(error: Exception) -> Said:
    """What cannot be the case's fault."""
    return say("renkei自身の誤りです: {kind}: {why}", kind=type(error).__name__, why=error)


def result_of(
    turn: Turn,
    rules: Rules,
    steps: list[StepResult],
    broke: Said | None,
    world: World,
    seconds: float,
) -> TurnResult:
    """What came of a turn that was played in `world` up to the last of `steps`."""
    verdict = _verdict(steps, broke, rules.until)
    last = steps[-1].number if steps else 0
    wrong = verdict in (Verdict.FAILED, Verdict.BROKE)
    return TurnResult(
        turn,
        verdict,
        seconds,
        steps=tuple(steps),
        left=0 if verdict is Verdict.PASSED else len(turn.loaded.case.steps) - last,
        broke=broke,
        journal=journal_around(world.views, world.cast) if wrong else (),
        lived=lived(world.views, world.cast) if rules.lives else (),
        orders=world.cast.numbers(),
    )


def _verdict(steps: list[StepResult], broke: Said | None, until: int | None) -> Verdict:
    if broke is not None:
        return Verdict.BROKE
    if steps and steps[-1].outcome is Outcome.FAILED:
        return Verdict.FAILED
    return Verdict.STOPPED if steps and steps[-1].number == until else Verdict.PASSED
