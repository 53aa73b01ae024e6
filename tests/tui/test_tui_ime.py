"""Japanese from an input method: as key events, as one paste, and in the place of keys."""

import pytest
from textual import events
from textual.widgets import Input
from tui_stage import WIDE, Stage, run_on_stage

from core.views.rows import OrderFilter

COMPOSED = "注文ノート（大）①"
"""What an input method commits at once: kanji, kana, full-width marks, an ambiguous width."""


async def _commit(stage: Stage, text: str) -> None:
    """As a terminal delivers it: one key event with a character each."""
    for character in text:
        stage.app.post_message(events.Key(character, character))
    await stage.settle()


async def _check_fields(stage: Stage) -> int:
    """Every visible line takes composed text, typed and pasted; how many there were."""
    fields = [
        field
        for field in stage.app.screen.query(Input)
        if field.region and field.type == "text" and not field.disabled
    ]
    for field in fields:
        field.focus()
        await stage.settle()
        field.value = ""
        await _commit(stage, COMPOSED)
        assert field.value == COMPOSED, field.id
        stage.app.post_message(events.Paste(COMPOSED))
        await stage.settle()
        assert field.value == COMPOSED * 2, field.id
    return len(fields)


@pytest.mark.long
def test_every_line_of_the_dialogs_takes_composed_text() -> None:
    async def play(stage: Stage) -> None:
        checked = 0
        await stage.open_orders(stage.find().order_id)
        for key in ("s", "g", "b", "S", "c", "f"):
            await stage.press(key)
            checked += await _check_fields(stage)
            await stage.press("escape")
        await stage.press("3")
        for key in ("e", "p", "l", "r", "j"):
            await stage.press(key)
            checked += await _check_fields(stage)
            await stage.press("escape")
        assert checked >= 8

    run_on_stage(play, size=WIDE)


def test_a_search_finds_what_an_input_method_commits() -> None:
    async def play(stage: Stage) -> None:
        title = stage.session.views.orders(limit=1).rows[0].title
        word = next(part for part in title.split() if not part.isascii())
        await stage.press("2", "slash")
        await _commit(stage, word)
        found = stage.session.views.orders(OrderFilter(text=word)).rows
        assert found
        assert all(row.order_id in stage.text() for row in found[:3])

    run_on_stage(play, size=WIDE)


def test_full_width_keys_are_keys_outside_fields() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        for character, shown in (
            ("？", "この画面のキー"),
            ("ｓ", "追跡番号"),
            ("ｇ", "時刻へ進む"),
        ):
            stage.app.post_message(events.Key(character, character))
            await stage.settle()
            assert shown in stage.text(), character
            await stage.press("escape")

    run_on_stage(play, size=WIDE)
