"""A shop's morning in processes of their own: the fake, the engine, and the commands beside it."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from headless_shop import TEA

from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.bench.terminal import Terminal


class Morning:
    """`renkei sim` in one process; every command in another."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.sim = httpx.Client(base_url=url, trust_env=False, timeout=30)

    @property
    def environment(self) -> dict[str, str]:
        books = str(self.folder / "shop.db")
        return plain_environment() | {"RENKEI_BOOKS": books, "RENKEI_CLOCK": self.url}

    def renkei(self, *words: str, given: str | None = None, code: int = 0) -> str:
        """One command; what it said."""
        done = subprocess.run(
            [*PROGRAM, *words], env=self.environment, input=given, capture_output=True, text=True
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    def orders(self) -> dict[str, dict[str, object]]:
        rows = json.loads(self.renkei("orders", "--json"))
        return {row["order_id"]: row for row in rows}

    def close(self) -> None:
        self.sim.close()


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*PROGRAM, "sim", "--port", str(port)]
    with subprocess.Popen(
        command, env=plain_environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        opened = Morning(f"http://127.0.0.1:{port}", tmp_path)
        yield opened
        opened.close()
        process.terminate()
        process.communicate(timeout=20)


def test_linked_pulled_shipped_and_confirmed_across_processes(morning: Morning) -> None:
    """R01-R04, R18, R31, R32, R38: the credentials come by a pipe, the time from the fake."""
    key = morning.sim.get("/_sim/credentials").text
    assert "連携準備中" in morning.renkei("link", "--refresh-token", "--from", "-", given=key)
    placed = morning.sim.post("/_sim/orders", json={"items": [{"sku": TEA, "quantity": 1}]})
    order = placed.json()["order_id"]
    morning.sim.post("/_sim/clock/mode", json={"mode": "autojump"})
    morning.renkei("sync", "--until", "+3h")
    assert morning.orders()[order]["payment_status"] == "注文完了"
    morning.renkei("ship", order, "ヤマト運輸", "1234-5678")
    morning.renkei("sync", "--until", "+40m")
    assert morning.orders()[order]["push_state"] == "確認済み"
    assert morning.sim.get(f"/_sim/orders/{order}").json()["status"] == "SHIPPED"


def test_secrets_are_asked_for_at_a_terminal_and_not_shown(morning: Morning) -> None:
    key = morning.sim.get("/_sim/credentials").json()
    secrets = [key["client_secret"], key["refresh_token"]]
    words = [
        *("link", "--refresh-token", "--client-id", key["client_id"]),
        *("--seller-id", key["seller_id"]),
        *("--endpoint", key["endpoint"], "--token-endpoint", key["token_endpoint"]),
    ]
    with Terminal((*PROGRAM, *words), morning.environment, columns=120, rows=30) as terminal:
        for prompt, secret in zip(("シークレット:", "リフレッシュトークン:"), secrets, strict=True):
            terminal.until(lambda written, prompt=prompt: prompt.encode() in written)
            terminal.type(f"{secret}\n".encode())
        assert terminal.to_the_end() == 0
        told = terminal.written.decode()
    assert "連携準備中" in told
    assert [secret for secret in secrets if secret in told] == []
