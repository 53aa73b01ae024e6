"""The whole way of a link at the fake Amazon: page, code, token, a year, revocation (R03, R05)."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from core import Books, Desk, Engine, Views
from core.credentials import FileVault
from core.domain.labels import LinkState
from core.domain.refusals import Refusal
from core.errors import Refused
from core.linking.consent import Application, Consent
from core.linking.linking import Linking
from core.linking.receiver import Receiver
from scenarios.amazon_side import AmazonSide
from simulator import create_app

START = datetime(2026, 11, 23, tzinfo=UTC)
BASE = "http://amazon.invalid"
STATE = "0123456789abcdefghijkl"
TEA = "TEA-UJI-100"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Town:
    """A shop that is not linked, the fake Amazon, and the seller at his browser."""

    def __init__(self, path) -> None:
        transport = httpx.ASGITransport(create_app(seed=1, start=START))
        self.side = AmazonSide(transport, BASE)
        self.browser = httpx.AsyncClient(transport=transport, base_url=BASE)
        self.vault = FileVault(path / "credentials.json")
        self.books = Books.open(None)
        self.now = START
        self.transport = transport
        self.linking = Linking(self.books, self.vault, transport, lambda: self.now)
        self.desk, self.views = Desk(self.books, lambda: self.now), Views(self.books)

    @property
    def state(self) -> LinkState:
        return self.views.link(self.now).state

    async def control(self, path: str) -> dict:
        answer = await self.browser.post(f"/_sim{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def application(self) -> Application:
        told = (await self.browser.get("/_sim/credentials")).json()
        page, _, application_id = told["consent_url"].partition("?application_id=")
        return Application(
            application_id,
            told["client_id"],
            told["client_secret"],
            endpoint=BASE,
            token_endpoint=told["token_endpoint"],
            consent_url=page,
        )

    async def consent(self, decision: str = "approve", within: timedelta = timedelta(0)) -> None:
        """The seller reads the page, decides, and his browser brings the answer home."""
        application = await self.application()
        async with await Receiver.open() as receiver:
            consent = Consent.begin(application, receiver.redirect_uri, STATE)
            assert (await self.browser.get(consent.url)).status_code == 200
            form = dict(parse_qsl(urlsplit(consent.url).query)) | {"decision": decision}
            sent_back = await self.browser.post("/apps/authorize/consent", data=form)
            assert sent_back.status_code == 302
            async with httpx.AsyncClient(trust_env=False) as real:
                await real.get(sent_back.headers["location"])
            answer = consent.read(await receiver.answer(5.0))
        await self.pass_time(within)
        await self.linking.by_consent(application, answer, consent.redirect_uri)

    async def pass_time(self, by: timedelta) -> None:
        """Both clocks jump; the shop's engine was off meanwhile."""
        self.now += by
        await self.side.advance(self.now)

    async def run(self) -> None:
        """The engine does what is due, with what the vault holds, until the next hour."""
        kept = self.vault.load()
        assert kept is not None
        engine = Engine(self.books, kept.account(), self.transport, seed=1)
        end = self.now + HOUR
        while (due := engine.next_due()) is not None and due <= end:
            await self.pass_time(max(due - self.now, timedelta(0)))
            await engine.run_due(self.now)

    async def paid_order(self) -> str:
        placed = await self.side.place_order({TEA: 1})
        return (await self.side.pay(placed.order_id)).order_id

    def order_ids(self) -> set[str]:
        return {row.order_id for row in self.views.orders().rows}


@pytest.fixture
def town(tmp_path) -> Town:
    return Town(tmp_path)


def test_r03_a_consent_on_the_page_becomes_a_link_that_pulls_orders(town) -> None:
    async def story() -> None:
        await town.consent()
        assert town.state is LinkState.PREPARING
        await town.pass_time(3 * HOUR)
        assert town.state is LinkState.LINKED
        placed = await town.paid_order()
        await town.run()
        assert placed in town.order_ids()

    asyncio.run(story())


def test_r03_a_declined_consent_links_nothing(town) -> None:
    async def story() -> None:
        with pytest.raises(Refused) as refused:
            await town.consent("decline")
        assert refused.value.reason is Refusal.DECLINED
        assert town.state is LinkState.NOT_LINKED
        assert town.vault.load() is None

    asyncio.run(story())


def test_r03_a_code_brought_after_five_minutes_links_nothing(town) -> None:
    async def story() -> None:
        with pytest.raises(Refused) as refused:
            await town.consent(within=timedelta(minutes=5))
        assert refused.value.reason is Refusal.CODE_REFUSED
        assert town.state is LinkState.NOT_LINKED

    asyncio.run(story())


def test_r05_after_a_year_the_consent_ends_and_a_new_one_brings_what_was_missed(town) -> None:
    async def story() -> None:
        await town.consent()
        await town.pass_time(3 * HOUR)
        await town.run()
        await town.pass_time(365 * DAY)
        missed = await town.paid_order()
        await town.run()
        assert town.state is LinkState.AUTHORISATION_ENDED
        assert missed not in town.order_ids()

        old = town.vault.load()
        await town.consent()
        assert town.vault.load().refresh_token != old.refresh_token
        assert town.state is LinkState.LINKED
        await town.run()
        assert missed in town.order_ids()

    asyncio.run(story())


def test_r05_a_revoked_consent_stops_the_jobs_until_the_seller_consents_again(town) -> None:
    async def story() -> None:
        await town.consent()
        await town.pass_time(3 * HOUR)
        await town.run()
        seller_id = town.vault.load().seller_id
        await town.control(f"/sellers/{seller_id}/revoke")
        missed = await town.paid_order()
        await town.run()
        assert town.state is LinkState.AUTHORISATION_ENDED
        assert town.views.link(town.now).stopped_by == "出品者による承認の取り消し"
        assert missed not in town.order_ids()

        await town.consent()
        await town.run()
        assert town.state is LinkState.LINKED
        assert missed in town.order_ids()

    asyncio.run(story())
