"""What stands on screen until the world is open: it names what is being waited for."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from tui.ink import inked
from tui.words import _


class OpeningScreen(Screen[None]):
    """One sentence."""

    def compose(self) -> ComposeResult:
        """What is being opened."""
        yield Static(inked(_("デモのショップと模擬Amazonを開いています…")), id="opening")
