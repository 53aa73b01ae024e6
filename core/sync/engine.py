"""The sync engine: does what is due, says when to come back, and never sleeps (design.md)."""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from core.account import AmazonAccount
from core.amazon.client import Client
from core.amazon.guard import Guard, GuardedTransport
from core.amazon.transport import Transport, as_transport
from core.books.books import Books
from core.books.jobs import Follow
from core.domain.backoff import backoff
from core.errors import Held, NotAuthorised, OurBug, RenkeiError, Throttled
from core.linking.steps import close_if_over
from core.sync.booking import SET_ASIDE_FOLLOW
from core.sync.cancel_feed import FEED_FOLLOW, follow_feed
from core.sync.fill_in import FillIn
from core.sync.fulfilment_feed import SHIP_FEED_FOLLOW, follow_ship_feed
from core.sync.late import report_late
from core.sync.line import Line
from core.sync.listen import Listen
from core.sync.listings_feed import LISTINGS_FEED_FOLLOW, follow_listings_feed
from core.sync.listings_read_back import LISTINGS_FOLLOW, read_listings_back
from core.sync.memory import EngineMemory
from core.sync.pull_orders import PullOrders
from core.sync.push_listings import PushListings
from core.sync.push_outcomes import PushOutcomes
from core.sync.read_back import read_back, recover
from core.sync.retry_aside import retry_set_aside
from core.sync.settling import CANCEL_FOLLOW, SHIP_FOLLOW
from core.sync.wake import ORDER_CHANGE_FOLLOW, wake
from core.sync.watch import Watch
from core.sync.work import Job, Work, hold_back, lose_if_revoked

if TYPE_CHECKING:
    import httpx

JOBS: dict[str, Job] = {
    job.name: job for job in (FillIn(), PullOrders(), PushListings(), PushOutcomes(), Watch())
}
"""The periodic jobs; at one instant they run in the order of their names."""

LISTENING: dict[str, Job] = {Listen.name: Listen()}
"""Those that are there only where a queue is configured."""

_SENDING = (PushListings.name, PushOutcomes.name)
_CAREFUL = Guard()

_FOLLOWS = {
    SHIP_FOLLOW: read_back,
    CANCEL_FOLLOW: read_back,
    FEED_FOLLOW: follow_feed,
    SHIP_FEED_FOLLOW: follow_ship_feed,
    LISTINGS_FEED_FOLLOW: follow_listings_feed,
    LISTINGS_FOLLOW: read_listings_back,
    ORDER_CHANGE_FOLLOW: wake,
    SET_ASIDE_FOLLOW: retry_set_aside,
}


