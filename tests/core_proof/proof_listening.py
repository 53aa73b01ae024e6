"""A shop whose Amazon puts ORDER_CHANGE into a queue, and a line on which the queue can break."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from msgspec.structs import replace as replace_tokens
from proof_day import START, TEA, account_at
from proof_subscription import HOST, Told, sqs, subscribe

from core import Books, Desk, Engine, Views
from core.account import QueueAccess
from core.amazon.guard import Guard
from core.amazon.transport import Answer, Unreachable
from core.domain.labels import Policy
from core.domain.quotas import full_bucket
from scenarios.amazon_facts import Saved
from scenarios.amazon_side import AmazonSide
from scenarios.in_process import InProcess
from scenarios.pace import Pace
from simulator import create_app


class BreakableQueue:
    """The engine's line: the queue is `down`, answers something `instead`, or `after` an action
    something happens."""

    def __init__(self, inner: InProcess) -> None:
        self._inner = inner
        self.down = False
        self.instead: Answer | None = None
        self.asked: Counter[str] = Counter()
        self.after: dict[str, Callable[[], object]] = {}

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        action = headers.get("x-amz-target", "").removeprefix("AmazonSQS.")
        name = action or f"{method} {url.removeprefix(HOST).partition('?')[0]}"
        self.asked[name] += 1
        if action and self.down:
            raise Unreachable("queue down")
        if action and self.instead:
            return self.instead
        answer = await self._inner.exchange(method, url, headers, content)
        if action in self.after:
            self.after.pop(action)()
        return answer

    async def aclose(self) -> None:
        """Nothing is held."""


class ListeningShop:
    """One linked product, ninety pieces of it, on the fake's clock."""

    def __init__(
        self,
        policy: Policy = Policy.DOCUMENTED,
        *,
        listens: bool = True,
        guard: Guard | None = None,
        **behaviours: str,
    ) -> None:
        self._runner = asyncio.Runner()
        self.app = create_app(seed=7, start=START, empty=True)
        for name, value in behaviours.items():
            self.app.simulation.behaviours.set(name, value)
        inner = InProcess(self.app)
        self._inner = inner
        self.line = BreakableQueue(inner)
        self.amazon = AmazonSide(inner, HOST)
        self.account = self._runner.run(account_at(self.amazon, HOST))
        self.queue_url = self._runner.run(subscribe(inner, self.account))
        if listens:
            self.account = replace(self.account, queue=QueueAccess(self.queue_url))
        self.books = Books.open(None)
        self._guard = guard or Guard()
        self._pace = Pace(START, self.amazon, self._engine())
        self.desk = Desk(self.books, lambda: self._pace.now)
        self.views = Views(self.books)
        self._runner.run(self._open(policy))

    def until(self, minute: float) -> None:
        """Live through everything up to `minute`."""
        self._runner.run(self._pace.advance_to(START + timedelta(minutes=minute)))

    def place(self, *, paid: bool = True) -> str:
        """A buyer orders one piece now; an unpaid order stays as it is."""
        pay_after = timedelta(0) if paid else None
        order = self._runner.run(self.amazon.place_order({TEA: 1}, pay_after=pay_after))
        return order.order_id

    def pay(self, order_id: str) -> None:
        self._runner.run(self.amazon.pay(order_id))

    def few_searches(self, tokens: float) -> None:
        """Other searches have used up the quota to so many tokens."""
        with self.books.atomic(self._pace.now):
            bucket = full_bucket("searchOrders", self._pace.now)
            self.books.jobs.put_bucket("searchOrders", replace_tokens(bucket, tokens=tokens))
        self.kill_engine()

    def fault(self, **declared: object) -> None:
        """Have Amazon fail as `POST /_sim/faults` takes it."""
        self._runner.run(self.amazon._post("/_sim/faults", Saved, **declared))

    def put(self, body: str) -> None:
        """Somebody puts a message into the queue."""
        self._sqs("SendMessage", QueueUrl=self.queue_url, MessageBody=body)

    def left(self) -> int:
        """How many messages are in the queue, hidden ones too."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self._sqs("GetQueueAttributes", QueueUrl=self.queue_url, AttributeNames=names)
        return sum(int(number) for number in found["Attributes"].values())

    def kill_engine(self) -> None:
        """Another engine takes over on the same books."""
        self._pace._engine = self._engine()

    def forget_queue(self) -> None:
        """The shop has no queue any more, and its engine is started again."""
        self.account = replace(self.account, queue=None)
        self.kill_engine()

    def seen_after(self, order_id: str) -> timedelta | None:
        """From the beginning of the day until the shop first saw an order, None if not yet."""
        return self._since("SELECT first_seen_at FROM orders WHERE order_id = ?", order_id)

    def told_after(self, order_id: str, status: str) -> timedelta | None:
        """Until the shop knew that an order is in `status`."""
        return self._since(
            "SELECT at FROM journal WHERE kind = 'fact' AND order_id = ?"
            " AND json_extract(data, '$.status') = ? ORDER BY seq",
            order_id,
            status,
        )

    def job(self, name: str) -> sqlite3.Row | None:
        """A job's row."""
        cursor = self.books.connection.execute("SELECT * FROM jobs WHERE name = ?", (name,))
        row = cursor.fetchone()
        return (
            dict(zip([each[0] for each in cursor.description], row, strict=True)) if row else None
        )

    def _since(self, query: str, *values: str) -> timedelta | None:
        row = self.books.connection.execute(query, values).fetchone()
        return datetime.fromisoformat(row[0]) - START if row else None

    def _engine(self) -> Engine:
        return Engine(self.books, self.account, self.line, seed=7, guard=self._guard)

    async def _open(self, policy: Policy) -> None:
        await self.amazon.put_listing(TEA, "B0RK000001", quantity=90, price_yen=1_000)
        self.desk.set_policy(policy)
        self.desk.add_product("P1", TEA, stock=90, price_yen=1_000)
        self.desk.link("P1", TEA, "B0RK000001")
        self.desk.start_link()

    def _sqs(self, action: str, **wish: object) -> Told:
        return self._runner.run(sqs(self._inner, action, **wish))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.books.close()
        self._runner.close()


Open = Callable[..., ListeningShop]
