"""How fast the served fake gives a page of orders, beside a server that only sends bytes."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from scenarios.bench.figure import Better, Figure, Goal
from scenarios.bench.line_load import answers_per_s
from scenarios.bench.processes import plain_environment
from scenarios.bench.sim_orders import DATASETS
from scenarios.said import say

ROUNDS = 5
ROUND_S = 1.5
LINES = 16
ORDERS = 60
PAGE = 20
GOAL = 0.35
PATH = (
    "/orders/2026-01-01/orders?lastUpdatedAfter=2026-11-01T00:00:00Z"
    f"&maxResultsPerPage={PAGE}&includedData={DATASETS}"
)


@dataclass(frozen=True)
class Served:
    """A running server."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.host}:{self.port}"

    def request(self, path: str, token: str = "") -> bytes:
        """A GET as a client sends it."""
        head = f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nUser-Agent: bench/1\r\n"
        return f"{head}Accept: application/json\r\nx-amz-access-token: {token}\r\n\r\n".encode()


def measure() -> tuple[Figure, ...]:
    """The median ratio of some rounds, each of which loads one server after the other."""
    with running("fake") as fake:
        token, size, orders = _prepare(fake)
        with running("plain", str(size)) as plain:
            rounds = [
                (_rate(fake, PATH, token), _rate(plain, "/page", "")) for _round in range(ROUNDS)
            ]
    ours, theirs = (median(column) for column in zip(*rounds, strict=True))
    figure = Figure(
        "sim-page",
        median(page / route for page, route in rounds),
        "×",
        Goal(GOAL, Better.HIGHER),
        say(
            "searchOrders 20件（{size}バイト、認証と制限の計算を含む）{ours}回/s、"
            "同じ大きさの何もしないJSON {theirs}回/s",
            size=size,
            ours=round(ours),
            theirs=round(theirs),
        ),
        sound=orders == PAGE,
    )
    return (figure,)


@contextmanager
def running(*arguments: str) -> Iterator[Served]:
    """A server of `scenarios.bench.sim_servers` in a process of its own."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "scenarios.bench.sim_servers", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=plain_environment(),
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip().rpartition("/")[2]
        host, _, port = address.rpartition(":")
        yield Served(host, int(port))
    finally:
        process.kill()
        process.wait()


def _prepare(fake: Served) -> tuple[str, int, int]:
    """A paid stock of orders; gives an access token, and the size and orders of one page."""
    import httpx

    with httpx.Client(base_url=fake.url) as client:
        client.patch("/_sim/quota", json={"operation": "*", "lifted": True}).raise_for_status()
        for _order in range(ORDERS):
            wish = {"items": [{"sku": "NOTE-A5-3"}], "pay_after": "PT0S"}
            client.post("/_sim/orders", json=wish).raise_for_status()
        client.post("/_sim/clock/advance", json={"by": "PT5M"}).raise_for_status()
        known = client.get("/_sim/credentials").json()
        wish = {name: known[name] for name in ("client_id", "client_secret", "refresh_token")}
        answer = client.post("/auth/o2/token", json={"grant_type": "refresh_token", **wish})
        token = str(answer.json()["access_token"])
        page = client.get(PATH, headers={"x-amz-access-token": token})
        return token, len(page.content), len(page.json()["orders"])


def _rate(server: Served, path: str, token: str) -> float:
    import uvloop

    load = answers_per_s(
        server.host, server.port, server.request(path, token), lines=LINES, during_s=ROUND_S
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(load)
