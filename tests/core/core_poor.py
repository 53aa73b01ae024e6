"""The model's Amazon on its bad days: it gives statuses alone, or nothing but reports."""

from datetime import datetime, timedelta

import msgspec
from core_model import HOST, ModelAmazon
from core_payloads import Json
from core_reports import written

from core.amazon.transport import Answer
from core.domain.instants import amazon_stamp, instant

MADE_WITHIN = timedelta(minutes=3)
_V0 = {
    "PENDING": "Pending",
    "UNSHIPPED": "Unshipped",
    "PARTIALLY_SHIPPED": "PartiallyShipped",
    "SHIPPED": "Shipped",
    "CANCELLED": "Cancelled",
}


class PoorAmazon(ModelAmazon):
    """`gives` says what it gives of orders: "all", "statuses", or "reports"."""

    def __init__(self) -> None:
        super().__init__()
        self.gives = "all"
        self._made: list[tuple[datetime, list[Json]]] = []

    def _answer(
        self, method: str, path: str, query: dict[str, list[str]], content: bytes
    ) -> Answer:
        match method, path.strip("/").split("/"):
            case "GET", ["orders", "2026-01-01", "orders", *_] if self._refuses(query):
                return _says(400, {"errors": [{"code": "InvalidInput", "message": "no"}]})
            case "GET", ["orders", "2026-01-01", "orders", *_] if self.gives == "statuses":
                return _poor(super()._answer(method, path, query, content))
            case "POST", ["reports", _, "reports"]:
                return self._make(msgspec.json.decode(content, type=dict[str, str | list[str]]))
            case "GET", ["reports", _, "reports", number]:
                done = self._made[int(number)][0] <= self.now
                status = "DONE" if done else "IN_PROGRESS"
                told = {"reportId": number, "processingStatus": status}
                return _says(200, told | {"reportDocumentId": number})
            case "GET", ["reports", _, "documents", number]:
                address = {"reportDocumentId": number, "url": f"{HOST}/store/r{number}"}
                return _says(200, address)
            case "GET", ["store", name] if name.startswith("r"):
                return Answer(200, {}, self._report(int(name[1:])))
            case _:
                return super()._answer(method, path, query, content)

    def _refuses(self, query: dict[str, list[str]]) -> bool:
        asked = query.get("includedData", [""])[0]
        return self.gives == "reports" or (self.gives == "statuses" and asked != "FULFILLMENT")

    def _make(self, asked: dict[str, str | list[str]]) -> Answer:
        start, end = (instant(str(asked[name])) for name in ("dataStartTime", "dataEndTime"))
        newest = [truth.versions[-1] for truth in self.orders.values()]
        found = [each for each in newest if start <= _changed_at(each) < end]
        self._made.append((self.now + MADE_WITHIN, found))
        return _says(202, {"reportId": str(len(self._made) - 1)})

    def _report(self, number: int) -> bytes:
        rows = []
        for version in self._made[number][1]:
            self.shown.setdefault(str(version["orderId"]), []).append(version)
            rows += _rows(version)
        return written(*rows)


def _changed_at(version: Json) -> datetime:
    return instant(str(version["lastUpdatedTime"]))


def _rows(version: Json) -> list[tuple[str, ...]]:
    told = msgspec.convert(version, _Version)
    channel = {"MERCHANT": "Merchant", "AMAZON": "Amazon"}[told.fulfillment["fulfilledBy"]]
    return [
        (
            told.orderId,
            told.createdTime,
            amazon_stamp(_changed_at(version)),
            _V0[told.fulfillment["fulfillmentStatus"]],
            channel,
            each.product.sellerSku,
            str(each.quantityOrdered),
        )
        for each in told.orderItems
    ]


class _Product(msgspec.Struct):
    sellerSku: str


class _Item(msgspec.Struct):
    quantityOrdered: int
    product: _Product


class _Version(msgspec.Struct):
    orderId: str
    createdTime: str
    fulfillment: dict[str, str]
    orderItems: list[_Item]


def _poor(answer: Answer) -> Answer:
    """An answer with nothing but what FULFILLMENT gives, and what is always given."""
    told = msgspec.json.decode(answer.content, type=dict[str, object])
    for payload in [told["order"]] if "order" in told else told["orders"]:  # type: ignore[attr-defined]
        for name in ("proceeds", "packages", "payment"):
            payload.pop(name, None)
        for each in payload["orderItems"]:
            each.pop("cancellation", None)
    return _says(200, told)


def _says(status: int, body: object) -> Answer:
    return Answer(status, {}, msgspec.json.encode(body))
