"""Ask which moment the clock is to move to."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from tui.dialogs.form import Form, label
from tui.formats import ahead, moment
from tui.moments import UNREADABLE, MomentUnreadable, read_moment
from tui.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable


class GoToForm(Form[datetime]):
    """A moment in JST, absolute or from now; what it means is shown while typing."""

    HELP = N_("時計を進める先です。日時（日本時間）か、+6d や +20m のような長さを入力します。")

    title_text = N_("時刻へ進む")
    submit_text = N_("進む")

    def __init__(self, now: "Callable[[], datetime]") -> None:
        super().__init__()
        self._now = now

    def fields(self) -> ComposeResult:
        """One line."""
        yield label(_("日時（日本時間）または +6d、+20m など"))
        yield Input(id="moment", placeholder="+6d", compact=True)

    def _read(self) -> datetime:
        return read_moment(self.query_one("#moment", Input).value, self._now())

    def problem(self) -> str:
        """Why the text is no moment ahead."""
        if not self.query_one("#moment", Input).value.strip():
            return _(UNREADABLE)
        try:
            self._read()
        except MomentUnreadable as error:
            return _(error.sentence)
        return ""

    def hint(self) -> str:
        """The moment as it was understood."""
        at = self._read()
        return f"→ {moment(at)} ({ahead(at, self._now())})"

    def answer(self) -> datetime:
        """The moment."""
        return self._read()