class Engine:
    """Runs the jobs of one shop. One engine at a time works on a set of books: the first one that
    runs holds their lease until it is closed.

    `periods` are intervals of jobs by name, where they are not to be the usual ones. `reload` gives
    the account anew after the seller has consented again, since another process may
    have taken that consent (R05). Raises Refused for the real Amazon unless `guard` is live.
    """

    def __init__(
        self,
        books: Books,
        account: AmazonAccount,
        transport: "Transport | httpx.AsyncBaseTransport",
        *,
        seed: int = 0,
        guard: Guard = _CAREFUL,
        periods: Mapping[str, timedelta] | None = None,
        reload: Callable[[], AmazonAccount] | None = None,
    ) -> None:
        guard.check_endpoint(account.endpoint)
        if account.queue:
            guard.check_endpoint(account.queue.url)
        client = Client(account, GuardedTransport(as_transport(transport), guard))
        self._client = client
        jitter = Random(f"{seed}/jitter")
        line = Line(books, client, jitter)
        self._work = Work(books, line, account, jitter, read_only=guard.read_only)
        # Who only reads must not take notifications from the engine that works.
        listens = account.queue is not None and not guard.read_only
        self._jobs = _jobs(JOBS | LISTENING if listens else JOBS, periods or {})
        self._taken_up: datetime | None = None
        self._reload = reload
        self._consent = _consent(books)
        self._recovered = False
        self._ran_at: datetime | None = None
        self._changes = 0
        self._due_version: tuple[int, int] | None = None
        self._due: datetime | None = None

    async def run_due(self, now: datetime) -> int:
        """Do everything that is due at `now`; gives the number of steps that were done.

        Raises Refused where another engine works on these books, OurBug if something stays due
        although its step did nothing, and BooksBusy or BooksUnusable where the storage fails: what
        that step sent is then looked at by the next call, as after a start (R42).
        """
        books = self._work.books
        books.lease.take()
        try:
            with books.storage():
                self._notice_clock(now)
                if not self._recovered:
                    recover(self._work, now)
                    self._recovered = True
                _, elsewhere = books.version()
                with books.held():
                    self._take_up_jobs(now)
                    close_if_over(books, now)
                    self._take_new_consent()
                    steps = await self._all(now)
                # What the last look found holds until somebody writes, here or elsewhere.
                self._due_version = self._changes, elsewhere
                return steps
        except BaseException:
            self._recovered = False
            self._work.line.forget()
            self._work.repeats.forget()
            raise

    async def _all(self, now: datetime) -> int:
        steps = 0
        connection = self._work.books.connection
        while await self._one(now):
            steps += 1
            if connection.total_changes == self._changes:
                raise OurBug(f"due at {now.isoformat()}, but its step changed nothing")
        return steps

    async def _one(self, now: datetime) -> bool:
        books = self._work.books
        self._changes = books.connection.total_changes
        runs = books.link.get().runs
        job = books.jobs.first(only="" if runs else Watch.name)
        if job and job[0] <= now:
            name = job[1]
            if self._work.read_only and name in _SENDING:
                hold_back(self._work, self._jobs[name], now)
            else:
                await self._jobs[name].step(self._work, now)
            return True
        follow = books.jobs.first_follow() if runs else None
        if follow and follow.due_at <= now:
            await self._follow(follow, now)
            return True
        self._due = self._earliest(job, follow)
        return False

    def next_due(self) -> datetime | None:
        """When to come back; None before the link was started. Raises as `run_due` does."""
        books = self._work.books
        with books.storage():
            version = books.version()
            if version != self._due_version:
                runs = books.link.get().runs
                job = books.jobs.first(only="" if runs else Watch.name)
                self._due = self._earliest(job, books.jobs.first_follow() if runs else None)
                self._due_version = version
            return self._due

    def _earliest(self, job: tuple[datetime, str] | None, follow: Follow | None) -> datetime | None:
        link = self._work.books.link.get()
        ends_at = link.ends_at if link.runs else None
        due = (job and job[0], follow and follow.due_at, ends_at)
        return min((at for at in due if at), default=None)

    def use(self, account: AmazonAccount) -> None:
        """Go on with new credentials of the same seller (R05)."""
        self._client.use(account)

    def memory(self) -> EngineMemory:
        """What this engine knows besides its books, between two calls of `run_due`."""
        token, ends = self._client.token()
        return EngineMemory(self._work.jitter.getstate(), token, ends, self._recovered)

    def remember(self, memory: EngineMemory) -> None:
        """Be as when `memory` was taken; the books have been put back already."""
        self._work.jitter.setstate(memory.jitter)
        self._client.put_token(memory.token, memory.token_ends)
        self._recovered = memory.recovered
        self._consent = _consent(self._work.books)
        self._taken_up = self._ran_at = None
        self._work.line.forget()
        self._work.repeats.forget()
        self._due_version = None

    def _notice_clock(self, now: datetime) -> None:
        """Where the machine's clock was put back, wait for nothing that it was ahead of (R18)."""
        before, self._ran_at = self._ran_at, now
        if before is not None and before <= now:
            return
        books = self._work.books
        with books.atomic(now):
            if books.jobs.forget_the_future(now):
                books.circuit.answered()
        self._work.line.forget()

    def _take_up_jobs(self, now: datetime) -> None:
        """Have the jobs of this engine, which the one that started the link may not have known."""
        ready_at, jobs = self._work.books.link.get().ready_at, self._work.books.jobs
        if ready_at is None or ready_at == self._taken_up:
            return
        with self._work.books.atomic(now):
            for name in self._jobs:
                jobs.ensure(name, ready_at)
            for name in LISTENING.keys() - self._jobs.keys():
                jobs.drop(name)
        self._taken_up = ready_at

    def _take_new_consent(self) -> None:
        consent = _consent(self._work.books)
        if consent != self._consent:
            self._consent = consent
            if self._reload:
                self.use(self._reload())

    async def close(self) -> None:
        """Let go of connections and of the lease; the books stay open."""
        self._work.books.lease.release()
        await self._client.close()

    async def _follow(self, follow: Follow, now: datetime) -> None:
        try:
            error = await self._look(follow, now)
        except RenkeiError as stopped:
            error = stopped
        if error is None:
            return
        work = self._work
        match error:
            case OurBug():
                raise error
            case Throttled():
                due_at = max(error.retry_at, work.line.ready_at(error.operation, now))
                tried = False
            case Held():
                due_at, tried = error.retry_at, False
            case _:
                due_at = now + backoff(follow.tries, work.jitter)
                tried = True
        with work.books.atomic(now):
            if isinstance(error, NotAuthorised):
                lose_if_revoked(work, error, now)
            later = max(due_at, now + timedelta(milliseconds=1))
            work.books.jobs.postpone(follow.kind, follow.subject, later, tried=tried)
            report_late(work.books, follow, now)

    async def _look(self, follow: Follow, now: datetime) -> RenkeiError | None:
        look = _FOLLOWS.get(follow.kind)
        if look is None:
            raise OurBug(f"nobody follows {follow.kind!r}")
        return await look(self._work, follow, now)


def _jobs(chosen: Mapping[str, Job], periods: Mapping[str, timedelta]) -> dict[str, Job]:
    """The `chosen` jobs, those of `periods` coming at other intervals."""
    jobs = {name: copy(job) for name, job in chosen.items()}
    for name, period in periods.items():
        jobs[name].period = period
    return jobs


def _consent(books: Books) -> tuple[datetime | None, datetime | None]:
    """What changes when the seller consents anew: the day of his consent, or that it had ended."""
    link = books.link.get()
    return link.authorised_at, link.stopped_at
