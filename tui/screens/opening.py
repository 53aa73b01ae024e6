"""What stands on screen until the world is open: it names what is being waited for."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from tui.ink import inked
from tui.words import _


class OpeningScreen(Screen[None]):
    """One sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """What is being opened."""
        yield Static(inked(_(self._sentence)), id="opening")
