"""An Amazon that makes reports of orders: whole, late, cut, empty or nonsense, as a test says."""

from collections import deque
from datetime import datetime, timedelta

import httpx
import msgspec
from core_double import HOST, ScriptedAmazon, refusal, says
from core_facts import ORDER, START, TEA
from core_payloads import page

from core.domain.instants import amazon_stamp, instant

COLUMNS = (
    "amazon-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sku",
    "quantity",
)
_STORE = "/store/report-"
_REPORTS = "/reports/2021-06-30/"

Row = tuple[str, ...]


class Made(msgspec.Struct):
    """What comes of one report; `content` None is what the rows of its window make."""

    status: str = "DONE"
    content: bytes | None = None
    compression: str = ""
    created: str = ""
    stored: int = 200
    """What the store answers, where it is asked for the report."""


def row(
    order_id: str = ORDER,
    status: str = "Unshipped",
    at: datetime = START + timedelta(minutes=1),
    quantity: str = "1",
) -> Row:
    """An order of one TEA, last changed `at`."""
    return (order_id, amazon_stamp(START), amazon_stamp(at), status, "Merchant", TEA, quantity)


def written(*rows: Row, columns: Row = COLUMNS) -> bytes:
    """A report as Amazon writes it."""
    return "\n".join("\t".join(each) for each in (columns, *rows)).encode()


class ReportingAmazon(ScriptedAmazon):
    """`rows` are what reports tell, each in the window of its change; `to_come` what goes amiss.

    `without_statuses` refuses every search, so that a pull has to read by report. `by_creation` is
    what searches by the time of the order say next. Amazon's clock is `behind` the shop's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.to_come: deque[Made] = deque()
        self.by_creation: deque[httpx.Response] = deque()
        self.windows: list[tuple[datetime, datetime]] = []
        self.without_statuses = True
        self.behind = timedelta(0)
        self._made: list[Made] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for reports, or as any scripted Amazon."""
        path = request.url.path
        if path.startswith(_REPORTS):
            return self._report(request, path)
        if path.startswith(_STORE):
            made = self._made[int(path.removeprefix(_STORE))]
            assert made.content is not None
            return says(made.stored, made.content)
        return await super().handle_async_request(request)

    def healthy(self, request: httpx.Request) -> httpx.Response:
        """As any scripted Amazon, but for searches that are refused."""
        if self.without_statuses and request.url.path.endswith("/orders"):
            return refusal(400)
        if "createdAfter" in request.url.params:
            whole = says(200, page(*self.orders.values()))
            return self.by_creation.popleft() if self.by_creation else whole
        return super().healthy(request)

    def _report(self, request: httpx.Request, path: str) -> httpx.Response:
        number = path.rpartition("-")[2]
        if request.method == "POST":
            return self._make(msgspec.json.decode(request.content, type=dict[str, object]))
        made = self._made[int(number)]
        if "/documents/" in path:
            address = {"reportDocumentId": f"d-{number}", "url": f"{HOST}{_STORE}{number}"}
            return says(200, address | {"compressionAlgorithm": made.compression})
        told = {"reportId": f"r-{number}", "processingStatus": made.status}
        told["createdTime"] = made.created
        return says(200, told | {"reportDocumentId": f"document-{number}"})

    def _make(self, asked: dict[str, object]) -> httpx.Response:
        start, end = (instant(str(asked[name])) for name in ("dataStartTime", "dataEndTime"))
        assert end - start <= timedelta(days=30)
        made = self.to_come.popleft() if self.to_come else Made()
        here = self.now - self.behind
        made.created = amazon_stamp(here)
        if made.content is None:
            shown = [each for each in self.rows if start <= instant(each[2]) < min(end, here)]
            made.content = written(*shown)
        self._made.append(made)
        self.windows.append((start, end))
        return says(202, {"reportId": f"report-{len(self._made) - 1}"})
