"""What the screens look like, cell by cell, as text that can be read in a diff.

RENKEI_UPDATE_SNAPSHOTS=1 writes them anew; look at the diff before keeping it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Input
from tui_linked import REAL, on_stage, still_shop
from tui_stage import SMALL, WIDE, Play, Stage, run_on_stage

from core.domain.labels import PaymentStatus
from tui.dialogs.confirm_live import ConfirmLive

FOLDER = Path(__file__).parent / "snapshots"
SIZES = {"80x24": SMALL, "120x40": WIDE}


async def _overview(stage: Stage) -> None:
    await stage.press("1")


async def _orders(stage: Stage) -> None:
    await stage.press("2")


async def _order(stage: Stage) -> None:
    stage.frame.open_order(stage.find_any(PaymentStatus.LINK_FAILED).order_id)
    await stage.settle()


async def _ship(stage: Stage) -> None:
    await stage.open_orders(stage.find().order_id)
    await stage.press("s")
    await stage.write("1111-2222")


async def _ship_many(stage: Stage) -> None:
    await stage.press("2")
    await stage.press("v", "v", "v", "v", "s")
    await stage.write("1111-2222")


async def _order_filter(stage: Stage) -> None:
    await stage.press("2", "escape", "f")
    await stage.write("11/22")


async def _buyer(stage: Stage) -> None:
    stage.frame.open_order(stage.find().order_id)
    await stage.settle()
    await stage.press("p")


async def _products(stage: Stage) -> None:
    await stage.press("3")


async def _findings(stage: Stage) -> None:
    await stage.press("4")


async def _explanation(stage: Stage) -> None:
    stage.frame.explain(stage.find_any(PaymentStatus.LINK_FAILED).order_id)
    await stage.settle()


async def _calls(stage: Stage) -> None:
    await stage.press("5")


async def _exchange(stage: Stage) -> None:
    await stage.press("5", "e", "enter")


async def _scenarios(stage: Stage) -> None:
    await stage.press("6")
    assert stage.app.screen.query_one("#shelf").point_at("early-seller-central-shipment")
    await stage.settle()


async def _case(stage: Stage) -> None:
    """Played to its end under both policies."""
    await _scenarios(stage)
    await stage.press("enter", "e", "p", "up", "up")


async def _matrix(stage: Stage) -> None:
    await stage.press("6", "m", "down")


async def _moments(stage: Stage) -> None:
    await stage.press("1", "full_stop", "full_stop", "H")


async def _amazon(stage: Stage) -> None:
    await stage.press("7")


async def _keys(stage: Stage) -> None:
    await stage.press("2", "question_mark")


async def _products_marked(stage: Stage) -> None:
    await stage.press("3", "v", "v", "t")


async def _switches(stage: Stage) -> None:
    await stage.press("3", "escape", "w")


async def _link(stage: Stage) -> None:
    await stage.press("3", "l")
    stage.app.screen.query_one("#link-search", Input).value = "抹茶"
    await stage.press("enter")


async def _faults(stage: Stage) -> None:
    await stage.press("7", "f", "a")


async def _behaviours(stage: Stage) -> None:
    await stage.press("7", "b", "down", "down")


POSES = {
    pose.__name__.strip("_"): pose
    for pose in (
        _overview,
        _orders,
        _order,
        _ship,
        _ship_many,
        _order_filter,
        _buyer,
        _products,
        _findings,
        _explanation,
        _calls,
        _exchange,
        _scenarios,
        _case,
        _matrix,
        _amazon,
        _keys,
        _moments,
        _products_marked,
        _switches,
        _link,
        _faults,
        _behaviours,
    )
}


async def _live_order(stage: Stage) -> None:
    stage.frame.open_order(stage.find().order_id)
    await stage.settle()


async def _live_question(stage: Stage) -> None:
    """Asked before a 配送完了 leaves; whoever put it in line waits for the answer."""
    await _ship(stage)
    await stage.pilot.press("enter")
    while not (stage.app.focused and isinstance(stage.app.screen, ConfirmLive)):
        await stage.pilot.pause()
    await stage.pilot.pause()


LIVE_POSES = {
    "live_overview": _overview,
    "live_orders": _orders,
    "live_order": _live_order,
    "live_products": _products,
    "live_calls": _calls,
    "live_question": _live_question,
}
"""The question comes last: the answer is told in a corner of what stands next."""


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_the_screens_look_as_kept(size: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.call_texts.took", lambda _real_s: "3ms")
    gallery = Gallery(POSES, size, lang)
    run_on_stage(gallery.play, size=SIZES[size], lang=lang)
    assert not gallery.changed, "\n".join(gallery.changed)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_a_shop_at_the_real_amazon_looks_as_kept(
    size: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.call_texts.took", lambda _real_s: "3ms")
    gallery = Gallery(LIVE_POSES, size, lang)
    with still_shop(tmp_path, REAL) as shop:
        on_stage(shop, gallery.play, SIZES[size], lang)
    assert not gallery.changed, "\n".join(gallery.changed)


class Gallery:
    """Poses in one size and language, beside the pictures that are kept of them."""

    def __init__(self, poses: Mapping[str, Play], size: str, lang: str) -> None:
        self._poses = poses
        self._kind = f"{size}-{lang}"
        self.changed: list[str] = []

    async def play(self, stage: Stage) -> None:
        """Take each pose and leave it again."""
        for name, pose in self._poses.items():
            await pose(stage)
            kept = FOLDER / f"{name}-{self._kind}.txt"
            if _differs(stage.text() + "\n", kept):
                self.changed.append(f"{kept.name}:\n{stage.text()}")
            while len(stage.app.screen_stack) > 1:
                await stage.press("escape")


def _differs(shown: str, kept: Path) -> bool:
    if os.environ.get("RENKEI_UPDATE_SNAPSHOTS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(shown, encoding="utf-8")
    return not kept.exists() or kept.read_text(encoding="utf-8") != shown
