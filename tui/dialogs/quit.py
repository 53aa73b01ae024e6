"""Leaving while something runs is asked about; what runs is named."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from tui.dialogs.form import Form
from tui.ink import Ink, inked, lines
from tui.words import N_, _


class QuitForm(Form[bool]):
    """Leave and break off what runs, or stay. Dismisses with True to leave."""

    HELP = N_("動いているものを中断して終了するか、Escで戻ります。")

    title_text = N_("まだ動いているものがあります")
    submit_text = N_("中断して終了する")

    def __init__(self, running: Sequence[str]) -> None:
        """`running` names what would be broken off, in the language in use."""
        super().__init__()
        self._broken_off = running

    def fields(self) -> ComposeResult:
        """What runs, a line each."""
        yield Static(lines(*(inked(Ink(f"▶ {each}", "note")) for each in self._broken_off)))

    def problem(self) -> str:
        """Leaving is always possible."""
        return ""

    def hint(self) -> str:
        """How to leave without looking."""
        return _("Ctrl+Qをもう一度押しても終了します。")

    def answer(self) -> bool:
        """Leave."""
        return True
