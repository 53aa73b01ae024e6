"""What can be seen without asking Amazon: the file, the link, the jobs, what is stuck."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from core.books.books import Books
from core.domain.labels import LinkState
from core.errors import RenkeiError
from core.views.health import damage, quotas, stuck, versions
from core.views.views import Views
from tui.formats import ago, moment, near
from tui.headless.checks import Check, Level
from tui.headless.failures import failure
from tui.words import _

OVERDUE = timedelta(minutes=10)
MB = 1_000_000
FREE_FAIL, FREE_WARN = 100 * MB, 1_000 * MB
SOON_DAYS = 30


def book_checks(path: Path, now: datetime) -> list[Check]:
    """All checks of the books at `path`, or the one that they cannot be opened."""
    if not path.exists():
        words = _("帳簿がありません: {path}")
        advice = _("renkei link で連携してください。")
        return [Check("books", Level.FAIL, words.format(path=path), advice)]
    try:
        with Books.open(path) as books:
            return [each for look in _LOOKS for each in look(books, now)]
    except (RenkeiError, sqlite3.Error, OSError) as error:
        return [Check("books", Level.FAIL, failure(error)[0])]


def disk_check(path: Path) -> Check:
    """R42: a full disk stops the engine, though it loses nothing."""
    folder = next(each for each in path.absolute().parents if each.exists())
    free = shutil.disk_usage(folder).free
    level = Level.FAIL if free < FREE_FAIL else Level.WARN if free < FREE_WARN else Level.OK
    advice = "" if level is Level.OK else _("空きを作ってください。")
    words = _("空き {free} MB").format(free=f"{free // MB:,}")
    return Check("disk", level, words, advice)


def _file(books: Books, now: datetime) -> Iterator[Check]:
    found = damage(books)
    if found:
        advice = _("同期を止め、控えから戻してください。")
        yield Check("books", Level.FAIL, found, advice)
        return
    words = _("壊れていません（版 {version}、SQLite {sqlite}）。")
    yield Check(
        "books",
        Level.OK,
        words.format(version=versions(books), sqlite=sqlite3.sqlite_version),
    )


def _link(books: Books, now: datetime) -> Iterator[Check]:
    link = Views(books).link(now)
    ends = ""
    if link.ends_at:
        words = _("承認の期限 {at}（残り{days}日）")
        ends = "  " + words.format(at=moment(link.ends_at), days=link.days_left)
    match link.state:
        case LinkState.AUTHORISATION_ENDED:
            level = Level.FAIL
        case LinkState.NOT_LINKED:
            level = Level.WARN
        case LinkState.LINKED | LinkState.PREPARING:
            soon = link.days_left is not None and link.days_left <= SOON_DAYS
            level = Level.WARN if soon else Level.OK
    stopped = f"  {_(link.stopped_by)}" if link.stopped_by else ""
    yield Check("link", level, f"{link.state.value}{stopped}{ends}", _(link.advice))


def _jobs(books: Books, now: datetime) -> Iterator[Check]:
    if not books.link.get().runs:
        return
    late = [job for job in Views(books).jobs() if job.due_at < now - OVERDUE]
    if late:
        names = "、".join(f"{_(job.label)} {ago(job.due_at, now)}" for job in late)
        advice = _("renkei sync が動いているか確かめてください。")
        words = _("遅れています: {names}")
        yield Check("jobs", Level.FAIL, words.format(names=names), advice)
        return
    waits = [f"{_(job.label)}: {_(job.waits_for)}" for job in Views(books).jobs() if job.waits_for]
    level = Level.WARN if waits else Level.OK
    yield Check("jobs", level, "、".join(waits) or _("遅れはありません。"))


def _outbox(books: Books, now: datetime) -> Iterator[Check]:
    rows = stuck(books, now)
    if not rows:
        yield Check("outbox", Level.OK, _("滞っている送信はありません。"))
        return
    told = "、".join(f"{row.state.value} {row.notices} ({moment(row.since)})" for row in rows)
    advice = _("renkei findings で理由を確かめてください。")
    words = _("1時間より前から: {told}")
    yield Check("outbox", Level.WARN, words.format(told=told), advice)


def _quotas(books: Books, now: datetime) -> Iterator[Check]:
    rows = quotas(books, now)
    empty = [row for row in rows if row.tokens < 1]
    if empty:
        told = "、".join(f"{row.operation} {near(row.ready_at, now)}" for row in empty)
        words = _("呼び出し枠を使い切りました。次に呼び出せる時刻: {told}")
        yield Check("quotas", Level.WARN, words.format(told=told))
        return
    words = _("{n}種類の操作に呼び出し枠があります。")
    yield Check("quotas", Level.OK, words.format(n=len(rows)))


def _set_aside(books: Books, now: datetime) -> Iterator[Check]:
    rows = Views(books).set_aside()
    if not rows:
        yield Check("orders", Level.OK, _("読み取れない注文はありません。"))
        return
    words = _("読み取れない注文が{n}件あります（新しいもの {order}: {reason}）。")
    newest = rows[0]
    told = words.format(n=len(rows), order=newest.order_id, reason=newest.reason)
    yield Check("orders", Level.WARN, told, _("自動でやり直します。続くときは開発者へ。"))


_LOOKS = (_file, _link, _jobs, _outbox, _quotas, _set_aside)
