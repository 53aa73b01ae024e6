"""R40: a buyer stands nowhere but sealed in his own table."""

import asyncio
import logging
import traceback
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from link_shop import START, TEA, Shop

from core.amazon.buyers import read_person
from core.amazon.order_facts import read_order, read_page
from core.domain.labels import CancelReason
from core.domain.person import Person
from core.errors import SetAside

HOUR = timedelta(hours=1)
MARKED = {
    "name": "NAMEMARK 太郎",
    "email": "mailmark0000001@marketplace.amazon.co.jp",
    "postal_code": "987-6543",
    "state": "STATEMARK県",
    "city": "CITYMARK市",
    "line1": "LINEMARK1 1-2-3",
    "line2": "LINEMARK2",
    "line3": "LINEMARK3",
    "phone": "090-9876-5432",
}
TRACES = ("NAMEMARK", "太郎", "mailmark", "987-6543", "STATEMARK", "CITYMARK", "LINEMARK", "9876")
"""At least one in every field."""

ORDER = {
    "orderId": "250-1111111-2222222",
    "createdTime": "2026-11-23T00:00:00Z",
    "lastUpdatedTime": "2026-11-23T00:00:00Z",
    "orderItems": [{"orderItemId": "1", "quantityOrdered": 1, "product": {"sellerSku": TEA}}],
    "fulfillment": {"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "MERCHANT"},
    "buyer": {"buyerName": "NAMEMARK 太郎", "buyerEmail": MARKED["email"]},
    "recipient": {"deliveryAddress": {"name": "NAMEMARK", "addressLine1": "LINEMARK1"}},
}


def traces(text: str | bytes) -> list[str]:
    seen = text.encode() if isinstance(text, str) else text
    return [trace for trace in TRACES if trace.encode() in seen]


def files(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(path.name + "*")))


async def a_busy_day(shop: Shop) -> list[str]:
    """Orders that are paid, shipped here and there, cancelled, refused and asked back."""
    shop.desk.add_product("P1", "宇治抹茶", stock=50, price_yen=2980)
    shop.desk.start_link()
    orders = [await shop.paid_order(buyer=MARKED) for _ in range(5)]
    unpaid = await shop.side.place_order({TEA: 1}, pay_after=None, buyer=MARKED)
    await shop.advance(HOUR)
    shop.desk.ship(orders[0], "ヤマト運輸", "1111-1111")
    shop.desk.cancel(orders[1], CancelReason.NO_INVENTORY)
    await shop.side.ship(orders[2], "YAMATO", "2222-2222")
    shop.desk.ship(orders[2], "ヤマト運輸", "3333-3333")
    await shop.side.request_cancel(orders[3], "NO_LONGER_NEEDED")
    await shop.advance(24 * HOUR)
    return [*orders, unpaid.order_id]


