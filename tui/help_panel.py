"""F1: help of what is focused, in the language in use."""

from textwrap import dedent

from textual.widget import Widget
from textual.widgets import HelpPanel, Markdown

from tui.keys import in_keys
from tui.words import _


class WordsHelpPanel(HelpPanel):
    """Textual's panel with `HELP` texts taken as message ids."""

    def update_help(self, focused_widget: Widget | None) -> None:
        """Show the help of the focused widget or of the nearest parent that has one."""
        super().update_help(focused_widget)
        for node in focused_widget.ancestors_with_self if focused_widget is not None else ():
            if isinstance(node, Widget) and node.HELP:
                for panel in self.query(Markdown):
                    panel.update(in_keys(_(dedent(node.HELP).strip())))
                return
