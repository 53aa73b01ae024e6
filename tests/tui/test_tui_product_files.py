"""商品CSV beside the product list: out, in again, and each mistake by its place (R10, R11)."""

from pathlib import Path

from textual.widgets import Button, Select
from tui_stage import Stage, run_on_stage

from core.domain.labels import Posting
from core.domain.refusals import Refusal
from core.views.product_rows import ProductRow
from scenarios.script import script, unsaid
from scenarios.world import World
from tui.dialogs.product_file import ProductFileForm
from tui.messages import CommandRefused, FileWritten, ProductsImported
from tui.widgets.path_input import PathInput

HEADER = "独自商品コード,商品名,在庫数,価格,商品掲載\n"


async def _name_file(stage: Stage, file: Path) -> None:
    stage.app.screen.query_one("#path", PathInput).value = str(file)
    await stage.settle()


async def _choose(stage: Stage, id: str, value: object) -> None:
    stage.app.screen.query_one(id, Select).value = value
    await stage.settle()


async def _submit(stage: Stage) -> None:
    stage.app.screen.query_one("#form-submit", Button).press()
    await stage.settle()


async def _recorded(world: World) -> str:
    return script(world, "recorded", "手で試したこと")


def _product(stage: Stage, code: str) -> ProductRow:
    (row,) = stage.session.views.products(code)
    return row


def test_r11_out_edited_and_in_again(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        file = tmp_path / "products.csv"
        await stage.press("3", "x")
        await _name_file(stage, file)
        await _submit(stage)
        (written,) = stage.posted(FileWritten)
        assert written.rows == len(stage.session.views.products())
        before = _product(stage, "pen-fp-f")
        text = file.read_text(encoding="utf-8-sig")
        file.write_text(text.replace(f",{before.stock},4400,", ",77,4400,"), encoding="utf-8")

        await stage.press("i")
        await _name_file(stage, file)
        assert "変更 1件" in stage.text()
        assert f"{before.stock} → 77" in stage.text()
        await _submit(stage)
        (imported,) = stage.posted(ProductsImported)
        assert imported.plan.applied
        assert _product(stage, "pen-fp-f").stock == 77
        await stage.press("i")
        assert "変更になる行がありません" in stage.text(), "the same file changes nothing"

    run_on_stage(play)


def test_r11_a_bad_row_is_named_and_passed_over_if_wanted(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        file = tmp_path / "products.csv"
        file.write_text(
            HEADER + "pen-fp-f,,31,,\nnew-1,新商品,たくさん,100,\nnew-2,新商品,4,100,\n",
            encoding="cp932",
        )
        await stage.press("3", "i")
        await _name_file(stage, file)
        assert isinstance(stage.app.screen, ProductFileForm)
        assert "3行目 在庫数" in stage.text()
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        await _choose(stage, "#skip", True)
        await _submit(stage)
        (imported,) = stage.posted(ProductsImported)
        assert (imported.plan.added, imported.plan.changed) == (1, 1)
        assert _product(stage, "pen-fp-f").stock == 31
        text = await stage.world(_recorded)
        assert "shop_imports_products: {csv: " in text
        assert "skip_bad_rows: true}" in text
        assert unsaid(text) == 0, "what was taken in on screen comes again in the scenario"
        assert stage.session.views.products("new-1") == ()

    run_on_stage(play)


def test_r10_a_file_that_deletes_listings_has_to_be_agreed_to(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        file = tmp_path / "products.csv"
        file.write_text(HEADER + "pen-fp-f,,,,登録しない\n", encoding="utf-8")
        await stage.press("3", "i")
        await _name_file(stage, file)
        assert Refusal.DELETES_LISTING.value[:16] in stage.text()
        await _choose(stage, "#confirmed", True)
        assert "出品の削除 1件" in stage.text()
        await _submit(stage)
        assert _product(stage, "pen-fp-f").posting is Posting.OFF

    run_on_stage(play)


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        await stage.session.at_desk(
            lambda desk: desk.add_product("emoji", "茶🍵", stock=1, price_yen=100)
        )
        await stage.press("3", "x")
        await _name_file(stage, tmp_path / "missing" / "products.csv")
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        await _name_file(stage, tmp_path / "products.csv")
        await _choose(stage, "#encoding", "cp932")
        await _submit(stage)
        (refused,) = stage.posted(CommandRefused)
        assert "🍵" in refused.sentence

    run_on_stage(play)
    assert list(tmp_path.iterdir()) == []


def test_r11_a_file_taken_in_is_one_step_to_undo(tmp_path: Path) -> None:
    async def play(stage: Stage) -> None:
        file = tmp_path / "products.csv"
        file.write_text(HEADER + "pen-fp-f,,31,,\nbox-kiri-s,,,999,\nnew-2,新商品,4,100,\n")
        before = {row.code: (row.stock, row.price_yen) for row in stage.session.views.products()}
        await stage.press("3", "i")
        await _name_file(stage, file)
        await _submit(stage)
        await stage.session.at_desk(lambda desk: desk.set_price("box-kiri-s", 1_000))
        await stage.press("U")
        after = {row.code: (row.stock, row.price_yen) for row in stage.session.views.products()}
        assert after == {**before, "box-kiri-s": (before["box-kiri-s"][0], 1_000)}
        told = stage.posted(CommandRefused)[-1].sentence
        assert "2件を元に戻しました。1件はその後に変わった" in told
        assert "box-kiri-s" in told
        assert not stage.session.done

    run_on_stage(play)
