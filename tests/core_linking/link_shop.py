"""A shop that is not linked yet, at a fresh fake Amazon whose consent can be taken away."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import msgspec

from core import AmazonAccount, Books, Desk, Engine, Views
from core.amazon.guard import Guard
from core.amazon.transport import Answer
from core.personal.cipher import FernetCipher, demo_key
from scenarios.amazon_side import AmazonSide
from scenarios.in_process import InProcess
from scenarios.pace import Pace
from simulator import create_app

START = datetime(2026, 11, 23, tzinfo=UTC)
BASE = "http://amazon.invalid"
TEA = "TEA-UJI-100"
CODE = "ANDMxqpCmqWHJeyzdbhH"


class Amazon:
    """The fake, with what it does not play yet: a consent that ends, codes, and what it was asked.

    A seller's refresh token is known by another name each time he consents: `tokens` maps those
    that count to the fake's own.
    """

    def __init__(self, app: object) -> None:
        self._inner = InProcess(app)
        self.tokens: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.plan: str | None = None
        self.marketplace: str | None = None

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        path = url.removeprefix(BASE)
        self.asked.append((method, path))
        if path == "/auth/o2/token":
            return await self._token(url, headers, content)
        answer = await self._inner.exchange(method, url, headers, content)
        if path == "/sellers/v1/account":
            return answer._replace(content=self._account(answer.content))
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _token(self, url: str, headers: Mapping[str, str], content: bytes) -> Answer:
        form = {name: values[0] for name, values in parse_qs(content.decode()).items()}
        given = ""
        if form["grant_type"] == "authorization_code":
            given = self.codes.pop(form["code"], "")
            token = self.tokens.get(given)
        else:
            token = self.tokens.get(form["refresh_token"])
        if token is None:
            words = f"The request has an invalid grant parameter : {sorted(form.values())}"
            return _json(400, {"error": "invalid_grant", "error_description": words})
        form = form | {"grant_type": "refresh_token", "refresh_token": token}
        answer = await self._inner.exchange("POST", url, headers, urlencode(form).encode())
        told = msgspec.json.decode(answer.content)
        return _json(answer.status, told | ({"refresh_token": given} if given else {}))

    def _account(self, content: bytes) -> bytes:
        told = msgspec.json.decode(content)
        told["payload"]["sellingPlan"] = self.plan or told["payload"]["sellingPlan"]
        entry = told["payload"]["marketplaceParticipationList"][0]
        entry["marketplace"]["id"] = self.marketplace or entry["marketplace"]["id"]
        return msgspec.json.encode(told)


class Shop:
    """Both sides and their one clock; `account` counts at Amazon, nothing is linked yet."""

    def __init__(self, amazon: Amazon, side: AmazonSide, account: AmazonAccount, books: Books):
        self.amazon, self.side, self.account, self.books = amazon, side, account, books
        self.desk, self.views = Desk(books, lambda: self.now), Views(books)
        self.engine = Engine(books, account, amazon, seed=1)
        self._pace = Pace(START, side, self.engine)

    @classmethod
    async def open(cls, path: Path | None = None, *, keeps_buyers: bool = True) -> "Shop":
        inner = create_app(seed=1, start=START)
        side = AmazonSide(InProcess(inner), BASE)
        told, amazon = await side.credentials(), Amazon(inner)
        amazon.tokens["first"] = told.refresh_token
        account = AmazonAccount(
            told.endpoint,
            told.token_endpoint,
            told.client_id,
            told.client_secret,
            "first",
            told.seller_id,
        )
        cipher = FernetCipher(demo_key(1)) if keeps_buyers else None
        return cls(amazon, side, account, Books.open(path, cipher=cipher))

    @property
    def now(self) -> datetime:
        return self._pace.now

    def run_with(self, *, read_only: bool = False, **options: object) -> None:
        """Go on with another engine over the same books."""
        guard = Guard(read_only=read_only)
        self.engine = Engine(self.books, self.account, self.amazon, guard=guard, **options)
        self._pace = Pace(self.now, self.side, self.engine)

    async def advance(self, by: timedelta) -> None:
        await self._pace.advance_to(self.now + by)

    async def paid_order(self, **more: object) -> str:
        """An order of one tea, paid at once; gives its number."""
        placed = await self.side.place_order({TEA: 1}, **more)
        return (await self.side.pay(placed.order_id)).order_id

    def operations(self) -> list[str]:
        """What Amazon was asked, by path, since the last look."""
        asked = [path.partition("?")[0] for _, path in self.amazon.asked]
        self.amazon.asked.clear()
        return asked

    def findings(self) -> set[str]:
        return {finding.code for finding in self.views.findings()}

    def order_ids(self) -> set[str]:
        return {row.order_id for row in self.views.orders().rows}


def _json(status: int, body: object) -> Answer:
    return Answer(status, {}, msgspec.json.encode(body))
