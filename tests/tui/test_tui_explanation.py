"""An order number goes in, causes and what to do come out: the support role's task."""

from datetime import UTC, datetime

import pytest
from textual.widgets import Input
from tui_stage import SMALL, Stage, run_on_stage

from core.domain.labels import FulfilledBy, PaymentStatus
from core.views.explanation import explain_set_aside
from core.views.rows import OrderFilter, SetAsideRow
from tui.dialogs.order_number import OrderNumberForm, plain_number
from tui.messages import CommandRefused
from tui.screens.explanation import ExplanationScreen
from tui.screens.order import OrderScreen
from tui.screens.overview import OverviewScreen

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ORDER = "249-1438926-1138176"


@pytest.mark.parametrize(
    "typed",
    [
        "249-1438926-1138176",
        " ２４９－１４３８９２６－１１３８１７６　",
        "24914389261138176",
        "249‐1438926‐1138176",
    ],
)
def test_a_number_is_understood_however_an_input_method_writes_it(typed: str) -> None:
    assert plain_number(typed) == ORDER


def test_parts_and_names_stay_as_they_are() -> None:
    assert plain_number("１４３８") == "1438"
    assert plain_number("モバイルバッテリー") == "モバイルバッテリー"


def test_r35_why_an_order_is_linkage_failed_is_three_keys_away_from_any_screen() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find_any(PaymentStatus.LINK_FAILED).order_id
        for screen in ("1", "2", "5"):
            await stage.press(screen, "number_sign")
            assert isinstance(stage.app.screen, OrderNumberForm)
            await stage.write(order_id[4:11])
            assert order_id in stage.text()
            await stage.press("enter")
            assert isinstance(stage.app.screen, ExplanationScreen)
            text = stage.text().replace("\n", "").replace(" ", "")
            for said in (
                order_id,
                "連携失敗です。",
                "セラーセントラルで出荷されていました",
                "→このままで問題ございません。",
                "R35・R36",
                "Amazonの言葉(confirmShipment400):",
            ):
                assert said in text
            await stage.press("escape")

    run_on_stage(play, size=SMALL)


def test_the_number_of_a_screen_leads_back_to_it_from_what_lies_above() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("1", "number_sign")
        await stage.write("1138176")
        await stage.press("enter", "2", "1")
        assert isinstance(stage.app.screen, ExplanationScreen), "it is kept while others are seen"
        await stage.press("1")
        assert isinstance(stage.app.screen, OverviewScreen)
        await stage.press("1")
        assert not stage.posted(CommandRefused)

    run_on_stage(play)


def test_every_state_of_the_demo_is_explained_with_something_to_do() -> None:
    async def play(stage: Stage) -> None:
        views = stage.session.views
        seen: dict[tuple[PaymentStatus, FulfilledBy], str] = {}
        for row in views.orders(OrderFilter(), limit=100).rows:
            explanation = views.explanation(row.order_id)
            assert explanation.why
            assert explanation.advice
            assert explanation.rules
            seen[row.payment_status, row.fulfilled_by] = " ".join(explanation.why)
        assert {status for status, _by in seen} == set(PaymentStatus)
        assert (
            "支払いがまだ確定していません" in seen[PaymentStatus.NEEDS_CHECK, FulfilledBy.MERCHANT]
        )
        assert "次の注文取込は" in seen[PaymentStatus.NEEDS_CHECK, FulfilledBy.MERCHANT]
        assert seen[PaymentStatus.COMPLETE, FulfilledBy.AMAZON].startswith("FBA")
        assert "キャンセルしました" in seen[PaymentStatus.CANCELLED, FulfilledBy.MERCHANT]

        await stage.press("4", "slash")
        field = stage.app.screen.query_one("#order-number", Input)
        await stage.press("enter")
        assert "注文番号を入力してください。" in stage.text()
        field.value = "000-0000000"
        await stage.settle()
        assert "合う注文はありません" in stage.text()
        field.value = "249-"
        await stage.settle()
        first, second = (row.order_id for row in views.orders(OrderFilter(text="249-")).rows[:2])
        await stage.press("down", "enter")
        assert stage.app.screen.at_hand.row.order_id == second != first
        await stage.press("escape", "enter")
        assert isinstance(stage.app.screen, ExplanationScreen), "a finding is explained too"
        assert isinstance(stage.app.screen, OrderScreen)

    run_on_stage(play, size=(120, 40))


def test_r43_an_order_set_aside_is_explained_with_its_reason() -> None:
    row = SetAsideRow("250-1111111-2222222", "no orderItems", NOW, NOW, 3)
    explanation = explain_set_aside(row)
    assert "no orderItems" in " ".join(explanation.why)
    assert "3回" in " ".join(explanation.why)
    assert explanation.rules == ("R43",)


def test_at_80_columns_the_time_line_has_room_below_the_explanation() -> None:
    async def play(stage: Stage) -> None:
        stage.frame.explain(stage.find_any(PaymentStatus.LINK_FAILED).order_id)
        await stage.settle()
        assert stage.frame.query_one("#order-body").size.height >= 9
        assert stage.frame.query_one("#why-scroll").size.height >= 7

    run_on_stage(play, size=SMALL)
