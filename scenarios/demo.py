"""The demo shop: two days of a small shop's life, played up to a lively morning."""

from datetime import timedelta
from pathlib import Path

from core.domain.labels import Policy
from scenarios.demo_story import STORY
from scenarios.play.acts import act
from scenarios.world import START, World, WorldSetup

OPEN_FOR = timedelta(days=2) - timedelta(minutes=7)
"""How long the shop has been open when the curtain rises at `world.START`.

Not a whole hour, so that the jobs have some minutes left before they run again.
"""


def demo_setup(
    books_path: Path | None = None, policy: Policy = Policy.DOCUMENTED, seed: int = 1
) -> WorldSetup:
    """The demo shop on its first day; `open_demo` then plays it up to the curtain."""
    return WorldSetup(
        policy=policy,
        seed=seed,
        start=START - OPEN_FOR,
        books_path=books_path,
        demo=True,
        buyers=True,
        recorded=True,
    )


async def open_demo(world: World) -> None:
    """Play the first two days: orders in every state that a support person meets."""
    curtain = world.setup.start + OPEN_FOR
    for before, action in sorted(STORY, key=lambda turn: -turn[0]):
        await world.arrive(curtain - timedelta(minutes=before))
        await act(action, world)
    await world.advance_to(curtain)
