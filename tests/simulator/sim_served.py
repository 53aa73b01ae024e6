"""The fake Amazon on a real socket, in a process of its own, for clients that do not know it."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SERVE = """
from functools import partial
from simulator import serve
serve(port=0, seed=1, ready=partial(print, flush=True))
"""


@dataclass(frozen=True)
class Served:
    """A server, and its control interface."""

    base_url: str

    def control(self, method: str, path: str, body: object = None) -> dict:
        content = None if body is None else json.dumps(body).encode()
        url = f"{self.base_url}/_sim{path}"
        request = urllib.request.Request(url, content, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def begin(self, seed: int = 1) -> dict:
        """A fresh demo shop; its credentials."""
        self.control("POST", "/reset", {"seed": seed, "start": "2026-11-23T00:00:00Z"})
        return self.control("GET", "/credentials")

    def paid_order(self, sku: str = "NOTE-A5-3", quantity: int = 1) -> dict:
        lines = [{"sku": sku, "quantity": quantity}]
        order = self.control("POST", "/orders", {"items": lines, "oversell": True})
        return self.control("POST", f"/orders/{order['order_id']}/pay")

    def advance(self, by: str) -> None:
        self.control("POST", "/clock/advance", {"by": by})


@contextmanager
def served() -> Iterator[Served]:
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True) as it:
        try:
            yield Served(it.stdout.readline().strip())
        finally:
            it.terminate()
