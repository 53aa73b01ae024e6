"""The engine's jobs: last run, next due, backlog, and when it will be cleared (R41)."""

from collections.abc import Iterator
from datetime import datetime

from core.books.books import Books
from core.domain.instants import instant
from core.domain.jobs import EVERY, FEED_FROM
from core.domain.labels import Policy, PushState
from core.views.products import unsent
from core.views.rows import JobRow


def job_rows(books: Books) -> tuple[JobRow, ...]:
    """The periodic jobs, in the order in which they run."""
    return tuple(_rows(books))


def _rows(books: Books) -> Iterator[JobRow]:
    for name, last_run_at, last_result, due_at, waits_for in books.connection.execute(
        "SELECT name, last_run_at, last_result, due_at, waits_for FROM jobs ORDER BY name"
    ):
        backlog, due = _backlog(books, name), instant(due_at)
        yield JobRow(
            name=name,
            label=EVERY[name].label,
            period_s=int(EVERY[name].period.total_seconds()),
            last_run_at=instant(last_run_at) if last_run_at else None,
            last_result=last_result,
            due_at=due,
            waits_for=waits_for,
            backlog=backlog,
            clear_at=_clear_at(books, name, backlog, due) if backlog else None,
        )


def _backlog(books: Books, job: str) -> int:
    match job:
        case "push_outcomes":
            return books.outbox.count(PushState.WAITING)
        case "push_listings":
            return unsent(books)
        case "listen":
            return _count(books, "follows WHERE kind = 'order_change'")
        case "fill_in":
            return _count(books, "orders WHERE partial = 1")
        case "pull_orders":
            return _count(books, "cursors WHERE name = 'pull_orders' AND next_token IS NOT NULL")
        case _:
            return 0


def _clear_at(books: Books, job: str, backlog: int, due_at: datetime) -> datetime:
    """When the last of `backlog` will have gone, at the quota of the calls that it takes.

    Many at once go in one feed. How many pages a pull still has nobody knows: it is the next one.
    """
    calls = [books.jobs.bucket(each, due_at) for each in _calls(books, job, backlog)]
    return max((bucket.ready_at(due_at, backlog) for bucket in calls), default=due_at)


def _calls(books: Books, job: str, backlog: int) -> tuple[str, ...]:
    """The operations that are called once for each of `backlog`."""
    match job:
        case "push_outcomes" if backlog < FEED_FROM:
            looks = books.settings.policy is Policy.SAFE
            return ("confirmShipment", "getOrder") if looks else ("confirmShipment",)
        case "push_listings" if backlog < FEED_FROM:
            return ("patchListingsItem",)
        case "fill_in":
            return ("getOrder",)
        case _:
            return ()


def _count(books: Books, what: str) -> int:
    (number,) = books.connection.execute(f"SELECT count(*) FROM {what}").fetchone()
    return int(number)
