"""Reads a window of changes by report, where pages would use up the quota (R18, R41).

searchOrders gives 100 orders per 178.6 s beyond its burst; a report gives them all in minutes. That
is enough to book status and stock; `core.sync.fill_in` brings the rest.
"""

from datetime import datetime, timedelta

from core.amazon.call import Reply
from core.amazon.reports import (
    Report,
    create_report,
    download,
    get_report,
    get_report_document,
    read_created,
    read_document,
    read_orders,
    read_report,
)
from core.books.jobs import Cursor
from core.books.reports import ReportRead
from core.domain.facts import OrderFact
from core.domain.instants import next_on_grid
from core.errors import NotAuthorised, RenkeiError, RequestRefused, SetAside, Unavailable
from core.sync.booking import book_or_set_aside, book_set_aside, setting_of
from core.sync.work import Job, Work, finish, put_off

CHUNK = 500
"""Orders booked in one step, so that the books are never locked for long."""

LOOK_EVERY = timedelta(seconds=30)
RANGE_MAX = timedelta(days=30)
GIVEN_UP_AFTER = timedelta(hours=2)
"""Amazon may need more than an hour for a report; one that is stuck is ordered anew."""

WAITS_FOR = "注文レポートの作成"
CANCELLED_ONCE = "レポート（データなし）"
INDEX_LAG = timedelta(minutes=2)
"""A change may be missing from a report for so long."""


def begin_report(work: Work, job: Job, after: datetime, now: datetime) -> None:
    """Have `job` read by report what changed since `after`, as far as one report may reach."""
    work.books.reports.begin(job.name, after, min(now - INDEX_LAG, after + RANGE_MAX))
    work.books.jobs.progress(job.name, "レポート")


async def step_report(work: Work, job: Job, read: ReportRead, now: datetime) -> None:
    """Do the next thing for the report that `job` reads: order it, look for it, or book it."""
    try:
        if not read.report_id:
            await _order(work, job, read, now)
        else:
            await _look(work, job, read, now)
    except RenkeiError as error:
        with work.books.atomic(now):
            if isinstance(error, RequestRefused | NotAuthorised | SetAside):
                # No report will come of it: the next run reads pages again, as far as they go.
                work.books.reports.end(job.name)
            put_off(work, job, error, now)


async def _order(work: Work, job: Job, read: ReportRead, now: datetime) -> None:
    reply = await work.line.ask(create_report(work.account, read.start, read.until), now)
    body = _booked(work, reply, now)
    report_id = read_created(body)
    with work.books.atomic(now):
        work.books.reports.ordered(job.name, report_id)
        work.books.jobs.wait(job.name, now, now + LOOK_EVERY, WAITS_FOR, failed=False)


async def _look(work: Work, job: Job, read: ReportRead, now: datetime) -> None:
    report = read_report(_booked(work, await work.line.ask(get_report(read.report_id), now), now))
    match report.processing_status:
        case "DONE":
            try:
                await _fetch(work, job, read, report, now)
            except Unavailable as error:
                if _is_stuck(report, now):
                    raise SetAside(error.operation, "cannot be fetched") from error
                raise
        case "CANCELLED":
            _cancelled(work, job, read, now)
        case "IN_QUEUE" | "IN_PROGRESS" if not _is_stuck(report, now):
            with work.books.atomic(now):
                work.books.jobs.wait(job.name, now, now + LOOK_EVERY, WAITS_FOR, failed=False)
        case status:
            raise SetAside("getReport", status)


def _is_stuck(report: Report, now: datetime) -> bool:
    return report.created_at is not None and now - report.created_at >= GIVEN_UP_AFTER


def _cancelled(work: Work, job: Job, read: ReportRead, now: datetime) -> None:
    """CANCELLED means that there is no data, or that Amazon made no report: it is asked again.

    A window that ends in the past is believed to be empty where Amazon says so twice; one that ends
    now grows with each run, so it need not be.
    """
    books, grows = work.books, read.until - read.start < RANGE_MAX
    if not grows and books.jobs.get(job.name).progress == CANCELLED_ONCE:
        _end(work, job, read.until, 0, now)
        return
    with books.atomic(now):
        if grows:
            books.reports.end(job.name)
        else:
            books.reports.begin(job.name, read.start, read.until)
        books.jobs.progress(job.name, "" if grows else CANCELLED_ONCE)
        later = next_on_grid(now, books.jobs.get(job.name).origin, job.period)
        books.jobs.wait(job.name, now, later, WAITS_FOR, failed=False)


async def _fetch(work: Work, job: Job, read: ReportRead, report: Report, now: datetime) -> None:
    address = await work.line.ask(get_report_document(report.document_id), now)
    document = read_document(_booked(work, address, now))
    reply = await work.line.ask(download(document), now)
    facts, apart = read_orders(_booked(work, reply, now), document)
    news = 0
    for start in range(read.rows_done, len(facts), CHUNK):
        news += _book(work, job, facts[start : start + CHUNK], start, now)
    with work.books.atomic(now):
        seq = work.books.journal.latest()
        for error in apart:
            book_set_aside(work.books, error, now, cause=seq)
    # Our clock may be ahead of Amazon's, which cannot have told of what was still to come.
    told_until = report.created_at - INDEX_LAG if report.created_at else read.until
    _end(work, job, min(read.until, told_until), news, now)


def _book(work: Work, job: Job, facts: list[OrderFact], start: int, now: datetime) -> int:
    with work.books.atomic(now):
        setting = setting_of(work.books)
        seq = work.books.journal.latest()
        news = sum(book_or_set_aside(work.books, fact, setting, now, cause=seq) for fact in facts)
        work.books.reports.advance(job.name, start + len(facts))
    return news


def _end(work: Work, job: Job, until: datetime, news: int, now: datetime) -> None:
    """`until` becomes the watermark, now that all before it is stored."""
    books = work.books
    with books.atomic(now):
        cursor = books.jobs.cursor(job.name)
        until = max(cursor.watermark, until) if cursor else until
        books.jobs.put_cursor(job.name, Cursor(until))
        books.reports.end(job.name)
        finish(work, job, now, f"{news}件（レポート）")


def _booked(work: Work, reply: Reply, now: datetime) -> bytes:
    with work.books.atomic(now):
        work.line.book(reply)
    if reply.error:
        raise reply.error
    return reply.body
