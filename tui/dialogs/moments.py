"""Choose a moment to return to: one of those kept, or a time that is typed."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from core.domain.instants import jst
from tui.dialogs.form import Form, label
from tui.formats import ago, moment
from tui.ink import Ink
from tui.moments import MomentUnreadable, read_past
from tui.widgets.clock_bar import job_words
from tui.widgets.columns import Column
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.history import Moment


class MomentForm(Form["Moment | datetime"]):
    """The kept moments, the newest first; a time in the field takes the place of the choice.

    To a moment of the list the world returns as it was; to a typed time it lives on from the moment
    before.
    """

    HELP = N_(
        "巻き戻す先です。一覧から選ぶか、日時を入力します。ショップもAmazonもその時点に戻ります。"
    )

    AUTO_FOCUS = "#moments"
    title_text = N_("巻き戻す時点")
    submit_text = N_("巻き戻す")

    def __init__(self, moments: "tuple[Moment, ...]", now: datetime) -> None:
        """`moments` oldest first, at least one."""
        super().__init__()
        self._moments = moments
        self._now = now

    def fields(self) -> ComposeResult:
        """The list and the field."""
        columns: tuple[Column[Moment], ...] = (
            Column("at", N_("時刻(JST)"), 14, lambda row: Ink(f"{jst(row.at):%m/%d %H:%M:%S}")),
            Column("ago", N_("いつ"), 13, lambda row: Ink(ago(row.at, self._now), "quiet")),
            Column("before", N_("このあと起きたこと"), 20, lambda row: Ink(_before(row)), grow=1),
        )
        yield PagedTable(columns, lambda row: str(row.number), empty="", id="moments")
        yield label(_("または日時（日本時間）、-20m など"))
        yield Input(id="moment", placeholder="-20m", compact=True)

    def on_mount(self) -> None:
        """Show the list, the newest first."""
        self.query_one("#moments", PagedTable).show(FixedRows(self._moments[::-1]), from_top=True)

    @property
    def _typed(self) -> str:
        return self.query_one("#moment", Input).value.strip()

    @on(RowPointed, "#moments")
    def point(self) -> None:
        """Say what would be returned to."""
        self.check()

    @on(RowChosen, "#moments")
    def choose(self, message: "RowChosen[Moment]") -> None:
        """Return to the moment under the pointer, whatever stands in the field."""
        self.dismiss(message.row)

    def problem(self) -> str:
        """Why the text is no moment that can be returned to."""
        if not self._typed:
            return ""
        try:
            at = read_past(self._typed, self._now)
        except MomentUnreadable as error:
            return _(error.sentence)
        first = self._moments[0].at
        if at < first:
            return _("戻れるのは {at} までです。").format(at=moment(first))
        return ""

    def hint(self) -> str:
        """The moment as it was understood."""
        answer = self.answer()
        at = answer if isinstance(answer, datetime) else answer.at
        return f"→ {moment(at)} ({ago(at, self._now)})"

    def answer(self) -> "Moment | datetime":
        """The time that was typed, else the moment pointed at."""
        if self._typed:
            return read_past(self._typed, self._now)
        pointed = self.query_one("#moments", PagedTable).pointed
        return pointed if pointed is not None else self._moments[-1]


def _before(row: "Moment") -> str:
    return job_words(row.before.text(_))
