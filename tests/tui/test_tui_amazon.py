"""Amazon's side from the keyboard: everything goes through the world's own Amazon."""

from textual.widgets import Button, Input
from tui_stage import WIDE, Stage, run_on_stage

from scenarios.amazon_facts import AmazonOrder
from tui.messages import AmazonSideActed, CommandRefused


async def _truth(stage: Stage, order_id: str) -> AmazonOrder:
    return await stage.world(lambda world: world.amazon.order(order_id))


async def _point_at(stage: Stage, status: str, by: str = "MERCHANT") -> str:
    await stage.press("7")
    orders = await stage.world(lambda world: world.amazon.orders())
    order = next(row for row in orders if row.status == status and row.fulfilled_by == by)
    assert stage.app.screen.query_one("#amazon-orders").point_at(order.order_id)
    await stage.settle()
    return order.order_id


def test_place_an_order_as_a_buyer() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7")
        before = await stage.world(lambda world: world.amazon.orders())
        await stage.press("o", "tab")
        stage.app.screen.query_one("#quantity", Input).clear()
        await stage.write("0")
        assert stage.app.screen.query_one("#form-submit", Button).disabled
        await stage.press("backspace")
        await stage.write("2")
        await stage.press("enter")
        after = await stage.world(lambda world: world.amazon.orders())
        (placed,) = (row for row in after if row not in before)
        assert [item.quantity for item in placed.items] == [2]
        assert placed.payment == "CREDIT_CARD"
        assert stage.posted(AmazonSideActed)[-1].order_id == placed.order_id
        assert stage.app.screen.query_one("#amazon-orders").pointed.order_id == placed.order_id

    run_on_stage(play)


def test_pay_cancel_and_ship_change_the_truth() -> None:
    async def play(stage: Stage) -> None:
        order_id = await _point_at(stage, "PENDING")
        await stage.press("p")
        assert (await _truth(stage, order_id)).status == "UNSHIPPED"
        await stage.press("s")
        await stage.write("1111-2222-3333")
        await stage.press("enter")
        shipped = await _truth(stage, order_id)
        assert shipped.status == "SHIPPED"
        assert shipped.packages[0].tracking == "1111-2222-3333"
        assert "(出荷)" in stage.footer(), "a shipped order cannot be shipped again"

        other = await _point_at(stage, "PENDING")
        await stage.press("c")
        stage.app.screen.query_one("#form-submit", Button).focus()
        await stage.press("enter")
        assert (await _truth(stage, other)).status == "CANCELLED"

    run_on_stage(play)


def test_r29_the_buyer_asks_for_a_cancel() -> None:
    async def play(stage: Stage) -> None:
        order_id = await _point_at(stage, "UNSHIPPED")
        await stage.press("r", "enter")
        await stage.press("H")
        assert f"{order_id} のキャンセルを" in stage.text(), "the moment before has its name"
        await stage.press("escape")
        assert any("cancel" in each.what for each in (await _truth(stage, order_id)).history)
        assert (await _truth(stage, order_id)).status == "UNSHIPPED"

    run_on_stage(play)


def test_r13_quantity_and_price_are_edited_at_amazon() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("7", "tab")
        sku = stage.app.screen.query_one("#amazon-listings").pointed.sku
        await stage.press("e")
        await stage.write("77")
        await stage.press("enter", "y")
        await stage.write("1234")
        await stage.press("enter")
        listing = await stage.world(lambda world: world.amazon.listing(sku))
        assert (listing.own_quantity, listing.price) == (77, 1234)

    run_on_stage(play)


def test_what_amazon_would_not_allow_is_grey_and_says_why() -> None:
    async def play(stage: Stage) -> None:
        await _point_at(stage, "UNSHIPPED", by="AMAZON")
        await stage.press("s")
        assert stage.posted(CommandRefused) == [CommandRefused("FBAの注文はAmazonが出荷します。")]
        await stage.press("p")
        assert "保留（PENDING）の注文だけ" in stage.posted(CommandRefused)[-1].sentence

    run_on_stage(play)


def test_amazons_refusal_is_one_sentence() -> None:
    """Too little stock is Amazon's own refusal, in Amazon's words."""

    async def play(stage: Stage) -> None:
        await stage.press("7", "o", "tab")
        stage.app.screen.query_one("#quantity", Input).clear()
        await stage.write("999")
        await stage.press("enter")
        (refused,) = stage.posted(CommandRefused)
        assert refused.sentence
        assert not stage.posted(AmazonSideActed)

    run_on_stage(play)


def test_the_other_side_looks_like_another_world() -> None:
    async def play(stage: Stage) -> None:
        here = stage.app.screen.query_one("ClockBar").styles.background
        await stage.press("7")
        there = stage.app.screen.query_one("ClockBar").styles.background
        assert here != there
        assert "Amazon セラーセントラル（模擬）" in stage.text()

    run_on_stage(play, size=WIDE)
