"""Remembers what Amazon refuses to include in orders, and asks for it again in time (R41)."""

from datetime import datetime, timedelta

from core.books.books import Books
from core.domain.datasets import ASK_AGAIN_AFTER, STATUS_ALONE, ladder
from core.domain.findings import Finding

JOB = "pull_orders"
READ_AGAIN_MOST = timedelta(days=7)
"""What is newer waits while orders are read again: no longer than this may take."""


def included(books: Books, now: datetime) -> tuple[str, ...] | None:
    """What to ask for at `now`; None where no order search gives a status, so a report has to."""
    sets = ladder(personal=books.keeps_buyers)
    step, since = books.settings.datasets_given_up
    if since is None or not timedelta(0) <= now - since < ASK_AGAIN_AFTER:
        return sets[0]
    return sets[step] if step < len(sets) else None


def give_up(books: Books, asked: tuple[str, ...], now: datetime) -> None:
    """Amazon refused `asked`: take the next smaller set for a while, inside an open step."""
    sets = ladder(personal=books.keeps_buyers)
    step = sets.index(asked) + 1 if asked in sets else len(sets)
    cursor = books.jobs.cursor(JOB)
    if cursor and books.settings.whole_until is None:
        books.settings.whole_until = cursor.watermark
    books.settings.datasets_given_up = (step, now)
    books.findings.raise_(Finding.DATASETS_REFUSED, JOB, now)


def included_in_one(books: Books, now: datetime) -> tuple[str, ...]:
    """What to ask for of a single order, where no report stands in."""
    return included(books, now) or STATUS_ALONE


def granted(books: Books, asked: tuple[str, ...], now: datetime) -> datetime | None:
    """Amazon gave `asked`: if that was all, nothing is given up any more, inside an open step.

    Gives from when on orders have to be read again, since a part of them was refused meanwhile.
    """
    if asked != ladder(personal=books.keeps_buyers)[0]:
        return None
    _, since = books.settings.datasets_given_up
    if since is None:
        return None
    whole_until = books.settings.whole_until
    books.settings.datasets_given_up = (0, None)
    books.settings.whole_until = None
    books.findings.clear(Finding.DATASETS_REFUSED, JOB)
    return max(whole_until, now - READ_AGAIN_MOST) if whole_until else None
