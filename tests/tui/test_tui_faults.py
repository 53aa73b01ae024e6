"""Faults and behaviours of Amazon's side from the keyboard, each in the world and in its record."""

from textual.widgets import Button, Input, Select
from tui_stage import Stage, run_on_stage

from scenarios.script import script
from scenarios.world import World
from tui.messages import AmazonSideActed, CommandRefused
from tui.screens.amazon import AmazonScreen
from tui.screens.behaviours import BehavioursScreen
from tui.screens.faults import FaultsScreen


async def _choose(stage: Stage, **values: str) -> None:
    for name, value in values.items():
        stage.app.screen.query_one(f"#{name}", Select).value = value
    await stage.settle()


async def _search(stage: Stage, name: str) -> None:
    """Narrow the list down to one and open it."""
    stage.app.screen.query_one("#behaviours-search", Input).value = name
    await stage.press("enter", "enter")


async def _submit(stage: Stage) -> None:
    stage.app.screen.query_one("#form-submit", Button).press()
    await stage.settle()


async def _record(world: World) -> str:
    return script(world, "tried", "tried")


def test_a_fault_is_begun_strikes_and_is_taken_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "f")
        assert isinstance(stage.frame, FaultsScreen)
        await stage.press("x")
        assert stage.posted(CommandRefused) == [CommandRefused("障害はありません。")]
        await stage.press("a")
        await _choose(stage, kind="status", operation="searchOrders", when="times")
        stage.app.screen.query_one("#count", Input).value = "0"
        await stage.settle()
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        stage.app.screen.query_one("#count", Input).value = "2"
        await stage.settle()
        await _submit(stage)
        (fault,) = await stage.world(lambda world: world.amazon.faults())
        assert (fault.kind, fault.operation, fault.status) == ("status", "searchOrders", 503)
        assert (fault.phase, fault.times) == ("before", 2)
        assert "残り" in stage.text()
        assert "2回" in stage.text()
        await stage.press("a")
        await _choose(stage, kind="timeout", phase="after", lasts="PT1H")
        await _submit(stage)
        assert "処理の後" in stage.text()
        await stage.press("escape")
        assert isinstance(stage.frame, AmazonScreen)
        assert "障害 2件" in stage.text()
        await stage.press("f", "x", "x")
        assert await stage.world(lambda world: world.amazon.faults()) == ()
        assert len(stage.posted(AmazonSideActed)) == 4
        text = await stage.world(_record)
        assert text.count("fault: {") == 2
        assert text.count("fault_ends: {") == 2

    run_on_stage(play)


def test_a_behaviour_gets_another_value_of_its_kind() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "b")
        assert isinstance(stage.frame, BehavioursScreen)
        await stage.press("slash")
        await _search(stage, "feed_outcome")
        await _choose(stage, value="stuck")
        await _submit(stage)
        assert "feed_outcome = stuck" in stage.text()
        await stage.press("escape", "slash")
        await _search(stage, "listing_visible_after")
        stage.app.screen.query_one("#value", Input).value = "soon"
        await stage.settle()
        assert "PT5M" in stage.text()
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        stage.app.screen.query_one("#value", Input).value = "PT9M"
        await stage.settle()
        await stage.press("enter")
        rows = await stage.world(lambda world: world.amazon.behaviours())
        values = {row.name: row.value for row in rows}
        assert (values["feed_outcome"], values["listing_visible_after"]) == ("stuck", "PT9M")
        assert "amazon_behaves: {" in await stage.world(_record)

    run_on_stage(play)


def test_a_behaviour_that_was_changed_is_marked_and_set_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "b", "slash")
        stage.app.screen.query_one("#behaviours-search", Input).value = "feed_outcome"
        await stage.press("enter")
        assert "≠" not in stage.text()
        await stage.press("x")
        assert "変えていない" in stage.posted(CommandRefused)[-1].sentence
        await stage.press("enter")
        await _choose(stage, value="stuck")
        await _submit(stage)
        assert "≠ stuck" in stage.text()
        await stage.press("x")
        assert "≠" not in stage.text()
        rows = await stage.world(lambda world: world.amazon.behaviours())
        assert not [row.name for row in rows if row.changed]
        assert (await stage.world(_record)).count("amazon_behaves: {") == 2

    run_on_stage(play)


def test_r14_an_offer_turns_fba_and_back() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "a")
        sku = stage.app.screen.query_one("#amazon-listings").pointed.sku
        listing = await stage.world(lambda world: world.amazon.listing(sku))
        assert listing.fulfilled_by == "AMAZON"
        await stage.press("a")
        listing = await stage.world(lambda world: world.amazon.listing(sku))
        assert listing.fulfilled_by == "MERCHANT"
        assert "seller_central_edits" in await stage.world(_record)

    run_on_stage(play)


def test_a_number_too_long_for_any_machine_is_a_sentence() -> None:
    async def play(stage: Stage) -> None:
        rows = await stage.world(lambda world: world.amazon.behaviours())
        number = next(row for row in rows if type(row.value) is int and not row.alternatives)
        await stage.press("7", "b", "slash")
        await _search(stage, number.name)
        stage.app.screen.query_one("#value", Input).value = "9" * 5_000
        await stage.settle()
        assert "0以上の整数" in stage.text()
        assert stage.app.screen.query_one("#form-submit", Button).disabled

    run_on_stage(play)
