"""Forms by keyboard: what is still missing is no mistake, and a filter needs no list opened."""

from tui_stage import Stage, run_on_stage

from core.domain.labels import FulfilledBy, PaymentStatus
from core.domain.refusals import Refusal
from core.views.rows import OrderFilter


def test_an_empty_form_asks_calmly_and_warns_once_one_has_begun() -> None:
    async def play(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        await stage.press("s")
        asked = f" {Refusal.NO_TRACKING.value}"
        assert asked in stage.text()
        assert f"!{asked}" not in stage.text(), "nothing is wrong yet"
        await stage.press("enter")
        assert f"!{asked}" in stage.text()
        await stage.press("escape", "s", "1", "backspace")
        assert f"!{asked}" in stage.text(), "what was typed and taken away was a beginning"
        await stage.press("escape", "c")
        assert "理由を選んでください。" in stage.text()
        assert "! 理由" not in stage.text()

    run_on_stage(play)


def test_the_filter_is_worked_with_arrows_and_enter_applies_from_any_field() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "f", "up", "up", "up")
        assert stage.app.focused is not None
        assert stage.app.focused.id == "with-findings", "upwards round the buttons"
        await stage.press("right", "up", "left", "left", "delete")
        await stage.press("up", "space", "down", "enter", "enter")
        found = OrderFilter(fulfilled_by=FulfilledBy.MERCHANT, with_findings=True)
        assert stage.frame.wanted == found  # type: ignore[attr-defined]
        await stage.press("f", "down", "down", "left", "tab", "right", "right", "right", "escape")
        assert stage.frame.wanted == found  # type: ignore[attr-defined]
        await stage.press("f", "down", "down", "left", "enter")
        assert stage.frame.wanted.payment_status is list(PaymentStatus)[-1]  # type: ignore[attr-defined]
        await stage.press("f", "1", "3", "slash", "4", "enter")
        assert "日付は 11/23" in stage.text(), "what cannot be is not applied"

    run_on_stage(play)
