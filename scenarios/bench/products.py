"""What an hour's changes among 50,000 linked products cost: computing them, and calls to Amazon."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from core.amazon.listing_messages import ListingMessage, listings_content
from core.domain.instants import stamp
from core.domain.labels import Policy, PushState
from core.domain.listings import AtAmazon
from scenarios.bench.figure import Figure, Goal
from scenarios.said import say
from scenarios.wiring import account_of
from scenarios.world import World, WorldSetup

PRODUCTS = 50_000
CHANGED = PRODUCTS // 100
PER_CALL = 20
STOCK, PRICE_YEN = 100, 1_980
RUNS = 5
SUBMITTING = ("createFeedDocument", "uploadFeed", "createFeed")
LOOKING = ("searchListingsItems", "getListingsItem")
CHANGING_FROM = timedelta(minutes=10)
CONFIRMED_BY = timedelta(minutes=50)
"""After the run: the feed is done within ten minutes, shown within fifteen, read back, twice."""


@dataclass(frozen=True)
class Outcome:
    """One hour: how long the difference took to compute, what was asked, and whether it arrived."""

    computed_s: float
    found: bool
    calls: Counter[str]
    arrived: int


def measure() -> tuple[Figure, ...]:
    """An hour under `safe`, which looks at Amazon before each sending (R14)."""
    with TemporaryDirectory() as folder:
        outcome = asyncio.run(_hour(Path(folder) / "books.db"))
    submitting = sum(outcome.calls[name] for name in SUBMITTING)
    looking = sum(outcome.calls[name] for name in LOOKING)
    arrived = outcome.arrived == CHANGED and not outcome.calls["patchListingsItem"]
    return (
        Figure(
            "products-push",
            outcome.computed_s * 1000,
            "ms",
            Goal(200.0),
            say(
                "連携商品{products}件のうち{changed}件の差分を求め、フィードの本文にするまで",
                products=PRODUCTS,
                changed=CHANGED,
            ),
            sound=outcome.found,
        ),
        Figure(
            "products-submit",
            float(submitting),
            "calls",
            Goal(3.0),
            say("その差分の送信（フィード1つ）"),
            sound=arrived,
        ),
        Figure(
            "products-look",
            float(looking),
            "calls",
            Goal(2.0 * -(-CHANGED // PER_CALL)),
            say("送信前のFBAの確認と、反映の確認。{arrived}件が確認済み", arrived=outcome.arrived),
            sound=arrived,
        ),
    )


def _sku(number: int) -> str:
    return f"SKU-{number:05}"


async def _hour(books_path: Path) -> Outcome:
    world = await World.open(WorldSetup(policy=Policy.SAFE, books_path=books_path))
    try:
        await _stock(world)
        start = world.now
        await world.advance(CHANGING_FROM)
        numbers = Random("1/bench/products").sample(range(PRODUCTS), CHANGED)
        for place, number in enumerate(numbers):
            world.desk.set_stock(f"P{number:05}", STOCK - 1 - place % 50)
        await world.arrive(start + timedelta(hours=1))
        content, computed_s = await _computed(world)
        known = len(await world.amazon.requests())
        await world.advance(CONFIRMED_BY)
        received = (await world.amazon.requests())[known:]
        return Outcome(
            computed_s,
            all(_sku(number).encode() in content for number in numbers)
            and content.count(b'"messageId"') == CHANGED,
            Counter(call.operation or "" for call in received) + _uploads(world),
            await _arrived(world, numbers),
        )
    finally:
        await world.close()


async def _stock(world: World) -> None:
    """Everything is at Amazon, was sent an hour ago, and was read back."""
    for number in range(PRODUCTS):
        await world.amazon.put_listing(
            _sku(number), f"B{number:09}", quantity=STOCK, price_yen=PRICE_YEN
        )
    at = stamp(world.now)
    with world.books.atomic(world.now):
        world.books.connection.executemany(
            "INSERT INTO products (code, title, stock, price_yen) VALUES (?, ?, ?, ?)",
            ((f"P{number:05}", f"商品{number}", STOCK, PRICE_YEN) for number in range(PRODUCTS)),
        )
        world.books.connection.executemany(
            "INSERT INTO links (sku, code, asin, pushed_quantity, pushed_price_yen, pushed_at,"
            " push_state, at_amazon, touched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (
                (
                    *(_sku(number), f"P{number:05}", f"B{number:09}", STOCK, PRICE_YEN, at),
                    *(PushState.CONFIRMED, AtAmazon.PRESENT),
                )
                for number in range(PRODUCTS)
            ),
        )


async def _computed(world: World) -> tuple[bytes, float]:
    """The body of the feed that would go now, and the shortest of some times to make it."""
    account = account_of(await world.amazon.credentials())
    offers, times_s, content = world.books.offers, list[float](), b""
    for _run in range(RUNS):
        begun = perf_counter()
        changes = offers.changed(world.books.terms)
        content = listings_content(
            account,
            [
                ListingMessage(number, each.sku, each.asin, each.errand, each.offer)
                for number, each in enumerate(changes, start=1)
            ],
        )
        times_s.append(perf_counter() - begun)
    return content, min(times_s)


def _uploads(world: World) -> Counter[str]:
    """Uploads go to storage, which is no operation of the API: our journal has them."""
    rows = world.books.connection.execute(
        "SELECT count(*) FROM journal WHERE kind = 'call'"
        " AND json_extract(data, '$.operation') = 'uploadFeed'"
    )
    return Counter({"uploadFeed": rows.fetchone()[0]})


async def _arrived(world: World, numbers: list[int]) -> int:
    """How many of the changed products are confirmed here and as wanted at Amazon."""
    rows = {row.code: row for row in world.views.products()}
    arrived = 0
    for number in numbers:
        row = rows[f"P{number:05}"]
        listing = await world.amazon.listing(_sku(number))
        arrived += row.push_state is PushState.CONFIRMED and listing.quantity == row.stock
    return arrived
