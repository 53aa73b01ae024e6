"""Filter and order of the lists come back with the next start, and can be seen and cleared."""

from pathlib import Path

import pytest
from textual.widgets import Select
from tui_stage import Stage, run_on_stage

from core.domain.labels import Handling, PaymentKind, PaymentStatus
from core.views.product_rows import ProductFilter, ProductOrder
from core.views.rows import OrderFilter
from tui.order_lists import Listing, Order
from tui.screens.order_finding import LISTING
from tui.screens.products import FILTER
from tui.settings import Settings


def test_filter_list_and_order_of_the_orders_come_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"

    async def choose(stage: Stage) -> None:
        await stage.press("2", "right", "t", "f")
        stage.app.screen.query_one("#payment-status", Select).value = PaymentStatus.COMPLETE
        await stage.settle()
        await stage.pilot.click("#form-submit")
        await stage.settle()

    async def find_again(stage: Stage) -> None:
        await stage.press("2")
        table = stage.frame.query_one("#orders")
        shown = [table.source.at(place) for place in range(len(table.source))]
        assert {row.payment_status for row in shown} == {PaymentStatus.COMPLETE}
        assert [row.purchased_at for row in shown] == sorted(row.purchased_at for row in shown)
        assert "絞込: 注文完了" in stage.text()
        assert "古い順" in stage.text()
        assert f"[{PaymentKind.AMAZON.value}]" in stage.text()
        await stage.press("escape")
        assert "絞込" not in stage.text().splitlines()[2]

    async def find_cleared(stage: Stage) -> None:
        await stage.press("2")
        assert "絞込: " not in stage.text()
        assert "古い順" not in stage.text()

    run_on_stage(choose, settings=Settings(path))
    run_on_stage(find_again, settings=Settings(path))
    run_on_stage(find_cleared, settings=Settings(path))


def test_what_was_searched_for_and_days_are_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"

    async def search(stage: Stage) -> None:
        await stage.press("2", "slash")
        await stage.write("万年筆")
        await stage.press("enter", "f")
        stage.app.screen.query_one("#since").value = "昨日"
        await stage.settle()
        await stage.pilot.click("#form-submit")
        await stage.settle()
        assert "万年筆" in stage.text()
        await stage.press("3", "slash")
        await stage.write("TEA-")
        await stage.press("enter", "t")

    run_on_stage(search, settings=Settings(path))
    assert "万年筆" not in path.read_text("utf-8")
    assert "TEA-" not in path.read_text("utf-8")
    assert Settings(path).get(LISTING, Listing, Listing(order=Order.TOTAL)) == Listing()


def test_filter_and_order_of_the_products_come_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"

    async def choose(stage: Stage) -> None:
        await stage.press("3", "t", "f")
        stage.app.screen.query_one("#fba", Select).value = False
        await stage.settle()
        await stage.pilot.click("#form-submit")
        await stage.settle()

    async def find_again(stage: Stage) -> None:
        await stage.press("3")
        table = stage.frame.query_one("#products")
        shown = [table.source.at(place) for place in range(len(table.source))]
        assert not any(row.fba for row in shown)
        assert [row.stock for row in shown] == sorted(row.stock for row in shown)
        assert "絞込: FBAを除く" in stage.text()
        await stage.press("escape")
        assert "絞込: " not in stage.text()

    run_on_stage(choose, settings=Settings(path))
    run_on_stage(find_again, settings=Settings(path))


@pytest.mark.parametrize(
    "value",
    [
        {"wanted": {"payment_status": "無い状態"}, "order": Order.OLDEST},
        {"wanted": {"handling": 3}, "order": Order.OLDEST},
        {"wanted": [], "order": Order.OLDEST},
        {"order": "nowhere"},
        "[bold]",
    ],
    ids=["status", "kind", "list", "order", "text"],
)
def test_a_filter_that_cannot_be_read_counts_as_none(value: object) -> None:
    settings = Settings()
    settings.put(LISTING, value)
    assert settings.get(LISTING, Listing, Listing()) == Listing()


def test_what_another_hand_wrote_hides_nothing_unseen() -> None:
    settings = Settings()
    hidden = OrderFilter(handling=Handling.SHIPPED, order_ids=(), text="\x1b[2J")
    settings.put(LISTING, Listing(hidden))
    settings.put(FILTER, ProductFilter(text="x", order=ProductOrder.PRICE))

    async def play(stage: Stage) -> None:
        await stage.press("2")
        assert stage.frame.wanted == OrderFilter(handling=Handling.SHIPPED)
        assert "絞込: 配送完了" in stage.text()
        await stage.press("3")
        assert stage.frame.query_one("#products").pointed is not None

    run_on_stage(play, settings=settings)
