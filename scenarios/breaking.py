"""A turn in a living world, which is shown where it stopped."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from core.errors import OurBug, Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.live import LiveWorld
from scenarios.play.brief import brief_of
from scenarios.runner import Outcome, StepResult, play_next, setup_of, step_after
from scenarios.said import Said
from scenarios.turns import (
    Rules,
    Turn,
    TurnResult,
    Verdict,
    Watcher,
    not_begun,
    our_mistake,
    result_of,
)

if TYPE_CHECKING:
    from scenarios.world import World


def play_and_break(
    turn: Turn, how: Rules, watch: Watcher, on_break: Callable[[LiveWorld, TurnResult], object]
) -> TurnResult:
    """Play a turn; where it fails or is to stop, `on_break` has its world until it returns.

    That world can be rewound to before each of its steps, and is recorded.
    """
    begun = perf_counter()
    case = turn.loaded.case
    live = LiveWorld(replace(setup_of(case, turn.policy, http=how.http), recorded=True))
    try:
        live.start()
    except (Refused, AmazonSideRefused) as error:
        live.stop()
        return not_begun(turn, error, perf_counter() - begun)
    try:
        steps, broke = _played(live, turn, how, watch)

        async def told(world: "World") -> TurnResult:
            return result_of(turn, how, steps, broke, world, perf_counter() - begun)

        result = live.submit(told).result()
        if result.verdict is not Verdict.PASSED:
            on_break(live, result)
        return result
    finally:
        live.stop()


def _played(
    live: LiveWorld, turn: Turn, how: Rules, watch: Watcher
) -> tuple[list[StepResult], Said | None]:
    """The steps up to where it stops, and what broke it."""
    case, steps = turn.loaded.case, list[StepResult]()

    async def play(world: "World") -> StepResult | None:
        return await play_next(case, turn.policy, world)

    try:
        while True:
            following = step_after(steps[-1].number if steps else 0, case, turn.policy)
            title = brief_of(following[1].do) if following else None
            step = live.submit(play, title).result()
            if step is None:
                return steps, None
            steps.append(step)
            watch(step)
            if step.outcome is Outcome.FAILED or step.number == how.until:
                return steps, None
    except (OurBug, AmazonSideRefused) as error:
        return steps, our_mistake(error)
