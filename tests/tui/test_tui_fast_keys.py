"""Typed faster than the dashboard draws: every key acts on what the one before it led to."""

from datetime import timedelta

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widget import Widget
from textual.widgets import Input
from tui_stage import Stage, run_on_stage

from tui.dialogs.jump import JumpScreen, targets_of
from tui.dialogs.ship import ShipForm
from tui.widgets.paged_table import PagedTable


async def _at_once(stage: Stage, *typed: str) -> None:
    """Have every key in the queue before the first is looked at; a text is its letters."""
    for text in typed:
        named = len(text) > 1 and text in ("enter", "escape", "down", "tab", "f2")
        for key in (text,) if named else text:
            character = None if named else key
            name = key if named else _character_to_key(key)
            stage.app.post_message(events.Key(name, character))
    await stage.settle()


@pytest.mark.parametrize(
    ("mode", "search", "table", "typed"),
    [
        ("2", "#orders-search", "#orders", "250-"),
        ("3", "#products-search", "#products", "p"),
        ("5", "#calls-search", "#calls", "search"),
        ("6", "#shelf-search", "#shelf", "r2"),
    ],
)
def test_keys_after_enter_are_the_lists(mode: str, search: str, table: str, typed: str) -> None:
    async def play(stage: Stage) -> None:
        await stage.press(mode)
        await _at_once(stage, "/", typed, "enter", "down", "down")
        assert stage.frame.query_one(search, Input).value == typed
        assert stage.app.focused is stage.frame.query_one(table)
        assert stage.frame.query_one(table, PagedTable).cursor == 2

    run_on_stage(play)


def test_a_filter_left_by_escape_and_the_next_screen() -> None:
    async def play(stage: Stage) -> None:
        await _at_once(stage, "2", "/", "25", "enter", "escape", "3", "/", "x", "enter", "2")
        assert stage.app.current_mode == "orders"
        assert stage.frame.wanted.text == ""

    run_on_stage(play)


def test_a_moment_typed_at_once_is_gone_to() -> None:
    async def play(stage: Stage) -> None:
        before = stage.now()
        await _at_once(stage, "2", "g", "+20m", "enter", "3")
        assert stage.app.current_mode == "products"
        assert stage.now() == before + timedelta(minutes=20)

    run_on_stage(play)


def test_a_dialog_takes_all_that_is_typed_after_its_key() -> None:
    async def play(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        await _at_once(stage, "s", "1234-5678-9012")
        form = stage.app.screen
        assert isinstance(form, ShipForm)
        assert form.query_one("#tracking", Input).value == "1234-5678-9012"

    run_on_stage(play)


def test_a_letter_after_the_jump_key_is_its_sign() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7")
        (letter,) = [
            target.sign
            for target in targets_of(stage.frame)
            if isinstance(target.to, Widget) and target.to.id == "amazon-listings"
        ]
        await _at_once(stage, ";", letter, "down")
        assert not isinstance(stage.app.screen, JumpScreen)
        assert stage.app.focused.id == "amazon-listings"
        assert stage.frame.query_one("#amazon-listings", PagedTable).cursor == 1

    run_on_stage(play)


def test_what_is_pasted_waits_for_its_turn_too() -> None:
    async def play(stage: Stage) -> None:
        stage.app.post_message(events.Key("2", "2"))
        stage.app.post_message(events.Key("slash", "/"))
        stage.app.post_message(events.Paste("250-0000"))
        stage.app.post_message(events.Key("enter", None))
        stage.app.post_message(events.Key("1", "1"))
        await stage.settle()
        assert stage.app.current_mode == "overview"
        await stage.press("2")
        assert stage.frame.wanted.text == "250-0000"

    run_on_stage(play)


def test_full_width_keys_keep_their_order() -> None:
    async def play(stage: Stage) -> None:
        for key in ("２", "／"):
            stage.app.post_message(events.Key(key, key))
        await _at_once(stage, "250-", "enter", "3")
        assert stage.app.current_mode == "products"
        await stage.press("2")
        assert stage.frame.wanted.text == "250-"

    run_on_stage(play)
