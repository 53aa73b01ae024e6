"""Plays one case in a world of its own, a step at a time, so that a person can look in between."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tui.session import Session

if TYPE_CHECKING:
    from core.domain.labels import Policy
    from scenarios.language.definition import Case
    from scenarios.runner import StepResult
    from scenarios.world import World


@dataclass(frozen=True)
class CaseFile:
    """A case of the library, or the sentence that says why its file cannot be read."""

    name: str
    case: "Case | None"
    mistake: str = ""


def read_library() -> tuple[CaseFile, ...]:
    """Every case that comes with renkei; a wrong file is listed with its mistakes."""
    from scenarios.language.loader import load
    from scenarios.language.mistakes import WrongFile
    from scenarios.library_files import library_file, library_names

    found = []
    for name in library_names():
        file = library_file(name)
        if file is None:
            continue
        try:
            found.append(CaseFile(name, load(file, f"library/{file.name}").case))
        except WrongFile as wrong:
            found.append(CaseFile(name, None, str(wrong)))
    return tuple(found)


class Player:
    """An opened case: `next` plays one step, `session` shows the world it is played in."""

    def __init__(
        self, case: "Case", policy: "Policy", session: Session, folder: "TemporaryDirectory[str]"
    ) -> None:
        self.case = case
        self.policy = policy
        self.session = session
        self._folder = folder
        self._steps: AsyncIterator[StepResult] | None = None

    @classmethod
    async def open(cls, case: "Case", policy: "Policy") -> "Player":
        """Build a fresh world for `case`."""
        from scenarios.live import LiveWorld
        from scenarios.runner import setup_of

        folder = TemporaryDirectory(prefix="renkei-play-")
        try:
            books = Path(folder.name) / "books.db"
            live = LiveWorld(replace(setup_of(case, policy), books_path=books))
            await asyncio.to_thread(live.start)
            session = Session(live)
        except BaseException:
            folder.cleanup()
            raise
        return cls(case, policy, session, folder)

    async def next(self) -> "StepResult | None":
        """Play the next step; None when the case is over."""
        return await asyncio.wrap_future(self.session.live.submit(self._next))

    async def _next(self, world: "World") -> "StepResult | None":
        from scenarios.runner import play

        if self._steps is None:
            self._steps = play(self.case, self.policy, world)
        return await anext(self._steps, None)

    async def close(self) -> None:
        """End the world and remove its books."""
        self.session.close()
        await asyncio.to_thread(self.session.live.stop)
        self._folder.cleanup()
