"""`renkei status`: the link, the jobs and what waits for them, at one glance."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli_options import language_option
from tui.headless.command import HeadlessCommand
from tui.headless.options import books_option, clock_option, json_option
from tui.line_advice import line_advice
from tui.words import N_, _

if TYPE_CHECKING:
    from datetime import datetime

    from core.views.link import LinkRow
    from core.views.rows import Counts, JobRow


@click.command(
    "status",
    cls=HeadlessCommand,
    help=N_("連携の状態、それぞれの処理の前回と次回、待っているもの、件数を表示します。"),
)
@json_option
@clock_option
@books_option
@language_option
def status(as_json: bool, clock: str | None, books: Path | None) -> None:
    """Show how things stand."""
    from tui.headless.listing import print_json
    from tui.headless.shop import open_shop

    with open_shop(books, clock) as shop:
        now = shop.clock()
        link, jobs, counts = shop.views.link(now), shop.views.jobs(), shop.views.counts()
        policy, advice = shop.views.policy(), line_advice(shop.views.last_call())
    if as_json:
        print_json({"at": now, "policy": policy, "link": link, "jobs": jobs, "counts": counts})
        return
    told = (*_link(link), advice) if advice else _link(link)
    for line in (*told, f"{_('方針')} {policy.value}", *_jobs(jobs, now), *_counts(counts)):
        click.echo(line)


def _link(link: "LinkRow") -> list[str]:
    from tui.formats import moment

    since = f"  {_('{at}から').format(at=moment(link.since))}" if link.since else ""
    lines = [f"{link.state.value}{since}"]
    if link.ends_at:
        words = _("承認の期限 {at}（残り{days}日）")
        lines.append(words.format(at=moment(link.ends_at), days=link.days_left))
    if link.stopped_by:
        lines.append(_(link.stopped_by))
    if link.advice:
        lines.append(_(link.advice))
    return lines


def _jobs(jobs: "tuple[JobRow, ...]", now: "datetime") -> list[str]:
    from tui.formats import ago, near
    from tui.headless.cells import filled, shown

    lines = []
    for job in jobs:
        told = [
            filled(_(job.label), 22),
            _("前回 {ago}").format(ago=ago(job.last_run_at, now)),
            _("次回 {at}").format(at=near(job.due_at, now)),
        ]
        if job.backlog:
            told.append(_("待ち {n}件").format(n=job.backlog))
        if job.waits_for:
            told.append(shown(job.waits_for))
        lines.append("  ".join(told))
    return lines


def _counts(counts: "Counts") -> list[str]:
    told = (
        (_("注文"), counts.orders),
        ("要確認", counts.needs_check),
        ("未処理", counts.open),
        ("連携失敗", counts.link_failed),
        ("送信待ち", counts.waiting),
        (_("診断"), counts.findings),
        (_("保留"), counts.set_aside),
    )
    return ["  ".join(f"{name} {number}" for name, number in told)]
