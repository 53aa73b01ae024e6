"""`renkei sync`: the engine without a screen, in a served fake's time or in the machine's."""

import asyncio
import json
import os
import signal
import subprocess
from datetime import datetime, timedelta

import pytest
from headless_shop import TEA, Amazon, Till

from core import Books
from core.books.lease import Lease
from core.domain.instants import instant
from core.domain.refusals import Refusal
from core.errors import BooksBusy
from scenarios.bench.processes import PROGRAM, plain_environment
from tui.headless.engine_run import work
from tui.headless.stopping import Stopping, on_signals
from tui.headless.times import MachineTime


def test_r18_orders_appear_are_shipped_and_confirmed(linked: Till) -> None:
    """R18, R20, R31, R32, R38, all by the command line."""
    order = linked.amazon.place(quantity=2)
    linked.take_in(order)
    assert linked("ship", order, "ヤマト運輸", "1234-5678").code == 0
    (row,) = linked("orders", "--json").json()
    assert (row["handling"], row["push_state"]) == ("配送完了", "送信待ち")
    said = linked("sync", "--until", "+40m")
    assert said.code == 0
    assert "confirmShipment → 204" in said.out
    (row,) = linked("orders", "--json").json()
    assert (row["amazon_status"], row["push_state"]) == ("SHIPPED", "確認済み")
    assert linked.amazon.control("GET", f"/orders/{order}")["status"] == "SHIPPED"
    (stock,) = (p for p in linked("products", "--json").json() if p["sku"] == TEA)
    assert stock["stock"] == 38


def test_each_step_is_a_line_and_with_json_a_json_line(linked: Till) -> None:
    linked.amazon.place()
    said = linked("sync", "--until", "+5m")
    assert said.err == ""
    assert "searchOrders → 200" in said.out
    assert "注文 1件を記録" in said.out
    said = linked("sync", "--until", "+5m", "--json")
    (call,) = [json.loads(line) for line in said.out.splitlines()]
    assert (call["kind"], call["operation"], call["status"]) == ("call", "searchOrders", 200)


def test_once_does_what_is_due_and_stops(linked: Till) -> None:
    before = linked.amazon.asked("searchOrders")
    linked.amazon.control("POST", "/clock/advance", {"by": "PT5M"})
    assert linked("sync", "--once").code == 0
    assert linked.amazon.asked("searchOrders") == before + 1
    assert linked("sync", "--once").code == 0
    assert linked.amazon.asked("searchOrders") == before + 1


def test_dry_run_says_what_is_due_and_asks_nothing(linked: Till) -> None:
    before = linked.amazon.asked("searchOrders")
    linked.amazon.control("POST", "/clock/advance", {"by": "PT5M"})
    said = linked("sync", "--dry-run")
    assert (said.code, "注文取込  今" in said.out) == (0, True)
    assert linked.amazon.asked("searchOrders") == before


def test_read_only_sends_nothing(linked: Till) -> None:
    order = linked.amazon.place()
    linked.take_in(order)
    linked("ship", order, "ヤマト運輸", "1")
    assert linked("sync", "--until", "+40m", "--read-only").code == 0
    assert linked.amazon.asked("confirmShipment") == 0
    (row,) = linked("orders", "--json").json()
    assert row["push_state"] == "送信待ち"


def test_a_shop_that_is_not_linked_is_exit_4(till: Till) -> None:
    Books.open(till.books).close()
    said = till("sync", "--once")
    assert said.code == 4
    assert Refusal.NOT_LINKED.value in said.err


def test_the_real_amazon_needs_live(linked: Till) -> None:
    said = linked("sync", "--once", "--endpoint", "https://sellingpartnerapi-fe.amazon.com")
    assert (said.code, "--live" in said.err) == (2, True)


def test_the_second_engine_on_the_same_books_refuses_politely(linked: Till) -> None:
    lease = Lease(linked.books)
    lease.take()
    said = linked("sync", "--once")
    lease.release()
    assert (said.code, said.out) == (3, "")
    assert Refusal.ENGINE_ELSEWHERE.value in said.err
    assert linked("sync", "--once").code == 0


def test_r05_a_revoked_consent_is_exit_4(linked: Till) -> None:
    seller = linked.amazon.credentials()["seller_id"]
    linked.amazon.control("POST", f"/sellers/{seller}/revoke", {})
    said = linked("sync", "--until", "+2h")
    assert said.code == 4
    assert linked("status", "--json").json()["link"]["state"] == "承認切れ"


