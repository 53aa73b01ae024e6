"""What a fault says: whom it strikes, when, and how."""

from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import Struct

FaultKind = Literal[
    "status",
    "throttle",
    "timeout",
    "reset",
    "slow",
    "malformed",
    "lost_answer",
    "token_revoked",
    "stale_read",
    "duplicate_page",
    "accepted_not_applied",
    "unknown_fields",
    "broken_record",
    "duplicate_delivery",
    "reordered_delivery",
    "lost_delivery",
]
Phase = Literal["before", "after"]
Form = Literal["cut", "html", "empty", "garbage"]
Place = Literal["api", "token", "document", "queue", "delivery"]

PAGE_PARAMETERS = frozenset({"paginationToken", "NextToken", "nextToken", "pageToken"})
# Calls that are no operation of a model have a name here, so that a fault can strike them.
OTHER_CALLS: dict[str, Place] = {
    "token": "token",
    "uploadDocument": "document",
    "downloadDocument": "document",
    "queue": "queue",
    "deliverNotification": "delivery",
}


class Kind(Struct, frozen=True):
    """What a kind of fault does, where it can strike and what may be said about it.

    `phases` start with the one taken when none is given; `settings` are the optional fields.
    """

    about: str
    phases: tuple[Phase, ...]
    settings: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset({"api", "token", "document", "queue"})
    calls: Literal["any", "read", "write", "paged"] = "any"


_API: frozenset[Place] = frozenset({"api"})
_DELIVERY: frozenset[Place] = frozenset({"delivery"})
_BOTH: tuple[Phase, ...] = ("before", "after")
_ERROR = frozenset({"status", "code", "message"})
_LATE = frozenset({"delay"})

KINDS: dict[FaultKind, Kind] = {
    "status": Kind("an error answer with `status` (503), `code`, `message`", _BOTH, _ERROR),
    "throttle": Kind("429 QuotaExceeded although the bucket has tokens", _BOTH, places=_API),
    "timeout": Kind("no answer, the connection held for `delay` (PT60S)", _BOTH, _LATE),
    "reset": Kind("the connection is closed without an answer", _BOTH),
    "slow": Kind("the answer comes `delay` (PT2S) of real time later", _BOTH, _LATE),
    "malformed": Kind(
        "a body that is not what it says: `form` cut, html, empty or garbage; `status`",
        ("after", "before"),
        frozenset({"status", "form"}),
    ),
    "lost_answer": Kind("done, and the connection closed without an answer", ("after",)),
    "token_revoked": Kind("the access token of the call is dead from then on", _BOTH, places=_API),
    "stale_read": Kind(
        "orders and listings as they were `delay` (PT5M) of simulated time ago",
        ("after",),
        _LATE,
        _API,
        "read",
    ),
    "duplicate_page": Kind(
        "a call with a page token gets the page before once more",
        ("after",),
        places=_API,
        calls="paged",
    ),
    "accepted_not_applied": Kind(
        "the write is accepted and never happens", ("after",), places=_API, calls="write"
    ),
    "unknown_fields": Kind(
        "every object of the answer has a field that no model knows", ("after",), places=_API
    ),
    "broken_record": Kind(
        "one order or item of the answer lacks what it must have (`order_id` or `sku` says which)",
        ("after",),
        places=_API,
        calls="read",
    ),
    "duplicate_delivery": Kind("a notification is delivered twice", ("after",), places=_DELIVERY),
    "reordered_delivery": Kind(
        "a notification comes `delay` (PT1M) later, so that others overtake it",
        ("after",),
        _LATE,
        _DELIVERY,
    ),
    "lost_delivery": Kind("a notification is not delivered", ("after",), places=_DELIVERY),
}


class Attempt(Struct, frozen=True):
    """A call as faults see it. `subjects` are texts in which an order id or a SKU may stand."""

    operation: str
    place: Place
    method: str
    path: str
    query: str
    body: bytes
    seller_id: str | None
    paged: bool = False

    @property
    def subjects(self) -> str:
        return f"{self.path}\n{self.query}\n{self.body.decode(errors='replace')}"


class Fault(Struct, frozen=True):
    """A declared fault.

    At most one of `nth`, `every`, `probability` chooses among the calls that match; none of them =
    every such call. `start` and `end` bound it in simulated time, `times` in number.
    """

    fault_id: str
    kind: FaultKind
    operation: str
    phase: Phase
    nth: int | None = None
    every: int | None = None
    probability: float | None = None
    start: datetime | None = None
    end: datetime | None = None
    times: int | None = None
    path: str | None = None
    query: str | None = None
    order_id: str | None = None
    sku: str | None = None
    seller_id: str | None = None
    status: int | None = None
    code: str | None = None
    message: str | None = None
    form: Form | None = None
    delay: timedelta | None = None

    def concerns(self, attempt: Attempt, now: datetime) -> bool:
        """Whether the call is one of those that this fault counts."""
        if self.start is not None and now < self.start:
            return False
        if self.end is not None and now >= self.end:
            return False
        kind = KINDS[self.kind]
        return (
            fnmatchcase(attempt.operation, self.operation)
            and attempt.place in kind.places
            and _fits(kind, attempt)
            and self._matches(attempt)
        )

    def _matches(self, attempt: Attempt) -> bool:
        if self.seller_id is not None and attempt.seller_id != self.seller_id:
            return False
        if self.path is not None and not fnmatchcase(attempt.path, self.path):
            return False
        if self.query is not None and self.query not in attempt.query:
            return False
        if self.kind == "broken_record":
            return True
        wanted = [text for text in (self.order_id, self.sku) if text is not None]
        return not wanted or all(text in attempt.subjects for text in wanted)


def _fits(kind: Kind, attempt: Attempt) -> bool:
    match kind.calls:
        case "any":
            return True
        case "read":
            return attempt.method == "GET"
        case "write":
            return attempt.method != "GET"
        case "paged":
            return attempt.paged
