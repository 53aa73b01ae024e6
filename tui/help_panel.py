"""F1: help of what is focused, in the language in use."""

from textwrap import dedent

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import HelpPanel, Markdown

from tui.keys import in_keys
from tui.words import N_, _

MORE = N_("`{app.help}` でこのヘルプを閉じます。")


class WordsHelpPanel(HelpPanel):
    """Textual's panel with `HELP` texts taken as message ids; the keys are another key's matter."""

    DEFAULT_CSS = """
    WordsHelpPanel #widget-help { max-height: 100%; }
    """

    def compose(self) -> ComposeResult:
        """The text alone."""
        yield Markdown(id="widget-help")

    def update_help(self, focused_widget: Widget | None) -> None:
        """Show the help of the focused widget or of the nearest parent that has one."""
        super().update_help(focused_widget)
        for node in focused_widget.ancestors_with_self if focused_widget is not None else ():
            if isinstance(node, Widget) and node.HELP:
                text = in_keys(_(dedent(node.HELP).strip()))
                for panel in self.query(Markdown):
                    panel.update(f"{text}\n\n{in_keys(_(MORE))}")
                return
