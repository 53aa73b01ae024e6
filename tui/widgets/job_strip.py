"""The engine's jobs: last run, next due, backlog until when, and what each waits for."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from core.views.rows import JobRow
from tui.formats import ago, ahead, near
from tui.ink import Ink, Tone, fit, inked, lines
from tui.words import N_, _

JOB_LABELS = (
    N_("注文補完"),
    N_("注文取込"),
    N_("注文通知"),
    N_("配送・キャンセル送信"),
    N_("在庫・価格送信"),
    N_("送信の確認"),
    N_("見回り"),
)
"""Labels that core gives its jobs, marked for the catalogue."""

_QUOTA = " の呼び出し枠"
_WAITS = (
    N_("Amazonの復旧"),
    N_("Amazonの認証"),
    N_("Amazonの承認"),
    N_("ほかのプログラムの書き込み"),
    N_("通知キューの認証"),
    N_("通知キューの復旧"),
    N_("読み取れる通知"),
    N_("読み取れる応答"),
    N_("注文レポートの作成"),
)
_LAST_CELLS, _NEXT_CELLS, _BACKLOG_CELLS = 10, 21, 4
_SOON_CELLS = 10
"""Enough for the span alone, where the wait needs the room."""
_WIDE = 96
_CLEAR_CELLS = 8


def wait_words(waits_for: str) -> str:
    """What a job waits for, in the language in use; its own period where nothing else."""
    if not waits_for:
        return _("次の周期")
    if waits_for.endswith(_QUOTA):
        operation = waits_for.removesuffix(_QUOTA)
        return _("{operation} の呼び出し枠").format(operation=operation)
    return _(waits_for)


def result_words(result: str) -> str:
    """What the last run brought; core writes `3件`."""
    amount = result.removesuffix("件")
    return _("{n}件").format(n=amount) if amount.isdecimal() and amount != result else result


def job_strip(jobs: Sequence[JobRow], now: datetime, width: int) -> Content:
    """A heading and one line per job in `width` cells."""
    names = [_("定期処理"), *(_(job.label) for job in jobs)]
    label_cells = max(map(cell_len, names))
    head = _columns(
        fit(names[0], label_cells), _("前回"), _("次回"), _("残り"), _("解消"), wide=width >= _WIDE
    )
    rows = [row for job in jobs for row in _job(job, now, width, label_cells)]
    return lines(inked(Ink(f"{head} {_('待っているもの')}", "quiet")), *rows)


def _job(job: JobRow, now: datetime, width: int, label_cells: int) -> Iterator[Content]:
    """One line; what a job waits for has a second one where it is too long for the first."""
    due = ahead(job.due_at, now)
    if width >= _WIDE:
        due = f"{near(job.due_at, now)} ({due})"
    waits = wait_words(job.waits_for)
    if job.last_result:
        waits += _("（前回{result}）").format(result=result_words(job.last_result))
    row = _columns(
        fit(_(job.label), label_cells),
        ago(job.last_run_at, now),
        due,
        f"{job.backlog:,}",
        ahead(job.clear_at, now) if job.clear_at else "-",
        wide=width >= _WIDE,
    )
    tone: Tone = "warn" if job.waits_for else ""
    if cell_len(row) + 1 + cell_len(waits) <= width:
        yield inked(Ink(f"{row} {waits}", tone))
    else:
        yield inked(Ink(row, tone))
        yield inked(Ink(fit(f"  └ {waits}", width - 1), tone))


def _columns(label: str, last: str, due: str, backlog: str, clear: str, *, wide: bool) -> str:
    return " ".join(
        (
            label,
            fit(last, _LAST_CELLS),
            fit(due, _NEXT_CELLS if wide else _SOON_CELLS),
            fit(backlog, _BACKLOG_CELLS, right=True),
            fit(clear, _CLEAR_CELLS),
        )
    )
