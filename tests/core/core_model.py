"""An Amazon of plain dicts: it does what it is told, forgets nothing it ever showed, and can lie.

Each order keeps every version that it ever had, so that an answer may show old ones beside new
ones, twice and in any order, as a distributed index does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring

import msgspec
from core_facts import START
from core_payloads import Json, item, one, order, page

from core.amazon.transport import Answer, NoAnswer
from core.domain.instants import instant

HOST = "http://amazon.invalid"
LAG = timedelta(minutes=2)
ALREADY = "order already fulfilled. errorMetric=PackageToUpdateNotFound"


class Killed(BaseException):
    """The engine's process ended in the middle of a call."""


@dataclass
class Truth:
    """One order as it really is, and every version in which it was ever seen."""

    order_id: str
    status: str
    by: str
    skus: tuple[tuple[str, int], ...]
    created: datetime
    parcels: dict[str, str] = field(default_factory=dict)
    """Tracking number by packageReferenceId."""
    cancelled_by: str = ""
    asked: bool = False
    versions: list[Json] = field(default_factory=list)

    def version(self, at: datetime) -> Json:
        """Write down how the order looks from `at` on."""
        cancellation: Json = {}
        if self.asked:
            cancellation["cancellationRequest"] = {"requester": "BUYER", "cancelReason": "x"}
        if self.cancelled_by:
            cancellation["cancellationExecution"] = {"cancelledBy": self.cancelled_by}
        items = [
            item(sku, quantity, number, cancellation=cancellation or None)
            for number, (sku, quantity) in enumerate(self.skus)
        ]
        parcels = [
            {"packageReferenceId": reference, "carrier": "YAMATO", "trackingNumber": tracking}
            for reference, tracking in self.parcels.items()
        ]
        payload = order(
            self.status,
            order_id=self.order_id,
            created=self.created,
            updated=at,
            by=self.by,
            orderItems=items,
            packages=parcels,
        )
        self.versions.append(payload)
        return payload


