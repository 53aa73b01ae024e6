"""In the world of a case things are called as its script calls them."""

from pathlib import Path

from test_tui_scenarios import SHIPPED_TWICE, _open, mine
from textual.widgets import Input
from tui_stage import Stage, run_on_stage

from tui.screens.orders import OrdersScreen

__all__ = ["mine"]


def test_an_order_is_found_again_by_the_name_that_the_script_gave_it(mine: Path) -> None:
    mine.write_text(
        SHIPPED_TWICE.replace("order: A", "order: tanaka").replace("{A:", "{tanaka:"),
        encoding="utf-8",
    )

    async def play(stage: Stage) -> None:
        screen = await _open(stage, mine)
        await stage.press("e")
        number = screen.player.result().orders["tanaka"]
        await stage.press("o")
        orders = stage.app.screen
        assert isinstance(orders, OrdersScreen)
        assert f"tanaka     {number}" in stage.text(), "the number is never cut for the name"
        assert f"tanaka {number}  煎茶" in stage.text()
        await stage.press("slash")
        orders.query_one("#orders-search", Input).value = "tanaka"
        await stage.settle()
        await stage.press("enter")
        assert len(orders.table.source) == 1
        await stage.press("enter")
        assert f"tanaka {number}" in stage.text()
        await stage.press("escape", "number_sign")
        await stage.write("tanaka")
        assert f"▸tanaka {number}" in stage.text()
        await stage.press("enter")
        assert f"tanaka {number}" in stage.text()
        await stage.press("escape", "escape", "a")
        assert f"tanaka {number}" in stage.text()
        demo = stage.session.views.orders(limit=1).rows[0].order_id
        assert stage.session.order_name(demo) == "", "the demo's own orders have no names"

    run_on_stage(play)


def test_steps_without_notes_are_told_apart_on_a_small_screen(mine: Path) -> None:
    async def play(stage: Stage) -> None:
        await _open(stage, mine)
        steps = [line for line in stage.text().splitlines() if " -          " in line]
        told = [line.rpartition("  ")[2] for line in steps]
        assert len(set(told)) == 5
        assert "備考" not in stage.text()

    run_on_stage(play)
