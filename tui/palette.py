"""The command palette in the language in use."""

from functools import partial

from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from tui.words import _


class Palette(CommandPalette):
    """Textual's, with its prompt and the one sentence that it says by itself."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("コマンドを探す…"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        tell = partial(self._tell_nothing_found, search_value)
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, tell)

    def _tell_nothing_found(self, search_value: str) -> None:
        if search_value:
            nothing = Option(_("合うコマンドはありません。"), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(nothing)
        self._list_visible = bool(search_value)
