"""`renkei run --break-on-failure`: the dashboard shows the stopped world and why it stopped."""

import asyncio
import io
from pathlib import Path

from scenarios.command import run_paths
from scenarios.live import LiveWorld
from scenarios.turns import TurnResult
from tui.app import RenkeiApp
from tui.cli_run import why_stopped
from tui.opening import Opened
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
