"""A scripted Amazon: healthy and empty by default, and otherwise whatever a test has it say.

It is for answers that the fake cannot give: outages, lost answers, nonsense. It keeps orders as
payloads (`core_payloads`) and shows those that changed within the window asked for.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import msgspec
from core_facts import START
from core_payloads import Json, one, page, yen

from core.domain.instants import amazon_stamp, instant

HOST = "http://amazon.invalid"
LAG = timedelta(minutes=2)
"""searchOrders shows nothing that is younger (sp-api.md 1.3)."""

Reaction = Callable[[httpx.Request], httpx.Response]
Answer = httpx.Response | httpx.RequestError | Reaction

_OPERATIONS = (
    ("POST", "/auth/o2/token", "lwaToken"),
    ("GET", "/orders/2026-01-01/orders/", "getOrder"),
    ("GET", "/orders/2026-01-01/orders", "searchOrders"),
    ("POST", "/orders/v0/orders/", "confirmShipment"),
    ("GET", "/listings/", "getListingsItem"),
    ("PATCH", "/listings/", "patchListingsItem"),
    ("POST", "/feeds/2021-06-30/documents", "createFeedDocument"),
    ("GET", "/feeds/2021-06-30/documents/", "getFeedDocument"),
    ("POST", "/feeds/2021-06-30/feeds", "createFeed"),
    ("GET", "/feeds/2021-06-30/feeds/", "getFeed"),
    ("POST", "/reports/2021-06-30/reports", "createReport"),
    ("PUT", "/store/", "uploadFeed"),
    ("GET", "/store/", "downloadFeedReport"),
)


def says(status: int, body: object = b"", **headers: str) -> httpx.Response:
    """An answer; a body that is not bytes goes as JSON."""
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    return httpx.Response(status, content=content, headers=headers)


def refusal(status: int, code: str = "InvalidInput", message: str = "no") -> httpx.Response:
    """Amazon's list of errors."""
    return says(status, {"errors": [{"code": code, "message": message, "details": ""}]})


def lost() -> httpx.RequestError:
    """The request got there, the answer did not come back."""
    return httpx.ReadTimeout("")


class ScriptedAmazon(httpx.AsyncBaseTransport):
    """`script` holds what it says next, by operation; `calls` what it was asked."""

    def __init__(self) -> None:
        self.now = START
        self.orders: dict[str, Json] = {}
        self.listings: dict[str, list[Json]] = {}
        self.script: dict[str, deque[Answer]] = {}
        self.calls: list[tuple[str, httpx.Request, datetime]] = []
        self.report = b"<AmazonEnvelope/>"

    def then(self, operation: str, *answers: Answer) -> None:
        """Let the next calls of `operation` be answered so, one by one."""
        self.script.setdefault(operation, deque()).extend(answers)

    def show(self, payload: Json) -> None:
        """Let an order look like `payload` from now on."""
        self.orders[str(payload["orderId"])] = payload

    def asked(self, operation: str) -> list[datetime]:
        """When `operation` was called."""
        return [at for name, _, at in self.calls if name == operation]

    def bodies(self, operation: str) -> list[Json]:
        """What `operation` was called with."""
        found = [request for name, request, _ in self.calls if name == operation]
        return [msgspec.json.decode(request.content, type=dict) for request in found]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer from the script, else as a healthy Amazon would."""
        if request.url.scheme != "http":
            raise httpx.UnsupportedProtocol("", request=request)
        if request.url.host != httpx.URL(HOST).host:
            raise httpx.ConnectError("", request=request)
        operation = _operation(request)
        self.calls.append((operation, request, self.now))
        answers = self.script.get(operation)
        answer = answers.popleft() if answers else None
        if isinstance(answer, httpx.RequestError):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        return answer(request) if answer else self.healthy(request)

    def healthy(self, request: httpx.Request) -> httpx.Response:
        """What an Amazon without trouble says; shipments and feeds have no effect here."""
        match _operation(request):
            case "lwaToken":
                return says(200, {"access_token": "Atza|double", "expires_in": 3600})
            case "searchOrders":
                return self._search(request)
            case "getOrder":
                payload = self.orders.get(request.url.path.rpartition("/")[2])
                return says(200, one(payload)) if payload else refusal(404, "NotFound")
            case "confirmShipment":
                return says(204)
            case "getListingsItem":
                sku = request.url.path.rpartition("/")[2]
                rows = self.listings.get(sku, [{"fulfillmentChannelCode": "DEFAULT"}])
                return says(200, {"sku": sku, "fulfillmentAvailability": rows})
            case "patchListingsItem":
                return says(200, {"status": "ACCEPTED", "submissionId": "1"})
            case "createFeed":
                return says(202, {"feedId": f"feed-{len(self.asked('createFeed'))}"})
            case "getFeed":
                done = {"processingStatus": "DONE", "resultFeedDocumentId": "result"}
                return says(200, {"feedId": request.url.path.rpartition("/")[2], **done})
            case "createFeedDocument" | "getFeedDocument":
                return says(200, {"feedDocumentId": "document", "url": f"{HOST}/store/1"})
            case "downloadFeedReport":
                return says(200, self.report)
            case "createReport":
                return refusal(403, "Unauthorized")
            case _:
                return says(200)

    def _search(self, request: httpx.Request) -> httpx.Response:
        after = instant(request.url.params["lastUpdatedAfter"])
        until = self.now - LAG
        found = [
            payload
            for payload in self.orders.values()
            if after < instant(str(payload["lastUpdatedTime"])) <= until
        ]
        return says(200, page(*found, before=until))


def _operation(request: httpx.Request) -> str:
    for method, path, operation in _OPERATIONS:
        if request.method == method and request.url.path.startswith(path):
            return operation
    raise AssertionError(f"nobody answers {request.method} {request.url.path}")


def shipped(payload: Json, at: datetime, tracking: str) -> Json:
    """`payload` after a shipment."""
    fulfillment = {"fulfillmentStatus": "SHIPPED", "fulfilledBy": "MERCHANT"}
    parcel = {"packageReferenceId": "1", "carrier": "YAMATO", "trackingNumber": tracking}
    return {
        **payload,
        "lastUpdatedTime": amazon_stamp(at),
        "fulfillment": fulfillment,
        "packages": [parcel],
    }


def changed(payload: Json, status: str, at: datetime, **rest: object) -> Json:
    """`payload` in another status."""
    fulfillment = {"fulfillmentStatus": status, "fulfilledBy": "MERCHANT"}
    return {**payload, "lastUpdatedTime": amazon_stamp(at), "fulfillment": fulfillment, **rest}


def listing(quantity: int, price: int = 2_980, **rest: object) -> Json:
    """An answer of getListingsItem for a self-shipped SKU."""
    rows = [{"fulfillmentChannelCode": "DEFAULT", "quantity": quantity}]
    return {"sku": "S", "fulfillmentAvailability": rows, "offers": [{"price": yen(price)}], **rest}
