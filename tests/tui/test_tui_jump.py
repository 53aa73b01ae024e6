"""Jump mode: one key, then the sign of the place."""

import pytest
from textual import events
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from tui_stage import SMALL, WIDE, Stage, run_on_stage

from tui.dialogs.jump import JumpScreen, targets_of
from tui.widgets.paged_table import PagedTable


def _signs(stage: Stage) -> dict[str, str | None]:
    return _signs_in(stage.frame)


def _signs_in(screen: Screen[object]) -> dict[str, str | None]:
    targets = targets_of(screen)
    return {each.sign: each.to.id for each in targets if isinstance(each.to, Widget)}


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
def test_a_letter_takes_the_focus_there(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7")
        assert stage.app.focused.id == "amazon-orders"
        (letter,) = [sign for sign, id in _signs(stage).items() if id == "amazon-listings"]
        await stage.press("semicolon")
        assert isinstance(stage.app.screen, JumpScreen)
        lines = stage.text().splitlines()
        table = stage.frame.query_one("#amazon-listings", PagedTable)
        assert lines[table.region.y][table.region.x :].startswith(letter)
        await stage.press(letter)
        assert stage.app.focused.id == "amazon-listings"
        assert not isinstance(stage.app.screen, JumpScreen)

    run_on_stage(play, size=size)


def test_a_number_changes_the_screen_also_in_full_width() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("semicolon", "3")
        assert stage.app.current_mode == "products"
        # The pilot knows no sign for this name of a key; a terminal sends both.
        stage.app.post_message(events.Key("fullwidth_semicolon", "；"))
        await stage.settle()
        assert isinstance(stage.app.screen, JumpScreen)
        await stage.press("２")
        assert stage.app.current_mode == "orders"

    run_on_stage(play)


@pytest.mark.parametrize("key", ["escape", "f2", "exclamation_mark"])
def test_any_other_key_leaves_everything_as_it_was(key: str) -> None:
    async def play(stage: Stage) -> None:
        before = stage.app.focused
        await stage.press("semicolon", key)
        assert stage.app.focused is before
        assert not isinstance(stage.app.screen, JumpScreen)

    run_on_stage(play)


def test_in_a_dialog_and_while_typing_it_is_f2() -> None:
    async def play(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        await stage.press("s")
        form = stage.app.screen
        await stage.press("f2")
        signs = {id: sign for sign, id in _signs_in(form).items()}
        await stage.press(signs["carrier"])
        assert stage.app.screen is form
        assert form.focused is form.query_one("#carrier")
        await stage.press("f2", signs["tracking"])
        await stage.write("1;2")
        assert form.query_one("#tracking", Input).value == "1;2"

    run_on_stage(play)


def test_a_click_leaves_too() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("semicolon")
        await stage.pilot.click(offset=(40, 12))
        assert not isinstance(stage.app.screen, JumpScreen)

    run_on_stage(play)
