"""How the shop stands with Amazon, for a person (R04, R05)."""

from datetime import datetime

import msgspec

from core.books.books import Books
from core.domain.instants import instant
from core.domain.labels import Contract, LinkState

_NEXT_PURGE = "SELECT min(delete_at) FROM buyers WHERE deleted_at IS NULL"
_ANSWERED = """
SELECT at FROM journal INDEXED BY journal_calls
WHERE kind = 'call' AND json_extract(data, '$.status') IS NOT NULL ORDER BY seq DESC LIMIT 1
"""


class LinkRow(msgspec.Struct, frozen=True):
    """The state of the link at one moment, since when, until when, and what to do."""

    state: LinkState
    since: datetime | None
    """None for a shop that was never linked."""
    ready_at: datetime | None
    """When 連携準備中 becomes 連携中 as a rule."""
    latest_at: datetime | None
    """When it does so at the latest."""
    authorised_at: datetime | None
    """When the seller consented; None where nobody knows."""
    ends_at: datetime | None
    """When his consent ends by itself."""
    days_left: int | None
    stopped_by: str
    """Why it does not run, empty where it does."""
    advice: str
    contract: Contract
    seller_id: str
    next_purge_at: datetime | None = None
    """When the next buyer is deleted, None where nobody is kept (R40)."""
    held_until: datetime | None = None
    """Until when nothing is asked since Amazon does not answer, None where it does (R42)."""
    answered_at: datetime | None = None
    """When Amazon answered last."""


def link_row(books: Books, now: datetime) -> LinkRow:
    """The link as it stands at `now`."""
    link = books.link.get()
    return LinkRow(
        state=link.state(now),
        since=link.since(now),
        ready_at=link.ready_at,
        latest_at=link.latest_at,
        authorised_at=link.authorised_at,
        ends_at=link.ends_at,
        days_left=link.days_left(now),
        stopped_by=link.stop.words if link.stop else "",
        advice=link.advice(now),
        contract=books.settings.contract,
        seller_id=link.seller_id,
        next_purge_at=_at(books, _NEXT_PURGE),
        held_until=books.circuit.held_until(now),
        answered_at=_at(books, _ANSWERED),
    )


def _at(books: Books, sql: str) -> datetime | None:
    row = books.connection.execute(sql).fetchone()
    return instant(row[0]) if row and row[0] else None
