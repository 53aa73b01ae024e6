"""Scenarios on screen: picked, played step by step in a world of their own, failures compared."""

from tui_stage import SMALL, Stage, run_on_stage

from core.domain.labels import Policy
from scenarios.language.loader import loads
from tui.messages import CasePicked, CommandRefused, PlayEnded, StepPlayed
from tui.screens.orders import OrdersScreen
from tui.screens.scenarios import ScenariosScreen

FAILING = """
id: wrong-hope
title: 期待が外れるシナリオ
start: 2026-11-23 09:00
shop:
  products:
    - {code: tea, title: 煎茶, stock: 10, price: 1280, link: {sku: TEA-100, asin: B0RENKEI01}}
steps:
  - at: 09:01
    buyer_orders: {order: A, items: {TEA-100: 1}}
  - expect:
      within: PT10M
      orders: {A: {決済ステータス: 連携失敗}}
"""


async def _open(stage: Stage, name: str) -> ScenariosScreen:
    await stage.press("6")
    screen = stage.app.screen
    assert isinstance(screen, ScenariosScreen)
    assert screen.shelf.point_at(name)
    await stage.press("enter")
    assert stage.posted(CasePicked)
    return screen


def test_a_case_is_played_to_its_end() -> None:
    async def play(stage: Stage) -> None:
        screen = await _open(stage, "early-seller-central-shipment")
        before = stage.session.views.counts()
        for _step in range(40):
            if stage.posted(PlayEnded):
                break
            await stage.press("full_stop")
        assert {message.result.outcome.value for message in stage.posted(StepPlayed)} == {
            "done",
            "passed",
        }
        assert screen.shelf.pointed.outcome == "passed"
        assert "✓ 合格" in stage.text()
        assert stage.session.views.counts() == before, "the demo shop is not touched"
        await stage.press("full_stop")
        assert "終わりました" in stage.posted(CommandRefused)[-1].sentence

    run_on_stage(play, size=(100, 30))


def test_the_other_policy_begins_again() -> None:
    async def play(stage: Stage) -> None:
        await _open(stage, "early-seller-central-shipment")
        await stage.press("full_stop", "p")
        first, second = stage.posted(CasePicked)
        assert (first.player.policy, second.player.policy) == (Policy.DOCUMENTED, Policy.SAFE)
        assert len(stage.app.screen.steps.source) == 0

    run_on_stage(play)


def test_the_orders_of_a_case_can_be_looked_at() -> None:
    async def play(stage: Stage) -> None:
        await _open(stage, "early-seller-central-shipment")
        await stage.press("full_stop", "full_stop", "o")
        assert isinstance(stage.app.screen, OrdersScreen)
        assert len(stage.app.screen.table.source) == 1
        await stage.press("enter", "escape")

    run_on_stage(play)


def test_a_failure_shows_expected_and_actual() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("6")
        screen = stage.app.screen
        assert isinstance(screen, ScenariosScreen)
        screen.open_case(loads(FAILING, "wrong-hope.yaml"))
        await stage.settle()
        await stage.press("full_stop", "full_stop")
        assert stage.posted(StepPlayed)[-1].result.outcome.value == "failed"
        assert "✗ 不合格" in stage.text()
        assert "期待: 連携失敗" in stage.text()
        assert "実際: 注文完了" in stage.text()

    run_on_stage(play, size=SMALL)


def test_nothing_can_be_stepped_before_a_case_is_open() -> None:
    async def play(stage: Stage) -> None:
        before = stage.now()
        await stage.press("6", "full_stop")
        assert "先にEnterで" in stage.posted(CommandRefused)[-1].sentence
        assert stage.now() == before

    run_on_stage(play)
