"""Jump mode: a letter on everything that can have the focus, and the numbers on the tabs."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.dialogs.dialog import Dialog
from tui.keys import key
from tui.widgets.masthead import Masthead
from tui.words import N_

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""In the order in which they are given away: the home row first."""


class Target(NamedTuple):
    """A widget, or the mode of a screen, to jump to, and the cell where its sign stands."""

    sign: str
    to: Widget | str
    at: Offset


def targets_of(screen: Screen[object]) -> Iterator[Target]:
    """What can be seen of the tabs and of the widgets that take the focus."""
    for line in screen.query(Masthead):
        for tab in line.tabs():
            at = line.region.offset + Offset(tab.start + 1, 0)
            if line.region.contains_point(at):
                yield Target(str(tab.number), tab.mode, at)
    letters = iter(LETTERS)
    for widget in screen.focus_chain:
        seen = widget.region.intersection(screen.region)
        for above in widget.ancestors:
            if isinstance(above, Widget) and above is not screen:
                seen = seen.intersection(above.region)
        if seen and (letter := next(letters, "")):
            yield Target(letter, widget, seen.offset)


class JumpScreen(Dialog[Widget | str | None]):
    """The signs on top of the screen below; dismisses with what the key pressed stands for."""

    CSS_PATH = "../styles/jump.tcss"
    HELP = N_("表示された文字を押すと、その表や欄へ移ります。数字は画面です。")

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", "やめる", "移らずに閉じる", id="jump.leave"),
    ]

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__()
        self._targets = targets

    def compose(self) -> ComposeResult:
        """One sign each."""
        for target in self._targets:
            sign = Static(target.sign, classes="jump-sign", markup=False)
            sign.absolute_offset = target.at
            yield sign

    def on_key(self, event: events.Key) -> None:
        """Jump; any other key leaves everything as it was."""
        if event.key == "escape":
            return
        event.stop()
        typed = unicodedata.normalize("NFKC", event.character or "").lower()
        chosen = (target.to for target in self._targets if target.sign == typed)
        self.dismiss(next(chosen, None))

    def on_click(self) -> None:
        """A click leaves too."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
