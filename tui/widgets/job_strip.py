"""The engine's jobs, a line each: last run, next due, backlog until when, what it waits for."""

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from core.views.rows import JobRow
from tui.formats import ago, ahead, near
from tui.ink import Ink, fit, inked, lines
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
    N_("注文レポートの作成"),
)
_LABEL_CELLS, _LAST_CELLS, _NEXT_CELLS, _BACKLOG_CELLS = 20, 10, 21, 4
_SOON_CELLS = 11
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
    head = _row(
        _("定期処理"), _("前回"), _("次回"), _("残り"), _("解消"), _("待っているもの"), width
    )
    return lines(inked(Ink(head, "quiet")), *(_job(job, now, width) for job in jobs))


def _job(job: JobRow, now: datetime, width: int) -> Content:
    due = ahead(job.due_at, now)
    if width >= _WIDE:
        due = f"{near(job.due_at, now)} ({due})"
    waits = wait_words(job.waits_for)
    if job.last_result:
        waits = f"{waits}  {_('前回の結果')}: {result_words(job.last_result)}"
    clear = ahead(job.clear_at, now) if job.clear_at else "-"
    last = ago(job.last_run_at, now)
    text = _row(_(job.label), last, due, f"{job.backlog:,}", clear, waits, width)
    return inked(Ink(text, "warn" if job.waits_for else ""))


def _row(label: str, last: str, due: str, backlog: str, clear: str, waits: str, width: int) -> str:
    fixed = " ".join(
        (
            fit(label, _LABEL_CELLS),
            fit(last, _LAST_CELLS),
            fit(due, _NEXT_CELLS if width >= _WIDE else _SOON_CELLS),
            fit(backlog, _BACKLOG_CELLS, right=True),
            fit(clear, _CLEAR_CELLS),
        )
    )
    rest = width - cell_len(fixed) - 2
    return fixed + " " + fit(waits, rest) if rest > 1 else fixed
