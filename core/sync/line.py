"""The engine's line to Amazon: no call beyond the quota, none that is not booked (R41)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random

from core.amazon.call import Call, Reply
from core.amazon.client import Client
from core.books.books import Books
from core.books.journal import Entry
from core.domain.backoff import backoff
from core.domain.quotas import RATES, SPARE, Bucket
from core.errors import (
    AnswerLost,
    Held,
    NotAuthorised,
    RequestRefused,
    Throttled,
    Unavailable,
)

_SHARED = frozenset({"searchCatalogItems", "getCatalogItem"})
"""What `core.finder` asks too, perhaps in another process: each time the books say what is left."""


class Line:
    """Asks within the quota; what came is booked inside the step that makes use of it."""

    def __init__(self, books: Books, client: Client, jitter: Random) -> None:
        self._books = books
        self._client = client
        self._jitter = jitter
        # Only the engine writes these quotas and the circuit, so what was read once holds.
        self._buckets: dict[str, Bucket] = {}
        self._failures: int | None = None

    async def ask(self, call: Call, now: datetime) -> Reply:
        """Send `call` if it may go now.

        Raises Throttled where no token is there, Held where Amazon has stopped answering and
        another call is the probe; nothing is sent then.
        """
        if self._outages() and (held_until := self._books.circuit.held_until(now)):
            raise Held(call.operation, held_until)
        if call.operation in RATES:
            ready_at = self._bucket(call.operation, now).ready_at(now)
            if ready_at > now:
                raise Throttled(call.operation, ready_at)
        return await self._client.send(call, now)

    async def ask_each(
        self, calls: Sequence[Call], now: datetime
    ) -> tuple[list[Reply], Throttled | Held | None]:
        """Send calls of one operation one after the other, no more than there are `tokens`.

        Ends with the first that Amazon neither did nor refused for what it says. Gives what came of
        those that went out, and what kept the next one back.
        """
        replies: list[Reply] = []
        for call in calls:
            try:
                reply = await self.ask(call, now)
            except (Throttled, Held) as kept_back:
                return replies, kept_back
            replies.append(reply)
            if reply.error and not isinstance(reply.error, RequestRefused):
                break
        return replies, None

    async def ask_beside(self, call: Call, now: datetime) -> Reply:
        """Send a call to what stands beside Amazon's API: it has no quota and no part in the
        circuit, and `journal_call` books it."""
        return await self._client.send(call, now)

    def intend(self, operation: str, calls: int, now: datetime) -> None:
        """Spend the tokens of `calls` that are about to go out, inside the step that says so.

        An engine that is killed before it books them then does not ask beyond the bucket (R41).
        """
        self._books.jobs.put_bucket(operation, self._bucket(operation, now).spend(now, calls))

    def book(self, reply: Reply, *, cause: int | None = None) -> int:
        """Spend the token of what may have got there and journal the call, inside an open step.

        Gives the number of the journal's line.
        """
        if self._spend(reply):
            self._keep(reply.call.operation)
        return journal_call(self._books, reply, cause=cause)

    def book_each(
        self, operation: str, replies: Sequence[Reply], causes: Iterable[int | None], now: datetime
    ) -> list[int]:
        """`book` what came of calls that were intended together, some of which may not have gone.

        Gives the number of the journal's line for each.
        """
        seqs = []
        for reply, cause in zip(replies, causes, strict=False):
            self._spend(reply)
            seqs.append(journal_call(self._books, reply, cause=cause))
        self._bucket(operation, now)
        self._keep(operation)
        return seqs

    def _spend(self, reply: Reply) -> bool:
        call, now = reply.call, reply.asked_at
        # What came of a lost call nobody knows; Amazon counts it, so we do too.
        spent = call.operation in RATES and reply.reached
        if spent:
            bucket = self._bucket(call.operation, now)
            if reply.rate_per_s is not None:
                bucket = bucket.at_rate(reply.rate_per_s)
            bucket = bucket.emptied(now) if reply.status == 429 else bucket.spend(now)
            self._buckets[call.operation] = bucket
        self._tell_circuit(reply, now)
        return spent

    def _keep(self, operation: str) -> None:
        self._books.jobs.put_bucket(operation, self._buckets[operation])

    def _tell_circuit(self, reply: Reply, now: datetime) -> None:
        failures = self._outages()
        if isinstance(reply.error, Unavailable | AnswerLost):
            self._books.circuit.failed(now + backoff(failures, self._jitter))
            self._failures = failures + 1
        elif failures:
            self._books.circuit.answered()
            self._failures = 0

    def _outages(self) -> int:
        if self._failures is None:
            self._failures = self._books.circuit.failures()
        return self._failures

    def _bucket(self, operation: str, now: datetime) -> Bucket:
        if operation in _SHARED or operation not in self._buckets:
            self._buckets[operation] = self._books.jobs.bucket(operation, now)
        return self._buckets[operation]

    def forget(self) -> None:
        """Read quotas and circuit afresh: a step that was to change them did not land."""
        self._buckets.clear()
        self._failures = None

    def tokens(self, operation: str, now: datetime) -> float:
        """How many calls of `operation` could go at once."""
        return self._bucket(operation, now).filled(now)

    def whole_tokens(self, operation: str, now: datetime) -> int:
        """The same as a number of calls; at least one where `ready_at` says now."""
        return int(self.tokens(operation, now) + SPARE)

    def ready_at(self, operation: str, now: datetime, tokens: float = 1.0) -> datetime:
        """When `operation` will have so many tokens."""
        return self._bucket(operation, now).ready_at(now, tokens)


def journal_call(books: Books, reply: Reply, *, cause: int | None = None) -> int:
    """Journal a call, inside an open step; gives the line's number."""
    return books.journal.write(
        Entry.CALL,
        order_id=reply.call.order_id,
        sku=reply.call.sku,
        cause=cause,
        amazon_at=reply.amazon_at,
        operation=reply.call.operation,
        status=reply.status,
        error=_words(reply),
        request_id=reply.request_id,
    )


def _words(reply: Reply) -> str:
    match reply.error:
        case None:
            return ""
        case RequestRefused() as refusal:
            return refusal.words
        case NotAuthorised() as refusal:
            return f"{refusal.code} {refusal.details}".strip()
        case Unavailable(status=int() as status, operation=operation) if reply.status is None:
            # Another call that this one needs was answered so.
            return f"{operation} {status}"
        case error:
            return type(error).__name__
