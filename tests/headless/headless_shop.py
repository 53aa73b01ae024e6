"""A shop at a served fake Amazon, worked by the command line alone."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from scenarios.served import ServedAmazon
from simulator import create_app
from tui.cli import main

TEA, HOJI, FBA = "TEA-UJI-100", "TEA-HOJI-80", "BATT-10000"
PRODUCTS = (
    "独自商品コード,商品名,在庫数,価格,ASIN,Amazon出品者SKU,商品データ連携,商品掲載\n"
    f"P1,宇治抹茶,40,2980,B0RK000001,{TEA},連携する,登録する\n"
    f"P2,焙じ茶,60,1480,B0RK000002,{HOJI},連携する,登録する\n"
)


class Said(NamedTuple):
    """What one command came to."""

    code: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)


class Amazon:
    """A fake on a socket of this machine."""

    def __init__(self) -> None:
        self._served = ServedAmazon(create_app(seed=1))
        self.url = self._served.base_url
        self._client = httpx.Client(base_url=self.url, trust_env=False, timeout=30)

    def control(self, method: str, path: str, body: Mapping[str, object] | None = None):
        """A control call that must succeed; its JSON."""
        answer = self._client.request(method, f"/_sim{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def credentials(self) -> dict[str, str]:
        return self.control("GET", "/credentials")

    def place(self, sku: str = TEA, quantity: int = 1, **more: object) -> str:
        """A buyer orders and pays in ten seconds unless told otherwise."""
        items = [{"sku": sku, "quantity": quantity}]
        return self.control("POST", "/orders", {"items": items, **more})["order_id"]

    def autojump(self) -> None:
        self.control("POST", "/clock/mode", {"mode": "autojump"})

    def asked(self, operation: str) -> int:
        """How often the engine called `operation`."""
        found = self.control("GET", f"/requests?operation={operation}")["requests"]
        return len(found)

    def close(self) -> None:
        self._client.close()
        asyncio.run(self._served.stop())


class Till:
    """The command line with this shop's books, clock and credentials."""

    def __init__(self, folder: Path, amazon: Amazon, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.books = folder / "shop.db"
        self.amazon = amazon
        self._capsys = capsys

    def __call__(self, *words: str, clock: bool = True) -> Said:
        """Run one command in this process."""
        self._capsys.readouterr()
        named = ["--books", str(self.books)]
        if clock and words[0] in WITH_CLOCK:
            named += ["--clock", self.amazon.url]
        command = words[:2] if words[0] == "products" and words[1:2] == ("import",) else words[:1]
        code = main([*command, *named, *words[len(command) :]])
        told = self._capsys.readouterr()
        return Said(code, told.out, told.err)

    def key_file(self, **changes: str | None) -> Path:
        """The seller's credentials as the fake hands them out, with `changes`."""
        file = self.folder / "key.json"
        file.write_text(json.dumps(self.amazon.credentials() | changes), encoding="utf-8")
        return file

    def link(self) -> None:
        """Link by refresh token, with two products, and live until 連携中."""
        assert self("link", "--refresh-token", "--from", str(self.key_file())).code == 0
        products = self.folder / "products.csv"
        products.write_text(PRODUCTS, encoding="utf-8")
        assert self("link-csv", str(products)).code == 0
        self.amazon.autojump()
        assert self("sync", "--until", "+3h").code == 0

    def take_in(self, *order_ids: str) -> None:
        """Live for two pulls, and find these orders in the books."""
        assert self("sync", "--until", "+10m").code == 0
        known = {row["order_id"] for row in self("orders", "--json").json()}
        assert known >= set(order_ids)


WITH_CLOCK = {
    "cancel",
    "doctor",
    "link",
    "link-csv",
    "purge",
    "settings",
    "ship",
    "status",
    "stock",
    "sync",
    "take-back",
    "unlink",
}
