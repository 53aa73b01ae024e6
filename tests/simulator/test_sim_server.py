"""The fake Amazon served over a real socket."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from simulator import PortInUse, serve

SERVE = """
from datetime import datetime, UTC
from functools import partial
from simulator import serve
start = datetime(2026, 11, 23, tzinfo=UTC)
serve(port=0, seed=3, start=start, ready=partial(print, flush=True))
"""


@pytest.fixture
def base_url():
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True
    ) as process:
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


def fetch(url: str, body: object = None):
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(url, data), timeout=10)


def test_a_client_is_told_where_it_is(base_url):
    with fetch(f"{base_url}/_sim/credentials") as answer:
        credentials = json.load(answer)
    assert credentials["endpoint"] == base_url
    body = {"grant_type": "refresh_token"} | {
        name: credentials[name] for name in ("client_id", "client_secret", "refresh_token")
    }
    request = urllib.request.Request(
        credentials["token_endpoint"],
        json.dumps(body).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        token = json.load(answer)["access_token"]
    account = urllib.request.Request(
        f"{base_url}/sellers/v1/account", headers={"x-amz-access-token": token}
    )
    with urllib.request.urlopen(account, timeout=10) as answer:
        assert answer.headers.get_all("date") == ["Mon, 23 Nov 2026 00:00:00 GMT"]
        assert answer.headers["server"] is None


def test_the_clock_runs_with_the_wall(base_url):
    """At a million times the wall's speed a card settles before the next answer or two."""
    with fetch(
        f"{base_url}/_sim/orders",
        {"items": [{"sku": "PEN-FP-F"}], "payment": "CONVENIENCE_STORE", "pay_after": "PT5M"},
    ) as answer:
        order_id = json.load(answer)["order_id"]
    fetch(f"{base_url}/_sim/clock/mode", {"mode": "rate", "speed": 1_000_000}).close()
    for _ in range(1000):
        with fetch(f"{base_url}/_sim/orders/{order_id}") as answer:
            if (order := json.load(answer))["status"] != "PENDING":
                break
    assert order["paid"] == "2026-11-23T00:05:00Z"


def test_a_port_in_use_is_said_plainly():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(port=port)


def test_importing_the_package_is_cheap():
    """Nothing of the server, nor Faker, nor even the app is loaded."""
    code = (
        "import sys, simulator; "
        "print([m for m in ('uvicorn', 'starlette', 'faker', 'msgspec') if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    out = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"
