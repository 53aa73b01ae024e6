"""A turn in a living world, which is shown where it stopped."""

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from scenarios.live import LiveWorld
from scenarios.runner import Outcome, StepResult, play_next, setup_of
from scenarios.turns import Rules, Turn, TurnResult, Verdict, Watcher, journal_around, lived

if TYPE_CHECKING:
    from scenarios.world import World


def play_and_break(
    turn: Turn, how: Rules, watch: Watcher, on_break: Callable[[LiveWorld, TurnResult], object]
) -> TurnResult:
    """Play a turn; where it fails or is to stop, `on_break` has its world until it returns."""
    begun = perf_counter()
    live = LiveWorld(setup_of(turn.loaded.case, turn.policy, http=how.http))
    live.start()
    try:
        steps: list[StepResult] = []

        async def following(world: "World") -> StepResult | None:
            return await play_next(turn.loaded.case, turn.policy, world)

        while (step := live.submit(following).result()) is not None:
            steps.append(step)
            watch(step)
            if step.outcome is Outcome.FAILED or step.number == how.until:
                break

        async def told(world: "World") -> TurnResult:
            return _result(turn, how, tuple(steps), world, perf_counter() - begun)

        result = live.submit(told).result()
        if result.verdict is not Verdict.PASSED:
            on_break(live, result)
        return result
    finally:
        live.stop()


def _result(
    turn: Turn,
    how: Rules,
    steps: tuple[StepResult, ...],
    world: "World",
    seconds: float,
) -> TurnResult:
    last = steps[-1] if steps else None
    verdict = Verdict.PASSED
    if last is not None and last.outcome is Outcome.FAILED:
        verdict = Verdict.FAILED
    elif last is not None and last.number == how.until:
        verdict = Verdict.STOPPED
    left = 0 if verdict is Verdict.PASSED or last is None else _steps(turn) - last.number
    return TurnResult(
        turn,
        verdict,
        seconds,
        steps=steps,
        left=left,
        journal=journal_around(world.views) if verdict is Verdict.FAILED else (),
        lived=lived(world.views, world.cast) if how.lives else (),
    )


def _steps(turn: Turn) -> int:
    return len(turn.loaded.case.steps)
