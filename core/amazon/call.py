"""A call to Amazon and what came of it, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import RenkeiError

Query = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Call:
    """One request. `changes` says whether it changes something at Amazon (R38).

    `operation` is Amazon's operationId. `subject` is the order number or SKU it is about, for the
    journal. A `url` replaces endpoint and path: a feed document's own address. No access token goes
    there, only `headers`.
    """

    operation: str
    method: str
    path: str
    query: Query = field(default_factory=dict)
    body: object = None
    changes: bool = False
    order_id: str = ""
    sku: str = ""
    url: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    window: tuple[datetime, datetime] | None = None
    """The window of time that a search asks for, where the caller needs it again."""


@dataclass(frozen=True)
class Reply:
    """What came of a call: a `body` with `error` None, or the error that says what to do next.

    `status` is None where no answer came. `amazon_at` is Amazon's clock, `rate_per_s` the quota it
    advertised.
    """

    call: Call
    asked_at: datetime
    status: int | None
    body: bytes = field(default=b"", repr=False)
    error: RenkeiError | None = None
    amazon_at: datetime | None = None
    rate_per_s: float | None = None
    request_id: str = ""
