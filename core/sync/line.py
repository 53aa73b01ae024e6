"""The engine's line to Amazon: no call beyond the quota, none that is not booked (R41)."""

from datetime import datetime
from random import Random

from core.amazon.call import Call, Reply
from core.amazon.client import Client
from core.books.books import Books
from core.books.journal import Entry
from core.domain.backoff import backoff
from core.domain.quotas import RATES, Bucket
from core.errors import (
    AnswerLost,
    Held,
    NotAuthorised,
    RequestRefused,
    Throttled,
    Unavailable,
)


class Line:
    """Asks within the quota; what came is booked inside the step that makes use of it."""

    def __init__(self, books: Books, client: Client, jitter: Random) -> None:
        self._books = books
        self._client = client
        self._jitter = jitter
        # Only the engine writes quotas and the circuit, so what was read once holds.
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

    async def ask_beside(self, call: Call, now: datetime) -> Reply:
        """Send a call to what stands beside Amazon's API: it has no quota and no part in the
        circuit, and `journal_call` books it."""
        return await self._client.send(call, now)

    def book(self, reply: Reply, *, cause: int | None = None) -> int:
        """Spend the token and journal the call, inside an open step; gives the line's number."""
        call, now = reply.call, reply.asked_at
        if call.operation in RATES and reply.status is not None:
            bucket = self._bucket(call.operation, now)
            if reply.rate_per_s is not None:
                bucket = bucket.at_rate(reply.rate_per_s)
            bucket = bucket.emptied(now) if reply.status == 429 else bucket.spend(now)
            self._books.jobs.put_bucket(call.operation, bucket)
            self._buckets[call.operation] = bucket
        self._tell_circuit(reply, now)
        return journal_call(self._books, reply, cause=cause)

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
        if operation not in self._buckets:
            self._buckets[operation] = self._books.jobs.bucket(operation, now)
        return self._buckets[operation]

    def forget(self) -> None:
        """Read quotas and circuit afresh: a step that was to change them did not land."""
        self._buckets.clear()
        self._failures = None

    def tokens(self, operation: str, now: datetime) -> float:
        """How many calls of `operation` could go at once."""
        return self._bucket(operation, now).filled(now)

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
        case error:
            return type(error).__name__
