"""Whatever is done in a living world and taken back again: its record comes to the same end.

Seeded walks over everything that a hand can do: acts in the script's words, acts past them at
Amazon, keys pressed in the shop by another process, steps, jumps and rewinds.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from core import Books, Desk
from core.domain.labels import CancelReason, Policy
from core.errors import Refused
from scenarios.control_line import AmazonSideRefused
from scenarios.history import NothingToRewind
from scenarios.journal_text import journal_text
from scenarios.language.loader import loads
from scenarios.language.mistakes import WrongFile
from scenarios.language.one_step import read_step
from scenarios.live import LiveWorld
from scenarios.play.around import around
from scenarios.runner import Outcome, play, play_step, setup_of
from scenarios.script import script
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

LONG_S = 60
ACTS = 40
SETUP = WorldSetup(
    policy=Policy.SAFE,
    recorded=True,
    products=(
        ProductSetup("tea", "煎茶: 100g", 30, 980, "TEA", "B0RENKEI01"),
        ProductSetup("cup", "湯のみ", 5, 1500, "CUP", "B0RENKEI02"),
    ),
    listings=(
        ListingSetup("TEA", "B0RENKEI01", 30, 980),
        ListingSetup("CUP", "B0RENKEI02", 5, 1500),
    ),
)
LINES = (
    "buyer_orders: {order: NEW, items: {TEA: 2}}",
    "buyer_orders: {order: NEW, items: {CUP: 1}, payment: CONVENIENCE_STORE, pay_after: never}",
    "buyer_pays: OLD",
    "buyer_cancels: OLD",
    "buyer_asks_to_cancel: {order: OLD, reason: 'いらない'}",
    "seller_central_ships: {order: OLD, tracking: 5512-1}",
    "shop_ships: {order: OLD, tracking: 4012-1}",
    "shop_ships: {order: OLD, tracking: 4012-1, refused: UNPAID}",
    "shop_cancels: {order: OLD, reason: 価格誤り}",
    "shop_takes_back: OLD",
    "shop_sets_stock: {product: tea, quantity: 12}",
    "shop_sells: {product: tea, quantity: 1}",
    "shop_sets_reserve: 1",
    "shop_sets_policy: documented",
    "shop_sets_policy: safe",
    "shop_sets_jan: {product: tea, jan: '49968712'}",
    "expect: {within: PT25M, orders: {OLD: {処理可否: 配送完了}}}",
    "expect: {stays: PT7M, amazon: {listings: {CUP: 5}}}",
    "wait: PT3M",
    "engine: killed",
    "engine: started",
    "network: answers_lost",
    "network: back",
    "fault: {name: FAULT, kind: status, status: 503, lasts: PT20M}",
    "shop_clock: {fast: PT7M}",
    "shop_clock: {slow: PT30S}",
    "shop_clock: {}",
    "amazon_behaves: {behaviour: listing_visible_after, value: PT9M}",
)


class Hand:
    """Somebody at the keyboard; what cannot be done is left undone."""

    def __init__(self, live: LiveWorld, seed: int) -> None:
        self.draw = Random(f"{seed}/hand")
        self.live = live
        self.books = Books.open(live.books_path)
        self.desk = Desk(self.books, lambda: live.state().desk_now)
        self.count = 0

    def act(self) -> None:
        deed = self.draw.choice((self.say, self.say, self.say, self.point, self.press, self.move))
        try:
            deed()
        except (Refused, AmazonSideRefused, NothingToRewind, WrongFile):
            return

    def say(self) -> None:
        """A line of the script."""
        line = self.draw.choice(LINES)

        async def done(world: World) -> None:
            self.count += 1
            names = tuple(world.cast.numbers())
            old = self.draw.choice(names) if names else "A"
            text = line.replace("NEW", f"N{self.count}").replace("FAULT", f"F{self.count}")
            text = text.replace("OLD", old)
            await play_step(0, read_step(text, await around(text)(world)), world)

        self.live.submit(done).result(LONG_S)

    def point(self) -> None:
        """An act at Amazon past the script's words."""

        async def order(world: World) -> object:
            return await world.amazon.place_order({"TEA": 1}, "COD")

        async def edit(world: World) -> object:
            return await world.amazon.edit_listing("TEA", quantity=self.draw.randint(1, 9))

        async def cancel(world: World) -> object:
            orders = await world.amazon.orders()
            return orders and await world.amazon.cancel(orders[-1].order_id, "SELLER")

        self.live.submit(self.draw.choice((order, edit, cancel))).result(LONG_S)

    def press(self) -> None:
        """A key in the shop, pressed in another process."""
        rows = self.books.connection.execute("SELECT order_id FROM orders").fetchall()
        keys: list[Callable[[], None]] = [
            lambda: self.desk.set_stock("cup", 4),
            lambda: self.desk.set_jan("cup", self.draw.choice(("", "49968712"))),
            lambda: self.desk.set_policy(self.draw.choice(list(Policy))),
        ]
        if rows:
            (number,) = self.draw.choice(rows)
            keys.append(lambda: self.desk.ship(number, "ヤマト運輸", "4012-9"))
            keys.append(lambda: self.desk.cancel(number, CancelReason.NO_INVENTORY))
        self.draw.choice(keys)()

    def move(self) -> None:
        """Time goes on, or back."""
        minutes = timedelta(minutes=self.draw.randint(1, 40))
        match self.draw.choice(("step", "step", "step", "go", "back", "back to")):
            case "step":
                self.live.step().result(LONG_S)
            case "go":
                self.live.go_to(self.live.state().now + minutes).result(LONG_S)
            case "back":
                self.live.rewind().result(LONG_S)
            case _:
                self.live.rewind(self.live.state().now - minutes).result(LONG_S)


async def told(world: World) -> tuple[str, str]:
    await world.settle()
    return script(world, "recorded", "手で試したこと"), journal_text(world.views)


async def end_of(text: str) -> str:
    case = loads(text, "recorded.yaml")
    world = await World.open(setup_of(case, case.policies[0]))
    try:
        async for result in play(case, case.policies[0], world):
            assert result.outcome is not Outcome.FAILED, (result.line, result.actual, text)
        return journal_text(world.views)
    finally:
        await world.close()


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_and_its_record_come_to_the_same_end(seed: int) -> None:
    live = LiveWorld(SETUP)
    live.start()
    hand = Hand(live, seed)
    try:
        for _act in range(ACTS):
            hand.act()
        text, journal = live.submit(told).result(LONG_S)
    finally:
        hand.books.close()
        live.stop()
    assert asyncio.run(end_of(text)) == journal
