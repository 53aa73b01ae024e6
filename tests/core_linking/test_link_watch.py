"""The watch warns before the ship-by date, and before Amazon cancels (R45)."""

import asyncio
from datetime import timedelta

from link_shop import Shop

from core.domain.instants import jst

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SHIPPING = {"SHIP_BY_SOON", "SHIP_BY_PASSED", "AMAZON_CANCELS_SOON"}


async def linked() -> Shop:
    shop = await Shop.open()
    shop.desk.start_link()
    return shop


def warnings(shop: Shop, order_id: str) -> set[str]:
    return {finding.code for finding in shop.views.findings(order_id)} & SHIPPING


def test_r45_an_unshipped_order_is_warned_of_on_the_last_day_and_after_it() -> None:
    async def story() -> None:
        shop = await linked()
        order_id = await shop.paid_order()
        await shop.advance(HOUR)
        ship_by = shop.views.order(order_id).ship_by
        assert ship_by is not None

        await shop.advance(ship_by - shop.now - 25 * HOUR)
        assert warnings(shop, order_id) == set()
        await shop.advance(2 * HOUR)
        assert warnings(shop, order_id) == {"SHIP_BY_SOON"}
        finding = next(x for x in shop.views.findings(order_id) if x.code == "SHIP_BY_SOON")
        assert (finding.rule, finding.note) == ("R45", f"{jst(ship_by):%Y-%m-%d %H:%M}")
        await shop.advance(DAY + HOUR)
        assert warnings(shop, order_id) == {"SHIP_BY_PASSED"}

    asyncio.run(story())


def test_r45_a_notice_on_its_way_ends_the_warning() -> None:
    async def story() -> None:
        shop = await linked()
        order_id = await shop.paid_order()
        await shop.advance(HOUR)
        ship_by = shop.views.order(order_id).ship_by
        assert ship_by is not None
        await shop.advance(ship_by - shop.now)
        assert warnings(shop, order_id) != set()
        shop.desk.ship(order_id, "ヤマト運輸", "1234-5678")
        await shop.advance(HOUR)
        assert warnings(shop, order_id) == set()

    asyncio.run(story())


def test_r45_a_shipment_in_seller_central_ends_the_warning_with_the_pull_that_shows_it() -> None:
    async def story() -> None:
        shop = await linked()
        order_id = await shop.paid_order()
        await shop.advance(HOUR)
        ship_by = shop.views.order(order_id).ship_by
        assert ship_by is not None
        await shop.advance(ship_by - shop.now + 5 * timedelta(minutes=1))
        assert warnings(shop, order_id) != set()
        await shop.side.ship(order_id, "YAMATO", "1234-5678")
        await shop.advance(timedelta(minutes=10))
        assert warnings(shop, order_id) == set()

    asyncio.run(story())


def test_r45_amazons_own_cancel_after_thirty_days_is_warned_of_five_days_before() -> None:
    """The thirty days count from the payment, not from the order."""

    async def story() -> None:
        shop = await linked()
        placed = await shop.side.place_order(
            {"TEA-UJI-100": 1}, "CONVENIENCE_STORE", pay_after=3 * DAY
        )
        await shop.advance(HOUR)
        await shop.advance(3 * DAY)
        order_id = placed.order_id
        assert shop.views.order(order_id).row.payment_status == "注文完了"
        await shop.advance(24 * DAY)
        assert "AMAZON_CANCELS_SOON" not in warnings(shop, order_id)
        await shop.advance(DAY)
        assert "AMAZON_CANCELS_SOON" in warnings(shop, order_id)
        await shop.advance(5 * DAY + HOUR)
        assert shop.views.order(order_id).row.amazon_status == "CANCELLED"
        assert warnings(shop, order_id) == set()

    asyncio.run(story())


def test_r45_amazon_ships_its_own_orders_without_a_warning() -> None:
    async def story() -> None:
        shop = await linked()
        fba = next(x for x in await shop.side.listings() if x.channels[0].code == "AMAZON_JP")
        placed = await shop.side.place_order({fba.sku: 1})
        await shop.advance(4 * DAY)
        assert warnings(shop, placed.order_id) == set()

    asyncio.run(story())


def test_r45_a_shop_that_is_not_linked_any_more_is_not_warned() -> None:
    async def story() -> None:
        shop = await linked()
        order_id = await shop.paid_order()
        await shop.advance(10 * DAY)
        assert warnings(shop, order_id) == {"SHIP_BY_PASSED"}
        shop.desk.stop_link()
        await shop.advance(HOUR)
        assert warnings(shop, order_id) == set()

    asyncio.run(story())
