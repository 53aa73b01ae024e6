"""概況: is everything in order? Link, jobs, quotas, the last day, findings, newest orders."""

from collections import Counter
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from core.views.rows import Counts, FindingRow, OrderRow
from tui.finding_columns import FINDING_COLUMNS, finding_key, heaviest_first
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.named_orders import with_names
from tui.order_columns import ORDER_COLUMNS
from tui.screens.frame import FrameScreen
from tui.signs import weight_ink
from tui.widgets.drawn import Drawn, prose
from tui.widgets.gauges import gauges
from tui.widgets.job_strip import job_strip
from tui.widgets.link_line import link_line
from tui.widgets.paged_table import PagedTable, RowChosen
from tui.widgets.row_source import FixedRows
from tui.widgets.sparks import sparks
from tui.words import N_, _

NEWEST = 50
GAUGE_ROWS = 4
LOW = 31
"""Up to so many lines the screen has room for the scarcest quotas alone."""


class OverviewScreen(FrameScreen):
    """The first screen: what runs, what waits, what is wrong, what is new."""

    CSS_PATH = "../styles/overview.tcss"
    MODE = "overview"
    HELP = N_(
        "全体の様子です。連携と承認、定期処理（次回・残り・解消の見込み・待っているもの）、"
        "この24時間の遅れ・注文・失敗、Amazonの呼び出し枠、件数、診断、新着注文の順です。"
        "Tabで表を移り、Enterで開きます。{clock.toggle} で時計を止め、"
        "{clock.step} で次の出来事へ進みます。"
    )
    AUTO_FOCUS = "#findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "app.focus_next", "次の表", "次の表へ移る", id="overview.next"),
    ]

    def body(self) -> ComposeResult:
        """Link, jobs, quotas, the last day, figures; below them what is wrong and what is new."""
        yield Drawn(id="link")
        with Container(id="overview-top"):
            yield Drawn(id="jobs")
            with Container(id="overview-charts"):
                yield Drawn(id="sparks")
                yield Drawn(id="gauges")
        yield Drawn(id="counts")
        with Container(id="overview-tables"):
            with Vertical(id="overview-findings"):
                yield Drawn(id="findings-head")
                yield PagedTable(
                    with_names(FINDING_COLUMNS, self.session),
                    finding_key,
                    empty=N_("問題は見つかっていません。"),
                    id="findings",
                )
            with Vertical(id="overview-orders"):
                yield Drawn(prose(inked(Ink(f"── {_('新着注文')}", "quiet"))), id="newest-head")
                yield PagedTable(
                    with_names(ORDER_COLUMNS, self.session),
                    lambda row: row.order_id,
                    empty=N_("注文はまだありません。"),
                    id="newest",
                )

    def renew(self) -> None:
        """Read everything again."""
        views, now = self.session.views, self.session.clock().now
        findings = heaviest_first(views.findings())
        self.query_one("#newest", PagedTable).show(FixedRows(views.orders(limit=NEWEST).rows))
        self.query_one("#findings", PagedTable).show(FixedRows(findings))
        self.query_one("#findings-head", Drawn).show(prose(_by_weight(findings)))
        self.query_one("#counts", Drawn).show(prose(_figures(views.counts())))
        pulse = views.pulse(now)
        self.query_one("#sparks", Drawn).show(lambda width: sparks(pulse, width))
        self._show_times()

    def watch_clock(self) -> None:
        """Spans in words move with the clock."""
        if self.is_mounted:
            self._show_times()

    def _show_times(self) -> None:
        views, now = self.session.views, self.session.clock().now
        jobs, quotas, link = views.jobs(), views.quotas(now), views.link(now)
        rows = GAUGE_ROWS if self.size.height > LOW else 1
        self.query_one("#link", Drawn).show(prose(link_line(link, now)))
        self.query_one("#jobs", Drawn).show(lambda width: job_strip(jobs, now, width))
        self.query_one("#gauges", Drawn).show(lambda width: gauges(quotas, now, width, rows))

    @on(RowChosen, "#newest")
    def open_newest(self, message: "RowChosen[OrderRow]") -> None:
        """Show everything on the order."""
        self.open_order(message.row.order_id)

    @on(RowChosen, "#findings")
    def open_finding(self, message: "RowChosen[FindingRow]") -> None:
        """Show the order that the finding is about, else the finding itself."""
        if self.session.is_order(message.row.subject):
            self.open_order(message.row.subject)
        else:
            self.app.run_worker(self.app.run_action("show_mode('findings')"))


def _figures(counts: Counts) -> Content:
    pieces: list[str | Ink] = [
        _("注文 {n}").format(n=f"{counts.orders:,}"),
        Ink(f"   要確認 {counts.needs_check:,}", "warn"),
        Ink(f"   未処理 {counts.open:,}", "strong"),
        Ink(f"   送信待ち {counts.waiting:,}", "note"),
        Ink(f"   連携失敗 {counts.link_failed:,}", "bad" if counts.link_failed else "quiet"),
        Ink(f"   {_('診断')} {counts.findings:,}", "warn" if counts.findings else "good"),
    ]
    if counts.set_aside:
        pieces.append(Ink(f"   {_('保留')} {counts.set_aside:,}", "bad"))
    return lines(inked(*pieces))


def _by_weight(findings: tuple[FindingRow, ...]) -> Content:
    pieces: list[str | Ink] = [Ink(f"── {_('診断')}", "quiet")]
    for weight, number in sorted(Counter(row.weight for row in findings).items(), reverse=True):
        ink = weight_ink(weight)
        pieces.append(Ink(f"   {ink.text} {number:,}", ink.tone))
    return inked(*pieces)


class LinkedOverviewScreen(OverviewScreen):
    """The same of a linked shop, whose time nobody moves."""

    HELP = N_(
        "全体の様子です。連携と承認、定期処理（次回・残り・解消の見込み・待っているもの）、"
        "この24時間の遅れ・注文・失敗、Amazonの呼び出し枠、件数、診断、新着注文の順です。"
        "Tabで表を移り、Enterで開きます。"
        "連携したショップの時計は実際の時刻なので、止めたり進めたり巻き戻したりはできません。"
    )
