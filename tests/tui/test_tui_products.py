"""商品 from the keyboard: stock and price are the shop's figures, sent with the next push (R12)."""

from textual.widgets import Button, Input, Select
from tui_stage import WIDE, Stage, run_on_stage

from core.domain.instants import jst
from core.domain.labels import DataLink, Posting
from core.domain.refusals import Refusal
from core.views.product_rows import ProductRow
from tui.messages import CommandRefused, ListingsHastened, ProductEdited, ProductsEdited


def _pointed(stage: Stage) -> ProductRow:
    row = stage.frame.query_one("#products").pointed
    assert isinstance(row, ProductRow)
    return row


async def _choose(stage: Stage, id: str, value: object) -> None:
    stage.app.screen.query_one(id, Select).value = value
    await stage.settle()


async def _submit(stage: Stage) -> None:
    stage.app.screen.query_one("#form-submit", Button).press()
    await stage.settle()


def test_r12_stock_and_price_are_set_and_wait_for_the_push() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "e")
        code = _pointed(stage).code
        await stage.write("41")
        await stage.press("enter", "p")
        await stage.write("999")
        await stage.press("enter")
        assert [each.code for each in stage.posted(ProductEdited)] == [code, code]
        row = next(row for row in stage.session.views.products() if row.code == code)
        assert (row.stock, row.price_yen) == (41, 999)
        assert row.pushed_quantity != 41
        assert "¥999" in stage.text()

    run_on_stage(play)


def test_r12_push_now_sends_what_waits_and_is_grey_where_nothing_does() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "e")
        await stage.write("41")
        await stage.press("enter", "s")
        assert stage.posted(ListingsHastened)
        assert "時計が止まっています。Space で進めると送ります。" in stage.told()[-1]
        await stage.world(lambda world: world.settle())
        await stage.press("1", "3")
        assert _pointed(stage).pushed_quantity == 41
        await stage.press("s")
        assert stage.posted(CommandRefused)[-1].sentence == Refusal.NOTHING_TO_SEND.value

    run_on_stage(play)


def test_when_a_product_was_sent_and_what_is_one_key_away() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3")
        product = stage.session.views.products()[0]
        assert product.pushed_at is not None
        assert f"({jst(product.pushed_at):%m/%d %H:%M})" in stage.text()
        await stage.press("enter")
        assert stage.app.current_mode == "calls"
        calls = stage.frame.query_one("#calls").source
        assert {calls.at(index).subject for index in range(len(calls))} == {product.sku}
        assert "patchListingsItem" in {calls.at(index).operation for index in range(len(calls))}
        await stage.press("3", "7", "5", "escape")
        assert len(stage.frame.query_one("#calls").source) > len(calls)

    run_on_stage(play)


def test_a_wrong_figure_is_told_while_typing_and_never_sent() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "e")
        before = stage.session.views.products()
        for wrong in ("-1", "99999999999"):
            await stage.write(wrong)
            assert Refusal.NEGATIVE_STOCK.value in stage.text()
            assert stage.app.screen.query_one("#form-submit", Button).disabled
            await stage.press("enter", "home", "shift+end", "delete")
        await stage.press("escape", "j")
        await stage.write("4901234567890")
        assert Refusal.BAD_JAN.value[:10] in stage.text()
        await stage.press("escape", "r")
        await stage.write("-1")
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        assert stage.session.views.products() == before

    run_on_stage(play)


def test_r17_reserve_of_a_product_or_of_the_shop_and_jan() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "r")
        await stage.write("３")
        await stage.press("enter")
        assert _pointed(stage).reserve == 3
        await stage.press("r", "delete", "enter")
        assert _pointed(stage).reserve is None
        await stage.press("j")
        await stage.write("4901234567894")
        await stage.press("enter")
        assert _pointed(stage).jan == "4901234567894"
        assert len(stage.posted(ProductEdited)) == 3

    run_on_stage(play)


def test_r10_both_switches_and_a_deletion_is_asked_first() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "w")
        await _choose(stage, "#posting", Posting.OFF.value)
        assert "出品を次の送信で削除" in stage.text()
        await _submit(stage)
        assert Refusal.DELETES_LISTING.value[:12] in stage.text()
        await stage.press("enter")
        assert _pointed(stage).posting is Posting.ON, "Enter alone deletes nothing"
        await stage.press("w")
        await _choose(stage, "#posting", Posting.OFF.value)
        await _submit(stage)
        await _submit(stage)
        assert _pointed(stage).posting is Posting.OFF
        assert _pointed(stage).data_link is DataLink.ON
        await stage.press("d", "escape")
        assert _pointed(stage).data_link is DataLink.ON, "it is asked about"
        await stage.press("d")
        assert "Amazonの出品はそのまま残ります" in stage.text()
        await stage.press("enter")
        assert _pointed(stage).data_link is DataLink.OFF
        await stage.press("d")
        assert stage.posted(CommandRefused)[-1] == CommandRefused("連携していない商品です。")

    run_on_stage(play)


def test_search_filter_and_sort_read_pages_of_the_books() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3", "slash")
        await stage.write("TEA-")
        codes = [row.code for row in stage.session.views.products() if "TEA-" in row.sku]
        table = stage.frame.query_one("#products")
        assert [table.source.at(place).code for place in range(len(table.source))] == codes
        await stage.press("enter", "escape", "t")
        stocks = [row.stock for row in stage.session.views.products()]
        assert _pointed(stage).stock == min(stocks)
        await stage.press("f")
        await _choose(stage, "#unsent", True)
        await _submit(stage)
        assert len(table.source) == stage.session.views.product_counts().unsent
        await stage.press("escape", "slash")
        await stage.write("無い商品")
        assert "条件に合う商品はありません" in stage.text()
        stage.app.screen.query_one("#products-search", Input).clear()
        await stage.press("enter", "s")

    run_on_stage(play, size=WIDE)


def test_r10_r17_marked_products_are_changed_together() -> None:
    async def play(stage: Stage) -> None:
        await stage.session.at_desk(
            lambda desk: desk.add_product("bare", "連携なし", stock=1, price_yen=100)
        )
        await stage.press("1", "3", "v", "v", "v")
        assert "選択 3件" in stage.text()
        await stage.press("r")
        await stage.write("2")
        await stage.press("enter")
        (edited,) = stage.posted(ProductsEdited)
        assert len(edited.done) == 3
        reserves = {row.code: row.reserve for row in stage.session.views.products()}
        assert [reserves[before.code] for before, _after in edited.done] == [2, 2, 2]
        assert "選択" not in stage.text().splitlines()[2]
        await stage.press("U")
        assert {row.reserve for row in stage.session.views.products()} == {None}

        linked = [row.code for row in stage.session.views.products() if row.linked]
        await stage.press("V", "d", "escape")
        assert [row.code for row in stage.session.views.products() if row.linked] == linked
        await stage.press("d", "enter", "U")
        assert [row.code for row in stage.session.views.products() if row.linked] == linked

        await stage.press("escape", "V", "w")
        await _choose(stage, "#data-link", DataLink.OFF.value)
        await _submit(stage)
        assert stage.posted(ProductsEdited)[-1].refused == {"bare": Refusal.NO_ASIN}
        assert not any(row.linked for row in stage.session.views.products())
        assert "bare: " in stage.posted(CommandRefused)[-1].sentence
        await stage.press("escape")
        assert "選択" not in stage.text().splitlines()[2]

    run_on_stage(play)
