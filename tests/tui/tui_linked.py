"""A linked shop at a served fake Amazon whose clock stands still, and the dashboard on it."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import httpx
from tui_demo import demo_opened
from tui_stage import SMALL, Play, Stage, run_app_on_stage

from core import Books, Desk, Views
from core.amazon.guard import Guard
from core.credentials import Credentials
from core.domain.instants import instant
from core.domain.labels import Policy
from core.personal.cipher import new_key
from scenarios.served import ServedAmazon
from simulator import create_app
from tui.app import RenkeiApp
from tui.destination import Destination, Reach
from tui.headless.engine_run import EngineWish
from tui.headless.shop import vault_of
from tui.linked_shop import LinkedShop
from tui.live import EngineState
from tui.opening import Opened
from tui.words import speak

TEA = "TEA-UJI-100"
REAL = Destination(Reach.LIVE, "sellingpartnerapi-fe.amazon.com")
START = instant("2026-11-23T00:00:00Z")


class Town:
    """One fake, one shop linked to it, and an order that waits to be shipped."""

    def __init__(self, folder: Path) -> None:
        self.books = folder / "shop.db"
        self._served = ServedAmazon(create_app(seed=1))
        self.url = self._served.base_url
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=30)
        self._link()
        placed = self.control("POST", "/orders", {"items": [{"sku": TEA, "quantity": 1}]})
        self.order_id = str(placed["order_id"])
        self.pass_time("PT10M")

    def control(self, method: str, path: str, body: object = None):
        answer = self._client.request(method, f"/_sim{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pass_time(self, by: str) -> None:
        self.control("POST", "/clock/advance", {"by": by})

    def asked(self, operation: str) -> int:
        return len(self.control("GET", f"/requests?operation={operation}")["requests"])

    def _link(self) -> None:
        given = self.control("GET", "/credentials")
        names = ("seller_id", "client_id", "client_secret", "refresh_token")
        kept = Credentials(
            **{name: given[name] for name in names},
            personal_key=new_key(),
            endpoint=given["endpoint"],
            token_endpoint=given["token_endpoint"],
        )
        vault_of(self.books).save(kept)
        with Books.open(self.books) as books:
            desk = Desk(books, lambda: START)
            desk.start_link(seller_id=kept.seller_id, authorised_at=START)
            desk.add_product("P1", "宇治抹茶", stock=40, price_yen=2980)
            desk.link("P1", TEA, "B0RK000001")

    def wish(self, *, read_only: bool = False) -> EngineWish:
        return EngineWish(self.books, self.url, None, None, Guard(read_only=read_only))

    def close(self) -> None:
        self._client.close()
        asyncio.run(self._served.stop())


@contextmanager
def shop_at(
    town: Town,
    destination: Destination | None = None,
    *,
    read_only: bool = False,
    offline: bool = False,
) -> Iterator[LinkedShop]:
    """The shop, at a fake that is taken for `destination`."""
    wish = town.wish(read_only=read_only)
    shop = LinkedShop(wish, destination or Destination(Reach.LOCAL), offline=offline)
    shop.start()
    try:
        yield shop
    finally:
        shop.stop()


@contextmanager
def still_shop(folder: Path, destination: Destination) -> Iterator[LinkedShop]:
    """The demo's books as those of a linked shop whose engine works; no line goes anywhere.

    Its time is that of the demo and stands still.
    """
    path = folder / "still.db"
    with demo_opened(Policy.DOCUMENTED) as opening:
        live = opening.live.result()
        now = live.state().now
        with closing(sqlite3.connect(live.books_path)) as books:
            books.execute("VACUUM INTO ?", (str(path),))

    class StillShop(LinkedShop):
        def now(self) -> datetime:
            return now

        def start(self) -> None:
            with Books.open(self.books_path) as books:
                self._look(Views(books), EngineState.WORKS, now)

    shop = StillShop(EngineWish(path, None, None, None, Guard()), destination, offline=False)
    shop.start()
    yield shop


def on_stage(shop: LinkedShop, play: Play, size: tuple[int, int] = SMALL, lang: str = "ja") -> None:
    """Run `play` on the dashboard of `shop`."""
    speak(lang)
    try:
        asyncio.run(run_app_on_stage(play, RenkeiApp(Opened(shop)), size))
    finally:
        speak("ja")


async def until(stage: Stage, holds: Callable[[], bool]) -> None:
    """Until something that another thread brings about holds; says so where it never does."""
    for _round in range(3_000):
        if holds():
            await stage.settle()
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came about")


async def caught_up(stage: Stage, order_id: str) -> None:
    """Until the engine works and the order is in the books."""
    shop = stage.session.linked
    assert shop is not None
    await until(stage, lambda: shop.state().engine is EngineState.WORKS)
    await until(stage, lambda: stage.session.is_order(order_id))
