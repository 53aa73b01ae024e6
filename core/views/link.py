"""How the shop stands with Amazon, for a person (R04, R05)."""

from datetime import datetime

import msgspec

from core.books.books import Books
from core.domain.labels import Contract, LinkState


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
    )
