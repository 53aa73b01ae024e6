"""One shop over a scripted Amazon, on one clock, for tests that are written as plain functions."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from core_double import HOST, ScriptedAmazon
from core_facts import ORDER, START, TEA
from core_payloads import order

from core import AmazonAccount, Books, Desk, Engine, Views
from core.domain.labels import Policy
from core.views.rows import OrderDetail, PushRow

CLIENT_SECRET = "the-client-secret-of-this-test"
REFRESH_TOKEN = "Atzr|the-refresh-token-of-this-test"
LOOPS_MAX = 20_000

ACCOUNT = AmazonAccount(
    endpoint=HOST,
    token_endpoint=f"{HOST}/auth/o2/token",
    client_id="amzn1.application-oa2-client.test",
    client_secret=CLIENT_SECRET,
    refresh_token=REFRESH_TOKEN,
    seller_id="A95Z22XO7AAPWY",
)


class Shop:
    """A shop with one linked product, 10 in stock, whose link starts at START."""

    def __init__(
        self,
        *,
        policy: Policy = Policy.DOCUMENTED,
        amazon: ScriptedAmazon | None = None,
        books: Books | None = None,
    ) -> None:
        self.amazon = amazon or ScriptedAmazon()
        self.books = books or Books.open(None)
        self.desk = Desk(self.books, lambda: self.now)
        self.views = Views(self.books)
        self._runner = asyncio.Runner()
        self.engine = self._new_engine()
        self.desk.set_policy(policy)
        self.desk.add_product("P1", "宇治抹茶", stock=10, price_yen=2_980)
        self.desk.link("P1", TEA, "B0RK000001")
        self.desk.start_link()

    @property
    def now(self) -> datetime:
        return self.amazon.now

    @property
    def stock(self) -> int:
        """What the shop has of its first product."""
        return next(each.stock for each in self.views.products() if each.code == "P1")

    def until(self, minute: float) -> None:
        """Live through everything up to `minute` minutes after START."""
        to = START + timedelta(minutes=minute)
        for _loop in range(LOOPS_MAX):
            due = self.engine.next_due()
            if due is None or due > to:
                self.amazon.now = to
                return
            self.amazon.now = max(due, self.now)
            self._runner.run(self.engine.run_due(self.now))
        raise AssertionError(f"the engine turns on the spot at {self.now}")

    def set_clock(self, minute: float) -> None:
        """Put the clock, as a machine's may be, and have the engine look, as it does every 5 s."""
        self.amazon.now = START + timedelta(minutes=minute)
        self._runner.run(self.engine.run_due(self.now))

    def restart(self) -> None:
        """Another engine on the same books, as after a kill."""
        self.engine = self._new_engine()

    def order(self, order_id: str) -> OrderDetail:
        return self.views.order(order_id)

    def axes(self, order_id: str) -> tuple[str, str]:
        """Both axes as the shop reads them."""
        row = self.order(order_id).row
        return row.payment_status.value, row.handling.value

    def push(self, order_id: str) -> PushRow:
        """The newest notice of an order."""
        return self.views.pushes(order_id)[-1]

    def findings(self, subject: str) -> set[str]:
        """The codes of what stands on a subject."""
        return {finding.code for finding in self.views.findings(subject)}

    def close(self) -> None:
        self._runner.run(self.engine.close())
        self._runner.close()
        self.books.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _new_engine(self) -> Engine:
        return Engine(self.books, ACCOUNT, self.amazon, seed=1)


OpenShop = Callable[..., Shop]


def with_order(shop: Shop, status: str = "UNSHIPPED", order_id: str = ORDER) -> None:
    """Let Amazon have an order that the shop has learned by minute 5."""
    shop.amazon.show(order(status, order_id=order_id, updated=START + timedelta(minutes=1)))
