"""今すぐ送信: whether the listing push may come before its hour."""

from datetime import datetime

from core.books.books import Books
from core.domain.jobs import PUSH_LISTINGS
from core.domain.listings import may_push
from core.domain.refusals import Refusal


def against_push_now(books: Books, now: datetime, unsent: int) -> Refusal | None:
    """Why a run may not come before its hour, None where it may; `unsent` SKUs differ (R12)."""
    waits_for = books.jobs.waits_for(PUSH_LISTINGS.name)
    return may_push(books.link.get().state(now), unsent, waits_for)
