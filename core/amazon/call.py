"""A call to Amazon and what came of it, as plain values."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from core.errors import RenkeiError

Query = Mapping[str, str | Sequence[str]]


class Call(Struct, frozen=True):
    """One request. `changes` says whether it changes something at Amazon (R38).

    `operation` is Amazon's operationId. `subject` is the order number or SKU it is about, for the
    journal. A `url` replaces endpoint and path: a feed document's own address. No access token goes
    there, only `headers`. The repr is mute about all that may hold a secret.
    """

    operation: str
    method: str
    path: str
    query: Query = {}
    body: object = None
    changes: bool = False
    order_id: str = ""
    sku: str = ""
    url: str = ""
    content: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = {}
    window: tuple[datetime, datetime] | None = None
    """The window of time that a search asks for, where the caller needs it again."""

    def __repr__(self) -> str:
        return f"Call({self.operation}, {self.method} {self.path})"


class Reply(Struct, frozen=True):
    """What came of a call: a `body` with `error` None, or the error that says what to do next.

    `status` is None where no answer came; `reached` is False only where the call cannot have got
    to Amazon, which then has not counted it. `amazon_at` is Amazon's clock, `rate_per_s` the quota
    it advertised. The repr is mute about the body.
    """

    call: Call
    asked_at: datetime
    status: int | None
    body: bytes = b""
    error: RenkeiError | None = None
    amazon_at: datetime | None = None
    rate_per_s: float | None = None
    request_id: str = ""
    reached: bool = True

    def __repr__(self) -> str:
        return f"Reply({self.call!r}, {self.status}, {self.error!r})"
