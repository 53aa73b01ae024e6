"""`renkei run --break-on-failure`: the dashboard shows the stopped world and why it stopped."""

import asyncio
import io
from pathlib import Path

from test_tui_scenarios import LIBRARY_CASE
from tui_stage import Play, Stage, run_app_on_stage

from scenarios.command import run_paths
from scenarios.live import LiveWorld
from scenarios.turns import TurnResult
from tui.app import RenkeiApp
from tui.cli_run import why_stopped
from tui.opening import Opened
from tui.screens.case import CaseScreen
from tui.screens.scenarios import ScenariosScreen
from tui.shots import at_rest

CASE = """\
id: too-few
title: 在庫がちがう
policy: safe
start: 2026-11-23 09:00
shop:
  products:
    - {code: tea, title: 煎茶, stock: 10, price: 1280, link: {sku: TEA, asin: B0RENKEI01}}
steps:
  - buyer_orders: {order: A, items: {TEA: 2}}
  - expect: {within: PT10M, stock: {tea: 9}}
"""


def stopped(path: Path, play: Play, until: int | None = None) -> None:
    """Run a case until it stops, and `play` in the dashboard that opens."""
    shown: list[TurnResult] = []

    def show(live: LiveWorld, result: TurnResult) -> None:
        shown.append(result)
        asyncio.run(run_app_on_stage(play, RenkeiApp(Opened(live, stopped=result))))

    run_paths([path], policy="safe", until=until, out=io.StringIO(), on_break=show)
    assert len(shown) == 1


def test_the_case_that_stopped_stands_in_the_list_pointed_at_with_what_failed(
    tmp_path: Path,
) -> None:
    file = tmp_path / "too-few.yaml"
    file.write_text(CASE, encoding="utf-8")

    async def play(stage: Stage) -> None:
        await stage.press("6")
        screen = stage.app.screen
        assert isinstance(screen, ScenariosScreen)
        pointed = screen.file_pointed()
        assert pointed is not None
        assert (pointed.name, pointed.path, pointed.own) == ("too-few", str(file), True)
        assert "✗ 失敗" in stage.text()
        assert "tea の在庫数  期待: 9  実際: 8" in stage.text()
        await stage.press("enter", "e")
        case = stage.app.screen
        assert isinstance(case, CaseScreen)
        assert [one.failed for one in case.player.played] == [False, True]

    stopped(file, play)


def test_a_case_of_the_library_that_stopped_is_pointed_at_where_it_stands() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("6")
        screen = stage.app.screen
        assert isinstance(screen, ScenariosScreen)
        pointed = screen.file_pointed()
        assert pointed is not None
        assert (pointed.name, pointed.own) == (LIBRARY_CASE, False)
        names = [file.name for file in screen.files_shown()]
        assert names.count(LIBRARY_CASE) == 1

    stopped(Path(LIBRARY_CASE), play, until=1)


def test_the_stopped_world_is_shown_with_what_failed(tmp_path: Path) -> None:
    seen: list[str] = []

    async def shown(app: RenkeiApp) -> None:
        async with app.run_test(size=(100, 32)) as pilot:
            await at_rest(app, pilot)
            assert app.session is not None
            seen.append(f"{app.session.clock().now:%H:%M}")
            seen.extend(notification.message for notification in app._notifications)
            await pilot.press("q")

    def show(live: LiveWorld, result: TurnResult) -> None:
        app = RenkeiApp(Opened(live, "\n".join(why_stopped(result))))
        try:
            asyncio.run(shown(app))
        finally:
            app.close_session()

    file = tmp_path / "too-few.yaml"
    file.write_text(CASE, encoding="utf-8")
    out = io.StringIO()
    assert run_paths([file], out=out, on_break=show) == 1
    assert seen == [
        "00:10",
        "too-few (safe)\n2 10分以内にこうなる\ntea の在庫数\n  期待: 9\n  実際: 8",
    ]
    assert "もう一度: renkei run" in out.getvalue()
