"""The three cases of the user's list, played by keyboard alone, under both policies."""

import pytest
from tui_stage import Stage, run_on_stage

from core.domain.labels import Handling, PaymentStatus, Policy, PushState
from core.views.rows import OrderRow
from tui.dialogs.cancel import CancelForm
from tui.dialogs.ship import ShipForm


async def _order_by_keyboard(stage: Stage, *, pays: bool, sku_down: int = 0) -> OrderRow:
    """Order as a buyer on Amazon's screen, then wait for the shop's next pull."""
    await stage.press("7", "tab", *["down"] * sku_down, "o")
    if not pays:
        await stage.press("tab", "tab", "enter", "down", "enter", "enter", "end", "enter")
    stage.app.screen.query_one("#form-submit").focus()
    await stage.press("enter", "g")
    await stage.write("+12m")
    await stage.press("enter")
    return stage.session.views.orders().rows[0]


async def _jump(stage: Stage, length: str) -> None:
    await stage.press("g")
    await stage.write(length)
    await stage.press("enter")


def _stock_moves(stage: Stage, order_id: str) -> list[int]:
    return [line.quantity for line in stage.order(order_id).ledger]


@pytest.mark.long
def test_r23_an_unpaid_order_is_cancelled_after_six_days_and_stock_stays_gone() -> None:
    async def play(stage: Stage) -> None:
        row = await _order_by_keyboard(stage, pays=False)
        assert row.payment_status is PaymentStatus.NEEDS_CHECK
        await stage.press("2", "home", "enter")
        assert "! 要確認" in stage.text()
        await _jump(stage, "+6d")
        detail = stage.order(row.order_id)
        assert detail.row.payment_status is PaymentStatus.CANCELLED
        assert _stock_moves(stage, row.order_id) == [-1]
        assert "注文キャンセル" in stage.text()
        assert "在庫は戻っていません" in stage.text()

    run_on_stage(play)


@pytest.mark.long
def test_r23_safe_returns_the_stock_once() -> None:
    async def play(stage: Stage) -> None:
        row = await _order_by_keyboard(stage, pays=False)
        await _jump(stage, "+6d")
        assert stage.order(row.order_id).row.payment_status is PaymentStatus.CANCELLED
        assert _stock_moves(stage, row.order_id) == [-1, 1]

    run_on_stage(play, policy=Policy.SAFE)


def test_r25_an_fba_order_shows_and_has_no_keys() -> None:
    async def play(stage: Stage) -> None:
        offers = await stage.world(lambda world: world.amazon.listings())
        fba = next(place for place, row in enumerate(offers) if row.fulfilled_by == "AMAZON")
        row = await _order_by_keyboard(stage, pays=True, sku_down=fba)
        assert row.fulfilled_by == "AMAZON"
        assert _stock_moves(stage, row.order_id) == []
        await stage.press("2", "home", "s", "c")
        assert not isinstance(stage.app.screen, ShipForm | CancelForm)
        assert "FBA（Amazon配送）の注文です" in stage.text()

    run_on_stage(play)


async def _ship_on_both_sides(stage: Stage) -> str:
    """First in Seller Central, then, before the next pull, in the shop."""
    row = await _order_by_keyboard(stage, pays=True)
    await stage.press("7", "shift+tab", "home", "s")
    await stage.write("1111-2222-3333")
    await stage.press("enter", "2", "home", "s")
    await stage.write("4444-5555-6666")
    await stage.press("enter")
    assert stage.order(row.order_id).pushes[-1].state is PushState.WAITING
    await _jump(stage, "+26m")
    return row.order_id


def test_r35_an_early_shipment_in_seller_central_ends_in_link_failed() -> None:
    async def play(stage: Stage) -> None:
        order_id = await _ship_on_both_sides(stage)
        row = stage.order(order_id).row
        assert (row.payment_status, row.push_state) == (
            PaymentStatus.LINK_FAILED,
            PushState.REFUSED,
        )
        await stage.press("enter")
        assert "✗ 連携失敗" in stage.text()
        assert "Amazon側では出荷済みです" in stage.text()

    run_on_stage(play)


def test_r35_safe_adopts_the_shipment() -> None:
    async def play(stage: Stage) -> None:
        order_id = await _ship_on_both_sides(stage)
        row = stage.order(order_id).row
        assert (row.payment_status, row.handling) == (PaymentStatus.COMPLETE, Handling.SHIPPED)
        assert "追跡番号が入力と異なります" in stage.text()

    run_on_stage(play, policy=Policy.SAFE)
