"""今すぐ送信: whether the listing push may come before its hour."""

from datetime import datetime

from core.books.books import Books
from core.domain.jobs import PUSH_LISTINGS
from core.domain.listings import may_push
from core.domain.refusals import Refusal


def against_push_now(books: Books, now: datetime) -> Refusal | None:
    """Why a run may not come before its hour, None where it may (R12)."""
    link, waits_for = books.link.get(), books.jobs.waits_for(PUSH_LISTINGS.name)
    return may_push(link.state(now), books.offers.count_changed(books.terms), waits_for)
