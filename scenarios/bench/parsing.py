"""How much faster an order page becomes typed facts than by the standard library's way."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from time import perf_counter

import msgspec

from core.amazon.order_facts import read_page
from core.amazon.order_wire import ORDERS as ORDER
from core.amazon.order_wire import PAGES
from scenarios.bench.figure import Better, Figure, Goal
from scenarios.said import say

ORDERS = 100
RUNS = 41


@dataclass(frozen=True)
class PlainLine:
    """An order line as a dataclass."""

    item_id: str
    sku: str
    asin: str
    title: str
    quantity: int
    unit_price_yen: int


@dataclass(frozen=True)
class PlainOrder:
    """An order as a dataclass, with the same fields as our fact."""

    order_id: str
    status: str
    fulfilled_by: str
    created_at: datetime
    updated_at: datetime
    total_yen: int
    ship_by: datetime
    payment: str
    packages: tuple[str, ...]
    lines: tuple[PlainLine, ...]


def measure() -> tuple[Figure, ...]:
    """The ratio of the medians over the same bytes in the same run."""
    body = _page()
    ours, plain = _seconds(lambda: _typed(body)), _seconds(lambda: _plainly(body))
    whole = _seconds(lambda: read_page(body))
    return (
        Figure(
            "parse-ratio",
            plain / ours,
            "x",
            Goal(4.0, Better.HIGHER),
            say(
                "注文{orders}件のページ（{kilobytes} kB）を型のある値にする時間:"
                " msgspec {ours} ms、json + dataclass {plain} ms"
                "（文字の検査と状態の判定を含む取込では {whole} ms）",
                orders=ORDERS,
                kilobytes=len(body) // 1024,
                ours=f"{ours * 1000:.2f}",
                plain=f"{plain * 1000:.2f}",
                whole=f"{whole * 1000:.2f}",
            ),
            sound=len(read_page(body).facts) == ORDERS,
        ),
    )


def _typed(body: bytes) -> object:
    return [ORDER.decode(raw) for raw in PAGES.decode(body).orders]


def _plainly(body: bytes) -> object:
    return [_plain(order) for order in json.loads(body)["orders"]]


def _plain(order: dict[str, object]) -> PlainOrder:
    read = msgspec.convert(order, dict[str, object])
    fulfillment, proceeds = read["fulfillment"], read["proceeds"]
    items, packages, payment = read["orderItems"], read["packages"], read["payment"]
    assert isinstance(fulfillment, dict)
    assert isinstance(proceeds, dict)
    assert isinstance(items, list)
    assert isinstance(packages, list)
    assert isinstance(payment, dict)
    return PlainOrder(
        order_id=str(read["orderId"]),
        status=fulfillment["fulfillmentStatus"],
        fulfilled_by=fulfillment["fulfilledBy"],
        created_at=datetime.fromisoformat(str(read["createdTime"])),
        updated_at=datetime.fromisoformat(str(read["lastUpdatedTime"])),
        total_yen=int(proceeds["grandTotal"]["amount"]),
        ship_by=datetime.fromisoformat(fulfillment["shipByWindow"]["latestDateTime"]),
        payment=payment["paymentExecutions"][0]["paymentMethod"],
        packages=tuple(package["trackingNumber"] for package in packages),
        lines=tuple(
            PlainLine(
                item["orderItemId"],
                item["product"]["sellerSku"],
                item["product"]["asin"],
                item["product"]["title"],
                item["quantityOrdered"],
                int(item["product"]["price"]["unitPrice"]["amount"]),
            )
            for item in items
        ),
    )


def _seconds(work: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return median(taken)


def _page() -> bytes:
    def money(amount: int) -> dict[str, str]:
        return {"amount": str(amount), "currencyCode": "JPY"}

    def item(number: int) -> dict[str, object]:
        return {
            "orderItemId": f"{88_000_000_000 + number}",
            "quantityOrdered": 1 + number % 3,
            "product": {
                "asin": f"B0BENCH{number % 1000:03}",
                "title": "宇治抹茶 一番摘み 缶入り 100g 茶道用 国産",
                "sellerSku": f"SKU-{number % 1000:03}",
                "price": {"unitPrice": money(1980)},
            },
        }

    orders = [
        {
            "orderId": f"250-0000000-{number:07}",
            "createdTime": "2026-11-23T00:00:00Z",
            "lastUpdatedTime": "2026-11-23T00:10:00Z",
            "salesChannel": {"channelName": "AMAZON", "marketplaceName": "Amazon.co.jp"},
            "fulfillment": {
                "fulfillmentStatus": "SHIPPED",
                "fulfilledBy": "MERCHANT",
                "shipByWindow": {"latestDateTime": "2026-11-25T14:59:59Z"},
            },
            "proceeds": {"grandTotal": money(3960)},
            "payment": {"paymentExecutions": [{"paymentMethod": "CreditCard"}]},
            "packages": [{"packageReferenceId": "1", "trackingNumber": f"4000-{number:08}"}],
            "orderItems": [item(2 * number), item(2 * number + 1)],
        }
        for number in range(ORDERS)
    ]
    return msgspec.json.encode({"orders": orders})
