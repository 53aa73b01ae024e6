"""The real Amazon is asked only when told so; a read-only engine sends nothing that changes it."""

import asyncio
from datetime import timedelta

import pytest
from link_shop import Shop

from core import AmazonAccount, Books, Engine
from core.account import REAL_ENDPOINT, REAL_TOKEN_ENDPOINT
from core.amazon.guard import Guard, GuardedTransport, is_real
from core.amazon.transport import Answer
from core.domain.labels import PushState
from core.domain.refusals import Refusal
from core.errors import Refused, Withheld

HOUR = timedelta(hours=1)
REAL = AmazonAccount(REAL_ENDPOINT, REAL_TOKEN_ENDPOINT, "id", "secret", "token", "A1")


class Wire:
    """Remembers what left."""

    def __init__(self) -> None:
        self.left: list[str] = []

    async def exchange(self, method, url, headers, content) -> Answer:
        self.left.append(f"{method} {url}")
        return Answer(200, {}, b"{}")

    async def aclose(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    "url",
    [
        REAL_ENDPOINT,
        REAL_TOKEN_ENDPOINT,
        "https://sandbox.sellingpartnerapi-fe.amazon.com/orders",
        "https://SELLINGPARTNERAPI-FE.AMAZON.COM./x",
        "https://tortuga-prod-fe.s3.us-west-2.amazonaws.com/feed",
        "http://user@sellingpartnerapi-fe.amazon.com:8080/",
    ],
)
def test_what_is_the_real_amazon(url: str) -> None:
    assert is_real(url)
    with pytest.raises(Withheld):
        Guard().check("GET", url)
    Guard(live=True).check("GET", url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8787",
        "http://amazon.invalid",
        "http://amazon.com.example",
        "http://x/?amazon.com",
    ],
)
def test_what_is_not(url: str) -> None:
    assert not is_real(url)
    Guard().check("POST", url)


def test_an_engine_for_the_real_amazon_is_refused_before_it_runs() -> None:
    with Books.open(None) as books:
        with pytest.raises(Refused) as refused:
            Engine(books, REAL, Wire())
        assert refused.value.reason is Refusal.NOT_LIVE
        Engine(books, REAL, Wire(), guard=Guard(live=True))


def test_an_answer_that_points_to_the_real_amazon_is_not_followed() -> None:
    """A feed document's address comes from outside."""

    async def story() -> None:
        wire = Wire()
        guarded = GuardedTransport(wire, Guard())
        with pytest.raises(Withheld):
            await guarded.exchange("PUT", "https://x.s3.amazonaws.com/feed", {}, b"")
        assert wire.left == []

    asyncio.run(story())


@pytest.mark.parametrize(
    ("method", "path", "leaves"),
    [
        ("GET", "/orders/2026-01-01/orders?x=1", True),
        ("POST", "/auth/o2/token", True),
        ("POST", "/reports/2021-06-30/reports", True),
        ("POST", "/orders/v0/orders/1/shipmentConfirmation", False),
        ("PATCH", "/listings/2021-08-01/items/A1/SKU", False),
        ("PUT", "/listings/2021-08-01/items/A1/SKU", False),
        ("DELETE", "/listings/2021-08-01/items/A1/SKU", False),
        ("POST", "/feeds/2021-06-30/documents", False),
        ("POST", "/feeds/2021-06-30/feeds", False),
        ("PUT", "/upload/1", False),
    ],
)
def test_read_only_lets_reads_out_and_nothing_else(method: str, path: str, leaves: bool) -> None:
    async def story() -> None:
        wire = Wire()
        guarded = GuardedTransport(wire, Guard(read_only=True))
        if leaves:
            await guarded.exchange(method, f"http://x{path}", {}, b"")
        else:
            with pytest.raises(Withheld) as withheld:
                await guarded.exchange(method, f"http://x{path}", {}, b"")
            assert withheld.value.reason is Refusal.READ_ONLY
        assert bool(wire.left) is leaves

    asyncio.run(story())


def test_a_read_only_engine_reads_on_and_what_waits_says_why() -> None:
    async def story() -> None:
        shop = await Shop.open()
        shop.run_with(read_only=True)
        shop.desk.add_product("P1", "宇治抹茶", stock=7, price_yen=2980)
        shop.desk.start_link()
        order_id = await shop.paid_order()
        await shop.advance(HOUR)
        shop.desk.ship(order_id, "ヤマト運輸", "1234-5678")
        await shop.advance(2 * HOUR)
        (push,) = shop.views.order(order_id).pushes
        assert push.state is PushState.WAITING
        assert push.waits_for == Refusal.READ_ONLY
        assert {method for method, path in shop.amazon.asked if "auth" not in path} == {"GET"}

        shop.run_with()
        await shop.advance(HOUR)
        assert (await shop.side.order(order_id)).status == "SHIPPED"

    asyncio.run(story())
