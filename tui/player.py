"""Plays one case in a world of its own, a step at a time, so that a person can look in between."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tui.session import Session

if TYPE_CHECKING:
    from scenarios.history import Moment
    from scenarios.live import LiveWorld
    from scenarios.play.lived import Lived
    from scenarios.play.sides import Sides
    from scenarios.runner import StepResult
    from scenarios.turns import Turn, TurnResult
    from scenarios.world import World


class Played(NamedTuple):
    """A step that was played, with what both sides held at its end."""

    result: "StepResult"
    sides: "tuple[Sides, ...]"
    journal: "tuple[Lived, ...]"
    """The last lines of the journal, where the step failed."""

    @property
    def failed(self) -> bool:
        """Whether something is not as expected."""
        return self.result.outcome.value == "failed"


class Player:
    """An opened case: `next` plays one step, `session` shows the world it is played in.

    Whoever takes that world back, from whichever screen, takes back the steps that were played
    since.
    """

    def __init__(
        self, turn: "Turn", session: Session, live: "LiveWorld", folder: "TemporaryDirectory[str]"
    ) -> None:
        self.turn = turn
        self.case = turn.loaded.case
        self.policy = turn.policy
        self.session = session
        self.played: tuple[Played, ...] = ()
        self.ended = False
        """Whether every step has held and none is left."""
        self._orders: dict[str, str] = {}
        self._before: dict[int, Moment] = {}
        self._folder = folder
        self._live = live
        live.rewound = self._take_back

    @classmethod
    async def open(cls, turn: "Turn") -> "Player":
        """Build a fresh world for the case."""
        from scenarios.live import LiveWorld
        from scenarios.runner import setup_of

        folder = TemporaryDirectory(prefix="renkei-play-")
        try:
            books = Path(folder.name) / "books.db"
            setup = setup_of(turn.loaded.case, turn.policy)
            live = LiveWorld(replace(setup, books_path=books, recorded=True))
        except BaseException:
            folder.cleanup()
            raise
        try:
            await asyncio.to_thread(live.start)
            session = Session(live, scripted=True)
        except BaseException:
            await asyncio.to_thread(live.stop)
            folder.cleanup()
            raise
        return cls(turn, session, live, folder)

    @property
    def over(self) -> bool:
        """Whether the case has failed or come to its end."""
        return self.ended or bool(self.played and self.played[-1].failed)

    def has_played(self, number: int) -> bool:
        """Whether this step was played."""
        return any(one.result.number == number for one in self.played)

    @property
    def coming(self) -> int:
        """The number of the step that is played next; one past the last where none is left."""
        from scenarios.runner import step_after

        after = self.played[-1].result.number if self.played else 0
        following = step_after(after, self.case, self.policy)
        return following[0] if following else len(self.case.steps) + 1

    @property
    def earliest(self) -> int:
        """The first step before which the world can still go back; 0 where there is none."""
        return min(self._before, default=0)

    async def next(self) -> Played | None:
        """Play the next step; None when the case is over."""
        from scenarios.play.brief import brief_of

        if self.over:
            return None
        number = self.coming
        before = (
            brief_of(self.case.steps[number - 1].do) if number <= len(self.case.steps) else None
        )
        self._live.pause()
        playing = self._live.submit(self._next, before)
        kept = self._live.moments()
        played = await asyncio.wrap_future(playing)
        moments = await asyncio.wrap_future(kept)
        if played is not None:
            self._before[played.result.number] = moments[-1]
        oldest = moments[0].number
        self._before = {n: one for n, one in self._before.items() if one.number >= oldest}
        return played

    async def _next(self, world: "World") -> Played | None:
        from scenarios.play.lived import journal_around
        from scenarios.play.sides import both_sides
        from scenarios.runner import play_next

        result = await play_next(self.case, self.policy, world)
        if result is None:
            self.ended = True
            return None
        sides = await both_sides(self.case.steps[result.number - 1], world, world.cast)
        played = Played(result, sides, ())
        if played.failed:
            played = played._replace(journal=journal_around(world.views, world.cast))
        self.played = (*self.played, played)
        self._orders = world.cast.numbers()
        return played

    async def back(self, before: int) -> None:
        """Have the world be as before step `before` was played. Raises LookupError."""
        await asyncio.wrap_future(self._live.rewind(self._before[before]))

    def _take_back(self, to: "Moment") -> None:
        """The world stands at `to` again: steps that were played after it were not."""
        stands = {n for n, moment in self._before.items() if moment.number < to.number}
        # The moment before a step of which nobody has heard yet is the newest of all.
        newest, oldest = max(self._before, default=0), min(self._before, default=0)
        self.played = tuple(
            one
            for one in self.played
            if one.result.number in stands or one.result.number < oldest <= newest
        )
        self._before = {n: self._before[n] for n in stands}
        self.ended = False

    def result(self) -> "TurnResult":
        """What came of the case up to here."""
        from scenarios.turns import TurnResult, Verdict

        last = self.played[-1] if self.played else None
        verdict = Verdict.PASSED if self.ended else Verdict.STOPPED
        if last is not None and last.failed:
            verdict = Verdict.FAILED
        steps = tuple(one.result for one in self.played)
        journal = last.journal if last else ()
        left = 0 if self.ended else len(self.case.steps) - (last.result.number if last else 0)
        return TurnResult(
            self.turn, verdict, 0.0, steps, left, journal=journal, orders=self._orders
        )

    async def close(self) -> None:
        """End the world and remove its books."""
        self.session.close()
        await asyncio.to_thread(self._live.stop)
        self._folder.cleanup()
