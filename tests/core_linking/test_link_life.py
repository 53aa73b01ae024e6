"""From 連携準備中 to 連携中, and what ends it (R02, R04, R05)."""

import asyncio
from datetime import timedelta

import pytest
from link_shop import START, Shop

from core import Books, Desk
from core.domain.labels import Contract, LinkState
from core.domain.refusals import Refusal
from core.errors import Refused

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_r04_a_new_link_prepares_for_some_hours_and_no_job_runs_until_then() -> None:
    async def story() -> None:
        shop = await Shop.open()
        before = shop.views.link(shop.now)
        assert (before.state, before.since) == (LinkState.NOT_LINKED, None)
        assert shop.engine.next_due() is None

        shop.desk.start_link(timedelta(hours=3))
        preparing = shop.views.link(shop.now)
        assert (preparing.state, preparing.since) == (LinkState.PREPARING, START)
        assert (preparing.ready_at, preparing.latest_at) == (START + 3 * HOUR, START + 6 * HOUR)
        assert "11/23 15:00" in preparing.advice

        await shop.advance(2.99 * HOUR)
        assert shop.operations() == []

        await shop.advance(0.01 * HOUR)
        linked = shop.views.link(shop.now)
        assert (linked.state, linked.since) == (LinkState.LINKED, START + 3 * HOUR)
        assert "/orders/2026-01-01/orders" in shop.operations()

    asyncio.run(story())


def test_r04_what_an_earlier_link_left_to_follow_up_waits_until_the_new_one_is_ready() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link()
        placed = await shop.paid_order()
        await shop.advance(HOUR / 4)
        shop.desk.ship(placed, "YAMATO", "1234")
        await shop.advance(HOUR / 10)
        assert shop.views.pushes(placed)[-1].state == "受理"
        shop.desk.stop_link()
        await shop.advance(HOUR)
        shop.desk.start_link(timedelta(hours=3))
        shop.operations()
        await shop.advance(2.99 * HOUR)
        assert shop.operations() == []
        await shop.advance(HOUR)
        assert shop.views.pushes(placed)[-1].state == "確認済み"

    asyncio.run(story())


def test_r04_each_job_begins_its_grid_when_the_link_is_ready() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(timedelta(minutes=7))
        assert {job.due_at for job in shop.views.jobs()} == {START + timedelta(minutes=7)}

    asyncio.run(story())


def test_r19_orders_are_wanted_from_the_day_of_the_start_not_of_readiness() -> None:
    async def story() -> None:
        shop = await Shop.open()
        await shop.advance(14 * HOUR)  # 23:00 in Japan
        shop.desk.start_link(3 * HOUR)  # ready on the next day
        await shop.advance(HOUR / 2)
        placed = await shop.paid_order()
        await shop.advance(3 * HOUR)
        assert [row.marks for row in shop.views.orders().rows if row.order_id == placed] == [()]

    asyncio.run(story())


def test_r04_a_link_that_runs_is_not_started_again() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link()
        await shop.advance(DAY)
        shop.desk.start_link(3 * HOUR)
        assert shop.views.link(shop.now).since == START

    asyncio.run(story())


def test_r04_how_long_it_prepares_is_a_setting() -> None:
    with Books.open(None) as books:
        desk = Desk(books, lambda: START)
        assert books.settings.preparing == (3 * HOUR, 6 * HOUR)
        desk.set_preparing(HOUR, 2 * HOUR)
        assert books.settings.preparing == (HOUR, 2 * HOUR)
        for wrong in [(2 * HOUR, HOUR), (-HOUR, HOUR), (HOUR, 8 * DAY)]:
            with pytest.raises(Refused):
                desk.set_preparing(*wrong)


def test_a_newer_renkei_takes_up_the_jobs_that_an_older_link_lacks() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link()
        await shop.advance(HOUR)
        shop.books.connection.execute("DELETE FROM jobs WHERE name = 'watch'")
        shop.run_with()
        await shop.advance(HOUR)
        assert "watch" in {job.name for job in shop.views.jobs()}

    asyncio.run(story())


def test_r02_a_trial_shop_is_refused_and_nothing_is_half_linked() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.set_contract(Contract.TRIAL)
        with pytest.raises(Refused) as refused:
            shop.desk.start_link()
        assert refused.value.reason is Refusal.TRIAL_SHOP
        assert refused.value.reason.rule == "R02"
        assert shop.views.link(shop.now).state is LinkState.NOT_LINKED
        assert shop.views.jobs() == ()

        shop.desk.set_contract(Contract.FULL)
        shop.desk.start_link()
        assert shop.views.link(shop.now).state is LinkState.LINKED

    asyncio.run(story())


def test_an_ended_link_asks_nothing_and_keeps_the_books() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link()
        kept = await shop.paid_order()
        await shop.advance(HOUR)
        shop.desk.stop_link()
        shop.operations()
        stopped = shop.views.link(shop.now)
        assert (stopped.state, stopped.since) == (LinkState.NOT_LINKED, START + HOUR)
        assert stopped.stopped_by == "連携の解除"

        missed = await shop.paid_order()
        await shop.advance(2 * DAY)
        assert shop.operations() == []
        assert shop.order_ids() == {kept}

        with pytest.raises(Refused):
            shop.desk.stop_link()
        shop.desk.start_link()
        await shop.advance(HOUR)
        assert shop.order_ids() == {kept, missed}

    asyncio.run(story())


def test_r19_what_came_while_the_shop_was_not_linked_is_marked_and_moves_no_stock() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link()
        await shop.advance(HOUR)
        shop.desk.stop_link()
        missed = await shop.paid_order()
        await shop.advance(2 * DAY)
        shop.desk.start_link()
        await shop.advance(HOUR)
        order = shop.views.order(missed)
        assert order.row.marks == ("連携開始日以前の注文",)
        assert order.ledger == ()

    asyncio.run(story())


def test_books_belong_to_one_seller_for_good() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(seller_id="A1FIRST")
        shop.desk.stop_link()
        with pytest.raises(Refused) as refused:
            shop.desk.start_link(seller_id="A2OTHER")
        assert refused.value.reason is Refusal.OTHER_SELLER
        shop.desk.start_link(seller_id="A1FIRST")

    asyncio.run(story())
