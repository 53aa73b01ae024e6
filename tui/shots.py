"""Makes the pictures of the documents: the real dashboard on the demo shop, as SVG.

`python -m tui.shots FOLDER` writes them. The demo shop is the same for the same seed, so the
pictures are too.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled

from core.domain.labels import PaymentStatus, Policy
from core.views.rows import OrderFilter
from tui.app import RenkeiApp
from tui.cell_grid import strips
from tui.opening import Opening
from tui.picture import svg
from tui.screens.frame import FrameScreen
from tui.screens.scenarios import ScenariosScreen
from tui.words import speak

if TYPE_CHECKING:
    from textual.pilot import Pilot

COLUMNS, ROWS = 120, 36
ROUNDS_MAX = 200
CASE = "early-seller-central-shipment"

Pose = Callable[[RenkeiApp, "Pilot[object]"], Awaitable[None]]


async def at_rest(app: RenkeiApp, pilot: "Pilot[object]") -> None:
    """Until nobody works, nothing is on its way, and what was written is on screen.

    The footer is made anew one round after everything else, hence two quiet rounds. Raises
    RuntimeError where the screen never comes to rest.
    """
    quiet = 0
    for _round in range(ROUNDS_MAX):
        # A worker that a newer one of its kind replaced is not waited for.
        with suppress(WorkerCancelled):
            await app.workers.wait_for_complete()
        await pilot.pause()
        quiet = 0 if _moves(app) else quiet + 1
        if quiet == 2:
            return
    raise RuntimeError("the screen does not come to rest")


def _moves(app: RenkeiApp) -> bool:
    # An app that leaves draws nothing any more.
    holds = app.is_holding and app.return_code is None
    if holds or any(worker.is_running for worker in app.workers):
        return True
    frames = [screen for screen in app.screen_stack if isinstance(screen, FrameScreen)]
    return bool(frames) and frames[-1].poll()


async def _press(app: RenkeiApp, pilot: "Pilot[object]", *keys: str) -> None:
    for each in keys:
        await pilot.press(each)
        await at_rest(app, pilot)


async def _overview(app: RenkeiApp, pilot: "Pilot[object]") -> None:
    await _press(app, pilot, "1")


async def _orders(app: RenkeiApp, pilot: "Pilot[object]") -> None:
    await _press(app, pilot, "2", "down", "down", "down")


async def _time_line(app: RenkeiApp, pilot: "Pilot[object]") -> None:
    frame = app.screen
    assert isinstance(frame, FrameScreen)
    failed = OrderFilter(payment_status=PaymentStatus.LINK_FAILED)
    frame.open_order(frame.session.views.orders(failed).rows[0].order_id)
    await at_rest(app, pilot)


async def _scenario(app: RenkeiApp, pilot: "Pilot[object]") -> None:
    await _press(app, pilot, "6")
    screen = app.screen
    assert isinstance(screen, ScenariosScreen)
    screen.shelf.point_at(CASE)
    await _press(app, pilot, "enter", "e", "p", "up", "up")


async def _amazon(app: RenkeiApp, pilot: "Pilot[object]") -> None:
    await _press(app, pilot, "7")


SHOTS: dict[str, tuple[str, Pose]] = {
    "overview": ("概況", _overview),
    "orders": ("注文検索/一括処理", _orders),
    "time-line": ("連携失敗の注文", _time_line),
    "scenario": ("シナリオ", _scenario),
    "amazon": ("Amazon", _amazon),
}
"""File name, title for those who cannot see it, and how the dashboard is posed for it."""


def make_shots(folder: Path) -> None:
    """Write every picture into `folder`, which must exist."""
    speak("ja")
    for name, (title, pose) in SHOTS.items():
        (folder / f"{name}.svg").write_text(_shot(title, pose), encoding="utf-8")


def _shot(title: str, pose: Pose) -> str:
    opening = Opening(Policy.DOCUMENTED, 1, None)
    app = RenkeiApp(opening)
    try:
        return asyncio.run(_posed(app, title, pose))
    finally:
        if app.session is not None:
            app.session.close()
        opening.close()


async def _posed(app: RenkeiApp, title: str, pose: Pose) -> str:
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await at_rest(app, pilot)
        await pose(app, pilot)
        return svg(strips(app), f"renkei {title}")


if __name__ == "__main__":
    make_shots(Path(sys.argv[1]))