def test_r42_an_outage_is_exit_3_for_once(linked: Till) -> None:
    fault = {"operation": "searchOrders", "kind": "status", "status": 503, "when": {"every": 1}}
    linked.amazon.control("POST", "/faults", fault)
    linked.amazon.control("POST", "/clock/advance", {"by": "PT5M"})
    said = linked("sync", "--once")
    assert said.code == 3
    assert "Amazonの復旧" in said.out


@pytest.mark.parametrize(
    ("url", "code"), [("http://127.0.0.1:1", 3), ("nonsense", 2), ("ftp://127.0.0.1", 2)]
)
def test_a_clock_that_is_none_is_one_sentence(linked: Till, url: str, code: int) -> None:
    said = linked("status", "--clock", url, clock=False)
    assert said.code == code
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("text", ["yesterday", "2020-01-01"])
def test_an_end_that_lies_not_ahead_is_a_wrong_argument(linked: Till, text: str) -> None:
    said = linked("sync", "--until", text)
    assert (said.code, "--until" in said.err) == (2, True)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(linked: Till, amazon: Amazon, sign: signal.Signals) -> None:
    """The clock stands still, so the engine waits until it is told to stop."""
    amazon.control("POST", "/clock/mode", {"mode": "manual"})
    amazon.control("POST", "/clock/advance", {"by": "PT5M"})
    pipe = subprocess.PIPE
    command = [*PROGRAM, "sync", "--books", str(linked.books), "--clock", amazon.url]
    with subprocess.Popen(
        command, env=plain_environment(), stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stdout is not None
        assert "searchOrders" in process.stdout.readline()
        process.send_signal(sign)
        _out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "止めています" in err
    assert "Traceback" not in err
    assert amazon.control("GET", "/clock/participants")["participants"] == []
    Lease(linked.books).take()


def test_it_lives_in_the_machines_time_unless_told_otherwise(till: Till) -> None:
    """R04: linked a moment ago, so nothing is due yet; nothing waits either."""
    file = str(till.key_file())
    assert till("link", "--refresh-token", "--from", file, clock=False).code == 0
    assert till("sync", "--once", clock=False).code == 0
    assert till("status", "--json", clock=False).json()["link"]["state"] == "連携準備中"


def test_who_is_asked_to_stop_does_not_wait_for_what_is_due_next() -> None:
    async def story() -> None:
        time, stopping = MachineTime(), Stopping()
        now = await time.now()
        stopping.ask()
        assert await stopping.unless(time.until(now + timedelta(days=1)), now) == now

    asyncio.run(story())


def test_a_second_signal_does_not_wait_for_the_step_under_way() -> None:
    async def story() -> None:
        time = MachineTime()
        now = await time.now()
        with on_signals() as stopping:
            os.kill(os.getpid(), signal.SIGINT)
            await stopping.unless(time.until(now + timedelta(days=1)), now)
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.Event().wait()

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(story())


class BusyBooks:
    """An engine whose books another program holds at first."""

    def __init__(self, times: int) -> None:
        self.left = times

    async def run_due(self, now: datetime) -> int:
        self.left -= 1
        if self.left >= 0:
            raise BooksBusy("locked: {path}", path="shop.db")
        return 0

    def next_due(self) -> None:
        return None


class Hourglass:
    """A time that passes at once."""

    def __init__(self) -> None:
        self.at = instant("2026-11-23T00:00:00Z")

    async def now(self) -> datetime:
        return self.at

    async def until(self, at: datetime) -> datetime:
        self.at = at
        return at

    async def close(self) -> None:
        return


def test_books_that_another_program_holds_are_waited_for_except_once() -> None:
    """R42: the work goes on by itself when they are free."""
    heard: list[bool] = []

    async def story(times: int, once: bool) -> None:
        time = Hourglass()
        ends = time.at + timedelta(minutes=2)
        await work(
            BusyBooks(times),
            time,
            Stopping(),
            lambda _now, busy: heard.append(busy is not None),
            once=once,
            ends=ends,
        )

    asyncio.run(story(2, once=False))
    assert heard == [True, True, False, False]
    with pytest.raises(BooksBusy):
        asyncio.run(story(1, once=True))