class ModelAmazon:
    """The transport of one engine. `faults` strike the next calls that change something."""

    def __init__(self) -> None:
        self.now = START
        self.orders: dict[str, Truth] = {}
        self.shown: dict[str, list[Json]] = {}
        self.refused: set[str] = set()
        self.faults: list[str] = []
        self.muddle = Random(0)
        self.muddled = False
        self.feed_takes = LAG
        self.feeds: dict[str, tuple[datetime, bytes]] = {}
        self.reports: dict[str, bytes] = {}
        self._uploaded = b""

    def change(self, truth: Truth, status: str) -> None:
        """Something happened to an order."""
        truth.status = status
        truth.version(self.now)

    def due(self) -> None:
        """Carry out the feeds that have had their time."""
        for feed_id, (done_at, content) in sorted(self.feeds.items()):
            if done_at <= self.now and feed_id not in self.reports:
                self.reports[feed_id] = self._carry_out(content)

    async def aclose(self) -> None:
        """Nothing to let go of."""

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request, with the fault that is next where it changes something."""
        self.due()
        parts = urlsplit(url)
        changes = method == "POST" and parts.path.endswith(("/shipmentConfirmation", "/feeds"))
        fault = self.faults.pop(0) if self.faults and (changes or "any" in self.faults[0]) else ""
        if fault.startswith("before"):
            _strike(fault)
        answer = self._answer(method, parts.path, parse_qs(parts.query), content)
        if fault.startswith("after"):
            _strike(fault)
        return answer

    def _answer(
        self, method: str, path: str, query: dict[str, list[str]], content: bytes
    ) -> Answer:
        match method, path.strip("/").split("/"):
            case "POST", ["auth", *_]:
                return _says(200, {"access_token": "Atza|model", "expires_in": 3600})
            case "GET", ["orders", "2026-01-01", "orders"]:
                return Answer(200, {}, self._search(instant(query["lastUpdatedAfter"][0])))
            case "GET", ["orders", "2026-01-01", "orders", order_id]:
                payload = self.orders[order_id].versions[-1]
                self.shown.setdefault(order_id, []).append(payload)
                return Answer(200, {}, one(payload))
            case "POST", ["orders", "v0", "orders", order_id, _]:
                return self._confirm(self.orders[order_id], msgspec.json.decode(content))
            case "POST", ["feeds", _, "documents"]:
                return _says(201, {"feedDocumentId": "d", "url": f"{HOST}/store/up"})
            case "PUT", _:
                self._uploaded = content
                return Answer(200, {}, b"")
            case "POST", ["feeds", _, "feeds"]:
                feed_id = str(len(self.feeds) + 1)
                self.feeds[feed_id] = (self.now + self.feed_takes, self._uploaded)
                return _says(202, {"feedId": feed_id})
            case "GET", ["feeds", _, "feeds", feed_id]:
                done = feed_id in self.reports
                status = "DONE" if done else "IN_PROGRESS"
                rest = {"resultFeedDocumentId": feed_id} if done else {}
                return _says(200, {"feedId": feed_id, "processingStatus": status, **rest})
            case "GET", ["feeds", _, "documents", feed_id]:
                url = f"{HOST}/store/{feed_id}"
                return _says(200, {"feedDocumentId": feed_id, "url": url})
            case "GET", ["store", feed_id]:
                return Answer(200, {}, self.reports[feed_id])
            case "PATCH", _:
                return _says(200, {"status": "ACCEPTED", "submissionId": "1"})
            case _:
                rows = [{"fulfillmentChannelCode": "DEFAULT", "quantity": 1}]
                return _says(200, {"sku": path.rpartition("/")[2], "fulfillmentAvailability": rows})

    def _search(self, after: datetime) -> bytes:
        until = self.now - LAG
        found = [
            truth.versions[-1]
            for truth in self.orders.values()
            if after < instant(str(truth.versions[-1]["lastUpdatedTime"])) <= until
        ]
        if self.muddled:
            old = [version for truth in self.orders.values() for version in truth.versions]
            found += self.muddle.sample(old, min(len(old), 4)) + found[:2]
            self.muddle.shuffle(found)
        for payload in found:
            self.shown.setdefault(str(payload["orderId"]), []).append(payload)
        return page(*found, before=until)

    def _confirm(self, truth: Truth, wish: dict[str, dict[str, str]]) -> Answer:
        parcel = wish["packageDetail"]
        reference = parcel["packageReferenceId"]
        known = reference in truth.parcels
        if truth.by == "AMAZON" or not (
            truth.status in ("UNSHIPPED", "PARTIALLY_SHIPPED") or known
        ):
            self.refused.add(truth.order_id)
            words = ALREADY if truth.status == "SHIPPED" else "Failed validation"
            return _says(400, {"errors": [{"code": "InvalidInput", "message": words}]})
        truth.parcels[reference] = parcel["trackingNumber"]
        self.change(truth, "SHIPPED")
        return Answer(204, {}, b"")

    def _carry_out(self, content: bytes) -> bytes:
        results = ""
        for message in fromstring(content).iter("Message"):
            number, order_id = message.findtext("MessageID"), message.findtext(".//AmazonOrderID")
            truth = self.orders[str(order_id)]
            if truth.status in ("PENDING", "UNSHIPPED"):
                truth.cancelled_by = "MERCHANT"
                self.change(truth, "CANCELLED")
                continue
            self.refused.add(truth.order_id)
            results += (
                f"<Result><MessageID>{number}</MessageID><ResultCode>Error</ResultCode>"
                "<ResultMessageCode>18004</ResultMessageCode></Result>"
            )
        report = f"<Message><ProcessingReport>{results}</ProcessingReport></Message>"
        return f"<AmazonEnvelope>{report}</AmazonEnvelope>".encode()


def _says(status: int, body: object) -> Answer:
    return Answer(status, {}, msgspec.json.encode(body))


def _strike(fault: str) -> None:
    if "killed" in fault:
        raise Killed
    raise NoAnswer(fault)