def test_r40_no_byte_of_the_database_shows_a_buyer(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "books.db"
        shop = await Shop.open(path)
        orders = await a_busy_day(shop)
        kept = [shop.views.buyer(order_id, shop.now) for order_id in orders]
        assert [row is not None for row in kept] == [True] * 5 + [False], "there is what to leak"

        assert (tmp_path / "books.db-wal").stat().st_size > 0
        assert traces(files(path)) == []
        shop.books.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert traces(files(path)) == []
        dump = "\n".join(shop.books.connection.iterdump())
        assert "250-" in dump
        assert traces(dump) == []

    asyncio.run(story())


def test_r40_no_view_shows_a_buyer_unless_he_is_asked_for(tmp_path: Path) -> None:
    async def story() -> None:
        shop = await Shop.open()
        orders = await a_busy_day(shop)
        views = shop.views
        shown = [
            views.orders(),
            views.journal(limit=100_000),
            views.jobs(),
            views.findings(),
            views.set_aside(),
            views.products(),
            views.ledger(),
            views.link(shop.now),
            *(views.order(order_id) for order_id in orders),
        ]
        for each in shown:
            assert traces(repr(each)) == []
            assert traces(msgspec.json.encode(each)) == []
        assert traces(repr(views.buyer(orders[0], shop.now))) == []
        assert traces(repr(views.search_buyers("NAMEMARK", shop.now))) == []

    asyncio.run(story())


def test_r40_nothing_is_logged_of_a_buyer(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story() -> None:
        await a_busy_day(await Shop.open())

    asyncio.run(story())
    assert traces(caplog.text) == []


def test_r40_a_fact_carries_a_buyer_whom_no_encoder_and_no_repr_shows() -> None:
    fact = read_order(msgspec.json.encode(ORDER))
    assert fact.person is not None
    assert fact.person.reveal() == Person(
        name="NAMEMARK 太郎", email=MARKED["email"], recipient="NAMEMARK", line1="LINEMARK1"
    )
    assert traces(f"{fact!r} {fact.person!r} {fact.person.reveal()!r}") == []
    with pytest.raises(TypeError):
        msgspec.json.encode(fact)
    nobody = read_order(msgspec.json.encode({**ORDER, "buyer": None, "recipient": {}}))
    assert fact.digest == nobody.digest, "not even a checksum of him"


@pytest.mark.parametrize(
    "broken",
    [
        {"createdTime": "yesterday"},
        {"orderItems": []},
        {"orderItems": "LINEMARK1"},
        {"fulfillment": {"fulfillmentStatus": 5, "fulfilledBy": "MERCHANT"}},
        {"proceeds": {"grandTotal": {"amount": "1.5", "currencyCode": "JPY"}}},
        {"packages": [{"shipTime": "soon"}]},
    ],
)
def test_r40_no_error_about_an_order_quotes_its_buyer(broken: dict[str, object]) -> None:
    with pytest.raises(SetAside) as aside:
        read_order(msgspec.json.encode({**ORDER, **broken}))
    told = traceback.format_exception(aside.value)
    assert traces(told[-1]) == []
    assert traces(repr(aside.value)) == []
    assert aside.value.__suppress_context__


def test_r40_a_page_that_is_cut_off_quotes_no_buyer() -> None:
    body = msgspec.json.encode({"orders": [ORDER]})
    for length in range(1, len(body)):
        with pytest.raises(SetAside) as aside:
            read_page(body[:length])
        assert traces(str(aside.value)) == []


@pytest.mark.parametrize(
    ("buyer", "recipient"),
    [
        (b"", b""),
        (b"null", b"null"),
        (b"[]", b"5"),
        (b'"NAMEMARK"', b'{"deliveryAddress": "LINEMARK1"}'),
        (b'{"buyerName": 5}', b'{"deliveryAddress": {"phone": ["090"]}}'),
        (b"{", b"\xff"),
    ],
)
def test_r40_a_buyer_that_cannot_be_read_is_simply_not_there(
    buyer: bytes, recipient: bytes
) -> None:
    assert read_person(buyer, recipient) is None


def test_r40_what_can_be_read_of_a_buyer_is_kept_and_cleaned() -> None:
    person = read_person(
        msgspec.json.encode({"buyerName": "\x1b[31m山田\n太郎\u202e", "buyerEmail": None}),
        msgspec.json.encode({"deliveryAddress": {"postalCode": "1" * 900, "phone": 7}, "x": 1}),
    )
    assert person == Person(name="[31m山田 太郎", postal_code="1" * 300)


def test_r40_two_runs_are_equal_but_for_the_seals() -> None:
    async def run() -> list[str]:
        shop = await Shop.open()
        await a_busy_day(shop)
        shop.books.connection.execute("UPDATE buyers SET sealed = zeroblob(length(sealed))")
        dump = shop.books.connection.iterdump()
        return [line for line in dump if "_sqlite_migrations" not in line]

    first, second = asyncio.run(run()), asyncio.run(run())
    assert first == second
    assert START.year == 2026
