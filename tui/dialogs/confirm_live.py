"""Asked before anything leaves for the real Amazon: what, and when. Enter alone means no."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Button, Static

from tui.dialogs.form import Form
from tui.errands import Errand
from tui.ink import Ink, inked, lines
from tui.words import N_, _


class ConfirmLive(Form[bool]):
    """Dismisses with True for a yes, and with None otherwise."""

    submit_text = N_("本物のAmazonで実行する")

    def __init__(self, errands: Sequence[Errand], host: str) -> None:
        super().__init__()
        self._errands = errands
        self._host = host

    def heading(self) -> str:
        """Where it would go."""
        return _("本物のAmazon（{host}）に反映されます。実行しますか。").format(host=self._host)

    def fields(self) -> ComposeResult:
        """Each errand with what leaves and when."""
        for errand in self._errands:
            yield Static(
                lines(inked(Ink(errand.what, "strong")), inked(Ink(f"  {errand.leaves}", "warn")))
            )

    def on_mount(self) -> None:
        """The way out is at hand."""
        self.query_one("#form-leave", Button).focus()

    def problem(self) -> str:
        """Nothing is missing."""
        return ""

    def answer(self) -> bool:
        """Yes."""
        return True
