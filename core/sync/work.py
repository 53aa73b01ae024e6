"""What every job has in its hands, and what a job does when it cannot go on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from core.account import AmazonAccount
from core.amazon.call import Reply
from core.amazon.lwa import INVALID_GRANT
from core.books.books import Books
from core.domain.backoff import backoff
from core.domain.findings import Finding
from core.domain.instants import next_on_grid
from core.domain.refusals import Refusal
from core.domain.shop_link import Stop
from core.errors import (
    BooksBusy,
    Held,
    NotAuthorised,
    RenkeiError,
    SetAside,
    Throttled,
    WaitAndRetry,
)
from core.linking.steps import lose_authorisation
from core.sync.line import Line
from core.sync.repeats import Repeats


@dataclass(frozen=True)
class Work:
    """The books, the line to Amazon, whose shop it is, and the stream that jitter is drawn from."""

    books: Books
    line: Line
    account: AmazonAccount
    jitter: Random
    repeats: Repeats = field(default_factory=Repeats)
    read_only: bool = False
    """Nothing that changes Amazon may leave; what waits to be sent goes on waiting."""


class Job(Protocol):
    """A periodic job; `step` does one thing and leaves the due time right for the next."""

    name: str
    label: str
    period: timedelta

    async def step(self, work: Work, now: datetime) -> None:
        """Do one step of the job that is due at `now`."""
        ...


def finish(work: Work, job: Job, now: datetime, result: str) -> None:
    """End a run, inside an open step; the job comes again on its grid."""
    row = work.books.jobs.get(job.name)
    work.books.jobs.done(job.name, now, next_on_grid(now, row.origin, job.period), result)
    if row.waits_for:
        work.books.findings.clear(Finding.NOT_AUTHORISED, job.name)


def put_off(work: Work, job: Job, error: RenkeiError, now: datetime) -> None:
    """Leave a run unfinished, inside an open step, and say what it waits for (R41, R42).

    A used-up quota waits for its next token, an outage backs off, a refused authorisation comes
    again with the next period, since only a person can mend it.
    """
    row = work.books.jobs.get(job.name)
    match error:
        case Throttled():
            ready_at = max(error.retry_at, work.line.ready_at(error.operation, now))
            waits_for = f"{error.operation} の呼び出し枠"
            failed = False
        case Held():
            ready_at, waits_for, failed = error.retry_at, "Amazonの復旧", False
        case BooksBusy():
            ready_at = now + backoff(row.tries, work.jitter)
            waits_for = "ほかのプログラムの書き込み"
            failed = True
        case WaitAndRetry():
            ready_at = now + backoff(row.tries, work.jitter)
            waits_for = "Amazonの復旧"
            failed = True
        case NotAuthorised() if lose_if_revoked(work, error, now):
            ready_at, waits_for, failed = now, "Amazonの承認", False
        case NotAuthorised():
            ready_at = next_on_grid(now, row.origin, job.period)
            waits_for = "Amazonの認証"
            failed = True
            work.books.findings.raise_(
                Finding.NOT_AUTHORISED, job.name, now, note=error.code or "Unauthorized"
            )
        case SetAside():
            ready_at = next_on_grid(now, row.origin, job.period)
            waits_for = "読み取れる応答"
            failed = True
        case _:
            ready_at = next_on_grid(now, row.origin, job.period)
            waits_for = str(error)[:200]
            failed = True
    # A wait that ends now would be no wait: the engine would turn on the spot.
    work.books.jobs.wait(
        job.name, now, max(ready_at, now + timedelta(milliseconds=1)), waits_for, failed=failed
    )


def lose_if_revoked(work: Work, error: NotAuthorised, now: datetime) -> bool:
    """Stop the link where Amazon says that the seller's consent is gone, inside an open step (R05).

    Any other refusal may be mended without him: it leaves the link as it is.
    """
    if error.code != INVALID_GRANT:
        return False
    lose_authorisation(work.books, Stop.REVOKED, now, now)
    return True


def hold_back(work: Work, job: Job, now: datetime) -> None:
    """Let what a job would send wait on: this engine only reads."""
    due_at = next_on_grid(now, work.books.jobs.get(job.name).origin, job.period)
    with work.books.atomic(now):
        work.books.jobs.wait(job.name, now, due_at, Refusal.READ_ONLY, failed=False)


def book_failure(work: Work, job: Job, reply: Reply, now: datetime) -> None:
    """Book a call that failed and put the job off, as one step."""
    assert reply.error is not None
    with work.books.atomic(now):
        work.line.book(reply)
        put_off(work, job, reply.error, now)
