"""The engine's line to Amazon: no call beyond the quota, none that is not booked (R41)."""

from datetime import datetime

from core.amazon.call import Call, Reply
from core.amazon.client import Client
from core.books.books import Books
from core.books.journal import Entry
from core.domain.quotas import RATES
from core.errors import NotAuthorised, RequestRefused, Throttled


class Line:
    """Asks within the quota; what came is booked inside the step that makes use of it."""

    def __init__(self, books: Books, client: Client) -> None:
        self._books = books
        self._client = client

    async def ask(self, call: Call, now: datetime) -> Reply:
        """Send `call` if a token is there. Raises Throttled, with nothing sent, if none is."""
        if call.operation in RATES:
            ready_at = self._books.jobs.bucket(call.operation, now).ready_at(now)
            if ready_at > now:
                raise Throttled(call.operation, ready_at)
        return await self._client.send(call, now)

    def book(self, reply: Reply, *, cause: int | None = None) -> int:
        """Spend the token and journal the call, inside an open step; gives the line's number."""
        call, now = reply.call, reply.asked_at
        if call.operation in RATES and reply.status is not None:
            bucket = self._books.jobs.bucket(call.operation, now)
            if reply.rate_per_s is not None:
                bucket = bucket.at_rate(reply.rate_per_s)
            bucket = bucket.emptied(now) if reply.status == 429 else bucket.spend(now)
            self._books.jobs.put_bucket(call.operation, bucket)
        return self._books.journal.write(
            Entry.CALL,
            order_id=call.order_id,
            sku=call.sku,
            cause=cause,
            amazon_at=reply.amazon_at,
            operation=call.operation,
            status=reply.status,
            error=_words(reply),
            request_id=reply.request_id,
        )

    def ready_at(self, operation: str, now: datetime) -> datetime:
        """When the next call of `operation` may go out."""
        return self._books.jobs.bucket(operation, now).ready_at(now)


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
