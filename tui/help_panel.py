"""F1: help of what is focused, in the language in use."""

from textwrap import dedent

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import HelpPanel

from tui.ink import inked, lines
from tui.keys import in_keys
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _

MORE = N_("{app.help} でこのヘルプを閉じます。")


class WordsHelpPanel(HelpPanel):
    """Textual's panel with `HELP` texts taken as message ids; the keys are another key's matter."""

    DEFAULT_CSS = """
    WordsHelpPanel #widget-help { max-height: 100%; padding: 1 0 1 2; }
    """

    def compose(self) -> ComposeResult:
        """The text alone."""
        yield Drawn(id="widget-help")

    def update_help(self, focused_widget: Widget | None) -> None:
        """Show the help of the focused widget or of the nearest parent that has one."""
        super().update_help(focused_widget)
        for node in focused_widget.ancestors_with_self if focused_widget is not None else ():
            if isinstance(node, Widget) and node.HELP:
                text = in_keys(f"{_(dedent(node.HELP).strip())}\n\n{_(MORE)}")
                for panel in self.query(Drawn):
                    panel.show(prose(lines(*map(inked, text.split("\n")))))
                return
