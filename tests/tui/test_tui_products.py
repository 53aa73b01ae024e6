"""商品 from the keyboard: stock and price are the shop's figures, sent with the next push (R12)."""

from textual.widgets import Button
from tui_stage import Stage, run_on_stage

from core.domain.refusals import Refusal
from tui.messages import ProductEdited


def test_r12_stock_and_price_are_set_and_wait_for_the_push() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "e")
        code = stage.frame.query_one("#products").pointed.code
        await stage.write("41")
        await stage.press("enter", "p")
        await stage.write("999")
        await stage.press("enter")
        assert stage.posted(ProductEdited) == [ProductEdited(code), ProductEdited(code)]
        row = next(row for row in stage.session.views.products() if row.code == code)
        assert (row.stock, row.price_yen) == (41, 999)
        assert row.pushed_quantity != 41
        assert "¥999" in stage.text()

    run_on_stage(play)


def test_a_wrong_figure_is_told_while_typing_and_never_sent() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "e")
        before = stage.session.views.products()
        for wrong in ("-1", "x", "1.5", "99999999999"):
            await stage.write(wrong)
            assert Refusal.NEGATIVE_STOCK.value in stage.text()
            assert stage.app.screen.query_one("#form-submit", Button).disabled
            await stage.press("enter", "home", "shift+end", "delete")
        assert stage.session.views.products() == before

    run_on_stage(play)
