"""連携 from the keyboard: find the ASIN at Amazon, choose, give the SKU (R07 to R10)."""

from textual.widgets import Button, Input, Select
from tui_stage import Stage, run_on_stage

from core.domain.labels import DataLink
from core.domain.refusals import Refusal
from core.views.product_rows import ProductRow
from tui.dialogs.link_product import CatalogueSearched, CatalogueWaited, LinkForm
from tui.messages import CommandRefused, ProductEdited


def _row(stage: Stage) -> ProductRow:
    row = stage.frame.query_one("#products").pointed
    assert isinstance(row, ProductRow)
    return row


async def _add(stage: Stage, code: str = "aaa") -> None:
    """A product of the shop alone, first in the list."""
    await stage.session.at_desk(
        lambda desk: desk.add_product(code, "風呂敷 綿", stock=3, price_yen=1_650)
    )
    await stage.press("1", "3")


def _form(stage: Stage) -> LinkForm:
    form = stage.app.screen
    assert isinstance(form, LinkForm)
    return form


async def _search(stage: Stage, text: str) -> None:
    _form(stage).query_one("#link-search", Input).value = text
    _form(stage).query_one("#link-search", Input).focus()
    await stage.press("enter")


def test_r07_r09_found_by_keyword_chosen_and_linked() -> None:
    async def play(stage: Stage) -> None:
        await _add(stage)
        taken = stage.session.views.products()[-1]
        await stage.press("l")
        await _search(stage, "風呂敷")
        (found,) = stage.posted(CatalogueSearched)
        asin = found.items[0].asin
        assert asin in stage.text()
        assert Refusal.NO_SKU.value in stage.text()
        await stage.press("enter")
        await stage.write(taken.sku)
        assert Refusal.SKU_TAKEN.value in stage.text()
        assert _form(stage).query_one("#form-submit", Button).disabled
        _form(stage).query_one("#link-sku", Input).value = "FURO-NEW"
        await stage.press("enter")
        assert [each.code for each in stage.posted(ProductEdited)] == ["aaa"]
        row = _row(stage)
        assert (row.sku, row.asin, row.linked) == ("FURO-NEW", asin, True)

    run_on_stage(play)


def test_r08_what_amazon_does_not_have_gets_the_advice_and_a_jan_is_checked() -> None:
    async def play(stage: Stage) -> None:
        await _add(stage)
        await stage.press("l")
        await _search(stage, "B0NOTTHERE")
        assert Refusal.NO_SUCH_ASIN.value[:16] in stage.text()
        await _search(stage, "4901234567890")
        assert Refusal.BAD_JAN.value[:10] in stage.text()
        assert _form(stage).query_one("#form-submit", Button).disabled

    run_on_stage(play)


def test_r10_linked_without_sharing() -> None:
    async def play(stage: Stage) -> None:
        await _add(stage)
        await stage.press("l")
        await _search(stage, "風呂敷")
        form = _form(stage)
        form.query_one("#link-sku", Input).value = "FURO-NEW"
        form.query_one("#data-link", Select).value = DataLink.OFF.value
        await stage.settle()
        assert "何も送りません" in stage.text()
        form.query_one("#form-submit", Button).press()
        await stage.settle()
        assert (_row(stage).sku, _row(stage).data_link) == ("FURO-NEW", DataLink.OFF)

    run_on_stage(play)


def test_r05_without_a_link_amazon_is_not_asked() -> None:
    async def play(stage: Stage) -> None:
        await stage.session.at_desk(lambda desk: desk.stop_link())
        await stage.press("3", "l")
        assert stage.posted(CommandRefused)[-1].sentence == Refusal.NOT_LINKED.value
        await stage.press("s")
        assert stage.posted(CommandRefused)[-1].sentence == Refusal.NOT_LINKED.value
        assert not isinstance(stage.app.screen, LinkForm)

    run_on_stage(play)


def test_r41_a_wait_for_the_quota_is_named_and_ends_by_the_clock() -> None:
    async def play(stage: Stage) -> None:
        await _add(stage)
        await stage.press("l")
        for text in ("風呂敷", "抹茶", "万年筆", "桐"):
            await _search(stage, text)
            if stage.posted(CatalogueWaited):
                break
        (wait,) = stage.posted(CatalogueWaited)
        assert wait.operation == "searchCatalogItems"
        assert "まで、searchCatalogItems の呼び出し枠" in stage.text()
        before = len(stage.posted(CatalogueSearched))
        await stage.press("enter")
        await stage.world(lambda world: world.advance_to(wait.until))
        _form(stage).go_on_after_wait()
        await stage.settle()
        assert len(stage.posted(CatalogueSearched)) == before + 1

    run_on_stage(play)
