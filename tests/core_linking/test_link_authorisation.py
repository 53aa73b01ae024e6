"""The seller's consent ends, is taken back, and is given anew (R05)."""

import asyncio
from datetime import timedelta

import pytest
from link_shop import START, Shop

from core.account import AmazonAccount
from core.domain.labels import LinkState
from core.domain.refusals import Refusal
from core.errors import Refused

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
AUTHORISED = START - timedelta(days=363)
"""So that the consent of 365 days ends two days after the start."""


def test_r05_a_warning_stands_from_thirty_days_before_the_end() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(authorised_at=START - timedelta(days=334, hours=12))
        await shop.advance(11 * HOUR)
        assert shop.findings() == set()
        assert shop.views.link(shop.now).days_left == 30

        await shop.advance(HOUR)
        assert shop.findings() == {"AUTH_ENDS_SOON"}
        (warning,) = shop.views.findings()
        assert (warning.rule, warning.note) == ("R05", "2026-12-23 21:00")
        assert "もう一度承認" in shop.views.link(shop.now).advice

        shop.desk.renew_link(shop.now)
        assert shop.findings() == set()
        await shop.advance(2 * HOUR)
        assert shop.findings() == set()
        assert shop.views.link(shop.now).days_left == 364

    asyncio.run(story())


def test_r05_the_jobs_stop_at_the_end_and_the_screen_says_what_to_do() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(authorised_at=AUTHORISED)
        await shop.advance(2 * DAY)
        shop.operations()
        await shop.advance(3 * DAY)
        assert shop.operations() == []

        link = shop.views.link(shop.now)
        assert (link.state, link.since) == (LinkState.AUTHORISATION_ENDED, START + 2 * DAY)
        assert (link.days_left, link.stopped_by) == (0, "承認の有効期限切れ")
        assert "もう一度承認" in link.advice
        assert shop.findings() == {"AUTH_ENDED"}

    asyncio.run(story())


def test_r05_everything_missed_arrives_after_a_new_consent() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(authorised_at=AUTHORISED)
        old = await shop.paid_order()
        await shop.advance(2 * DAY)
        missed = set()
        for _ in range(4):
            missed.add(await shop.paid_order())
            await shop.advance(DAY)
        await shop.side.ship(old, "YAMATO", "1234-5678")
        assert shop.order_ids() == {old}

        shop.desk.renew_link(shop.now)
        await shop.advance(timedelta(minutes=10))
        assert shop.order_ids() == {old} | missed
        assert shop.views.order(old).row.handling == "配送完了"
        assert all(not row.marks for row in shop.views.orders().rows)
        assert shop.views.link(shop.now).state is LinkState.LINKED
        assert "AUTH_ENDED" not in shop.findings()

    asyncio.run(story())


def test_r05_an_engine_that_was_down_at_the_end_asks_nothing_when_it_comes_back() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(authorised_at=AUTHORISED)
        await shop.advance(HOUR)
        shop.operations()
        late = START + 5 * DAY
        assert await shop.engine.run_due(late) > 0
        assert shop.operations() == []
        assert shop.views.link(late).since == START + 2 * DAY
        due = shop.engine.next_due()
        assert due is not None
        assert due > late

    asyncio.run(story())


def test_r05_revoked_in_seller_central_the_jobs_stop_and_go_on_with_the_new_token() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link()
        await shop.advance(HOUR)
        real = shop.amazon.tokens.pop("first")
        await shop.advance(HOUR)  # the access token that is held lives for an hour
        link = shop.views.link(shop.now)
        assert link.state is LinkState.AUTHORISATION_ENDED
        assert link.stopped_by == "出品者による承認の取り消し"
        assert shop.findings() == {"AUTH_ENDED"}
        missed = await shop.paid_order()
        shop.operations()
        await shop.advance(DAY)
        assert shop.operations() == []

        shop.amazon.tokens["second"] = real
        shop.engine.use(_with_token(shop.account, "second"))
        shop.desk.renew_link(shop.now)
        await shop.advance(timedelta(minutes=10))
        assert missed in shop.order_ids()
        assert shop.findings() == {"LINE_NOT_LINKED"}

    asyncio.run(story())


def test_r05_an_engine_in_another_process_takes_the_new_token_by_itself() -> None:
    async def story() -> None:
        shop = await Shop.open()
        kept = ["first"]
        shop.run_with(reload=lambda: _with_token(shop.account, kept[0]))
        shop.desk.start_link(authorised_at=AUTHORISED)
        await shop.advance(3 * DAY)
        shop.amazon.tokens = {"second": shop.amazon.tokens["first"]}
        kept[0] = "second"
        shop.desk.renew_link(shop.now)
        await shop.advance(HOUR)
        assert shop.views.link(shop.now).state is LinkState.LINKED
        assert shop.findings() == set()

    asyncio.run(story())


def test_r05_a_refused_app_is_no_revoked_consent() -> None:
    """A secret that was rotated stops nothing for good: it is a person's to mend."""

    async def story() -> None:
        shop = await Shop.open()
        account = shop.account
        shop.account = AmazonAccount(
            account.endpoint, account.token_endpoint, account.client_id, "old", "first", "A1"
        )
        shop.run_with()
        shop.desk.start_link()
        await shop.advance(HOUR)
        assert shop.views.link(shop.now).state is LinkState.LINKED
        assert shop.findings() == {"NOT_AUTHORISED"}

    asyncio.run(story())


def test_r05_an_ended_consent_is_not_mended_by_starting_again() -> None:
    async def story() -> None:
        shop = await Shop.open()
        with pytest.raises(Refused) as refused:
            shop.desk.renew_link(shop.now)
        assert refused.value.reason is Refusal.NOT_LINKED
        shop.desk.start_link(authorised_at=AUTHORISED)
        await shop.advance(3 * DAY)
        with pytest.raises(Refused) as refused:
            shop.desk.start_link()
        assert refused.value.reason is Refusal.MUST_AUTHORISE

    asyncio.run(story())


def test_r05_a_waiting_shipment_goes_out_after_the_new_consent() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.start_link(authorised_at=AUTHORISED)
        order_id = await shop.paid_order()
        await shop.advance(2 * DAY + HOUR)
        shop.desk.ship(order_id, "ヤマト運輸", "1234-5678")
        await shop.advance(DAY)
        assert (await shop.side.order(order_id)).status == "UNSHIPPED"
        shop.desk.renew_link(shop.now)
        await shop.advance(HOUR)
        assert (await shop.side.order(order_id)).status == "SHIPPED"

    asyncio.run(story())


def _with_token(account: AmazonAccount, refresh_token: str) -> AmazonAccount:
    return AmazonAccount(
        account.endpoint,
        account.token_endpoint,
        account.client_id,
        account.client_secret,
        refresh_token,
        account.seller_id,
    )
