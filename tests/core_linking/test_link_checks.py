"""Who is let through to a link: the plan, the contract, the code, the seller (R01 to R03, R05)."""

import asyncio

import pytest
from link_shop import BASE, CODE, START, Shop

from core.credentials import FileVault
from core.domain.labels import Contract, LinkState
from core.domain.refusals import Refusal
from core.errors import Refused, Unavailable
from core.linking.consent import Answer, Application
from core.linking.linking import Linking

REDIRECT = "http://127.0.0.1:50123/renkei/callback"


class Desk:
    """A seller in front of an open shop: he consents, the shop tries to link."""

    def __init__(self, shop: Shop, vault: FileVault) -> None:
        account = shop.account
        self.shop, self.vault = shop, vault
        self.application = Application(
            "amzn1.sp.solution.1",
            account.client_id,
            account.client_secret,
            endpoint=BASE,
            token_endpoint=account.token_endpoint,
        )
        self.linking = Linking(shop.books, vault, shop.amazon, lambda: shop.now)
        shop.amazon.codes[CODE] = "first"

    async def try_it(self, code: str = CODE, seller_id: str = "") -> Refusal | None:
        answer = Answer(code, seller_id or self.shop.account.seller_id)
        try:
            await self.linking.by_consent(self.application, answer, REDIRECT)
        except Refused as refused:
            return refused.reason
        return None

    def nothing_is_kept(self) -> bool:
        unlinked = self.shop.views.link(self.shop.now).state is LinkState.NOT_LINKED
        return unlinked and self.vault.load() is None and self.shop.views.jobs() == ()


@pytest.fixture
def vault(tmp_path) -> FileVault:
    return FileVault(tmp_path / "credentials.json")


def test_r03_a_consent_becomes_a_link_that_prepares(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        assert await Desk(shop, vault).try_it() is None
        link = shop.views.link(shop.now)
        assert (link.state, link.authorised_at) == (LinkState.PREPARING, START)
        assert link.seller_id == shop.account.seller_id
        kept = vault.load()
        assert kept is not None
        assert (kept.refresh_token, kept.seller_id) == ("first", shop.account.seller_id)
        assert kept.account() == shop.account
        calls = [row.data for row in shop.views.journal() if row.kind == "call"]
        assert ["getAccount" in call for call in calls] == [False, True]

    asyncio.run(story())


def test_r01_an_individual_seller_is_refused_and_nothing_is_kept(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.amazon.plan = "INDIVIDUAL"
        desk = Desk(shop, vault)
        assert await desk.try_it() is Refusal.INDIVIDUAL_PLAN
        assert Refusal.INDIVIDUAL_PLAN.rule == "R01"
        assert desk.nothing_is_kept()

    asyncio.run(story())


def test_r01_a_seller_who_takes_no_part_in_japan_is_refused(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.amazon.marketplace = "ATVPDKIKX0DER"
        desk = Desk(shop, vault)
        assert await desk.try_it() is Refusal.NOT_IN_JAPAN
        assert desk.nothing_is_kept()

    asyncio.run(story())


def test_r02_a_trial_shop_is_refused_before_its_code_is_spent(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.desk.set_contract(Contract.TRIAL)
        desk = Desk(shop, vault)
        assert await desk.try_it() is Refusal.TRIAL_SHOP
        assert shop.operations() == []
        assert desk.nothing_is_kept()

    asyncio.run(story())


def test_r03_a_used_or_expired_code_is_refused_and_nowhere_quoted(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        shop.amazon.codes.clear()
        assert await desk.try_it() is Refusal.CODE_REFUSED
        assert desk.nothing_is_kept()
        journal = " ".join(row.data for row in shop.views.journal())
        assert "invalid_grant" in journal
        assert CODE not in journal
        assert shop.account.client_secret not in journal

    asyncio.run(story())


def test_r03_an_unknown_app_is_refused_with_a_sentence(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        desk.application = Application(
            "amzn1.sp.solution.1", "other", "wrong", False, BASE, shop.account.token_endpoint
        )
        assert await desk.try_it() is Refusal.APP_REFUSED
        assert desk.nothing_is_kept()

    asyncio.run(story())


def test_r03_an_outage_of_login_keeps_nothing_and_is_no_refusal(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        desk.application = Application(
            "amzn1.sp.solution.1", "other", "wrong", False, BASE, f"{BASE}/nowhere"
        )
        with pytest.raises(Unavailable):
            await desk.try_it()
        assert desk.nothing_is_kept()

    asyncio.run(story())


def test_r05_a_new_consent_renews_and_keeps_the_key_of_the_buyers(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        await desk.try_it()
        before = vault.load()
        await shop.advance(shop.books.settings.preparing[0])
        shop.amazon.codes[CODE] = "second"
        shop.amazon.tokens["second"] = shop.amazon.tokens["first"]
        assert await desk.try_it() is None
        after = vault.load()
        assert before is not None
        assert after is not None
        assert after.refresh_token == "second"
        assert after.personal_key == before.personal_key
        link = shop.views.link(shop.now)
        assert (link.state, link.authorised_at) == (LinkState.LINKED, shop.now)

    asyncio.run(story())


def test_r05_another_sellers_consent_does_not_get_into_these_books(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        await desk.try_it()
        shop.amazon.codes[CODE] = "first"
        assert await desk.try_it(seller_id="A2SOMEONEELSE") is Refusal.OTHER_SELLER
        assert CODE in shop.amazon.codes, "the code is not spent"

    asyncio.run(story())


def test_an_unlinked_shop_forgets_what_let_it_in_and_can_still_read_its_buyers(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        await desk.try_it()
        before = vault.load()
        desk.linking.unlink()
        kept = vault.load()
        assert before is not None
        assert kept is not None
        assert (kept.client_id, kept.client_secret, kept.refresh_token) == ("", "", "")
        assert kept.personal_key == before.personal_key
        assert shop.views.link(shop.now).state is LinkState.NOT_LINKED

    asyncio.run(story())


def test_r03_a_private_apps_refresh_token_is_given_directly(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        with pytest.raises(Refused) as refused:
            await desk.linking.by_refresh_token(desk.application, "wrong", "A95Z22XO7AAPWY")
        assert refused.value.reason is Refusal.TOKEN_REFUSED
        assert desk.nothing_is_kept()

        seller_id = shop.account.seller_id
        await desk.linking.by_refresh_token(desk.application, " first\n", seller_id)
        link = shop.views.link(shop.now)
        assert (link.state, link.ends_at, link.days_left) == (LinkState.PREPARING, None, None)

    asyncio.run(story())


def test_the_real_amazon_is_not_asked_unless_told(vault) -> None:
    async def story() -> None:
        shop = await Shop.open()
        desk = Desk(shop, vault)
        desk.application = Application("amzn1.sp.solution.1", "client", "secret")
        assert await desk.try_it() is Refusal.NOT_LIVE
        assert shop.operations() == []

    asyncio.run(story())
