"""Strings from outside: nothing in them is obeyed, by the terminal or by Textual.

Core cleans what it reads. Here the rows reach the screens as an attacker would like them to, to
show that the screens do not rely on that.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from textual.widgets import Input
from tui_stage import SMALL, Stage, run_on_stage

from core.errors import Refused
from scenarios.amazon_facts import AmazonOrder
from tui.cell_grid import strips
from tui.messages import AmazonSideActed, CommandRefused
from tui.screens import amazon as amazon_screen

T = TypeVar("T")

ACTION = "@click=app.bell"
HOSTILE = (
    f"[{ACTION}]押して[/] [link=http://x]x[/link] [$error]x [bold %s {{0}} {{x}} ${{HOME}}",
    "[/foo]",
    "\x1b]0;owned\x07\x1b[5n\x1b[2J\x1b[31m\x9b31m\x9d0;x\x9c\x00\x08\x0b\x7fa\r\nb\tc\u2028d",
    "\u202eright\u202c \u2066left\u2069 a\u200bb\u200dc\ufeff\ud800x\U000e0001\U000e0041",
    "👨‍👩‍👧‍👦🇯🇵❤️1️⃣👍🏽が゙ｶﾞ\u0301" * 20,
    "漢" * 10_000,
    "",
)
CONTROLS = frozenset(
    map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def _check(stage: Stage) -> None:
    """No control byte, no action, every line exactly as wide as the terminal."""
    for y, strip in enumerate(strips(stage.app)):
        assert strip.cell_length == stage.app.size.width, (y, strip.text)
        for segment in strip:
            assert CONTROLS.isdisjoint(segment.text), (y, segment.text)
            meta = segment.style.meta if segment.style else {}
            assert not any("bell" in str(value) for value in meta.values()), (y, meta)


def _poison(row: T, text: str) -> T:
    """The same row with every free text replaced; labels are enums and stay."""
    if isinstance(row, tuple) and not hasattr(row, "_fields"):
        return tuple(_poison(each, text) for each in row)  # type: ignore[return-value]
    if not isinstance(row, msgspec.Struct):
        return row
    changes: dict[str, object] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if type(value) is str and name not in KEPT:
            changes[name] = text
        elif isinstance(value, tuple | msgspec.Struct):
            changes[name] = _poison(value, text)
        elif isinstance(value, dict):
            changes[name] = dict.fromkeys(value, text)
    return msgspec.structs.replace(row, **changes)


KEPT = {"order_id", "template", "subject", "code", "kind", "data", "after"}
"""What the screens look things up by; a case of its own poisons these too."""


class PoisonedViews:
    """The real views with every text replaced by one hostile string."""

    def __init__(self, views: object, text: str) -> None:
        self._views = views
        self._text = text

    def __getattr__(self, name: str) -> object:
        real = getattr(self._views, name)
        return lambda *args, **kwargs: _poison(real(*args, **kwargs), self._text)


def _poison_amazon(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    look = amazon_screen.look

    async def poisoned(world: object) -> amazon_screen.AmazonSeen:
        seen = await look(world)  # type: ignore[arg-type]
        return amazon_screen.AmazonSeen(
            _poison(seen.orders, text),
            _poison(seen.listings, text),
            _poison(seen.agenda, text),
            seen.faults,
        )

    monkeypatch.setattr(amazon_screen, "look", poisoned)


@pytest.mark.long
@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:24] for text in HOSTILE])
def test_no_screen_obeys_a_string(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(stage: Stage) -> None:
        session = stage.session
        session.views = PoisonedViews(session.views, text)  # type: ignore[assignment]
        _poison_amazon(monkeypatch, text)
        bells: list[str] = []
        monkeypatch.setattr(stage.app, "bell", lambda: bells.append("rung"))
        for keys in (("1",), ("2",), ("enter",), ("escape", "3"), ("e",), ("escape", "4"), ("7",)):
            await stage.press(*keys)
            _check(stage)
            await stage.pilot.click(offset=(30, 4))
            await stage.settle()
            _check(stage)
        for message in (CommandRefused(text), AmazonSideActed(text)):
            stage.frame.post_message(message)
            await stage.settle()
            _check(stage)
        assert not bells

    run_on_stage(play, size=SMALL)


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_names_of_orders_are_not_obeyed_either(text: str) -> None:
    async def play(stage: Stage) -> None:
        real = stage.session.views
        order = real.order(stage.find().order_id)
        poisoned = msgspec.structs.replace(
            order, row=msgspec.structs.replace(order.row, order_id=text)
        )

        class Named(PoisonedViews):
            def order(self, order_id: str) -> object:
                if order_id != text:
                    raise Refused("x")  # type: ignore[arg-type]
                return poisoned

        stage.session.views = Named(real, text)  # type: ignore[assignment]
        stage.frame.open_order(text)
        await stage.settle()
        _check(stage)
        await stage.press("s")
        _check(stage)

    run_on_stage(play, size=SMALL)


def test_a_hostile_title_goes_through_the_whole_house() -> None:
    """From Amazon's catalogue over HTTP into the books and onto the screen."""

    async def play(stage: Stage) -> None:
        for number, text in enumerate(HOSTILE):
            if "\ud800" in text or not text:
                continue
            order = await stage.world(lambda world, n=number, t=text: _sell(world, n, t))
            assert isinstance(order, AmazonOrder)
        await stage.press("2", "g")
        await stage.write("+10m")
        await stage.press("enter", "home")
        _check(stage)
        titles = {row.title for row in stage.session.views.orders(limit=10).rows}
        assert any("owned" in title for title in titles)

    run_on_stage(play, size=(120, 40))


async def _sell(world: object, number: int, text: str) -> AmazonOrder:
    sku = f"BAD-{number}"
    amazon = world.amazon  # type: ignore[attr-defined]
    await amazon.put_listing(sku, f"B0BAD{number:05}", quantity=5, price_yen=100, title=text[:150])
    placed: AmazonOrder = await amazon.place_order({sku: 1})
    return placed


def _hostile_cases() -> Iterator[str]:
    for text in ("[/foo]", f"[{ACTION}]x[/]", "\\e]0;x\\a", "\\u202ex"):
        head = f'id: bad\ntitle: "{text}"\nstory: "{text}"\n'
        yield f"{head}start: 2026-11-23 09:00\nsteps: [wait: PT1M]\n"


@pytest.mark.parametrize("yaml", list(_hostile_cases()))
def test_a_scenario_file_is_not_obeyed(yaml: str, tmp_path: Path) -> None:
    path = tmp_path / "[bold].yaml"
    path.write_text(yaml, encoding="utf-8")

    async def play(stage: Stage) -> None:
        await stage.press("6", "i")
        stage.app.screen.query_one("#path", Input).value = str(path)
        await stage.press("enter")
        for keys in (("n",), ("enter",), ("full_stop",), ("e",), ("H",)):
            await stage.press(*keys)
            _check(stage)

    run_on_stage(play, size=SMALL)
