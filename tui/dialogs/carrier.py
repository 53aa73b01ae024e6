"""The 配送業者 of a dialog: those that can be sent, or another one by its name (R31)."""

from rich.text import Text
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input, Select

from core.domain.carriers import CARRIERS
from tui.words import _

OTHER_NAME = "__other__"
"""Value of the entry under which another carrier's name is typed."""


def carrier_fields(first: str) -> ComposeResult:
    """The list, and a field for another name; `first`, where given, is what they begin with."""
    names = [carrier.label for carrier in CARRIERS]
    options = [(Text(name), name) for name in names]
    options.append((Text(_("その他（名前を入力）")), OTHER_NAME))
    other = bool(first) and first not in names
    value = OTHER_NAME if other else first or names[0]
    yield Select(options, value=value, allow_blank=False, id="carrier", compact=True)
    name = first if other else ""
    yield Input(name, id="carrier-name", placeholder=_("配送業者の名前"), compact=True)


def show_carrier_name(dialog: Widget) -> None:
    """Show the name field only where it is needed."""
    other = dialog.query_one("#carrier", Select).value == OTHER_NAME
    dialog.query_one("#carrier-name", Input).display = other


def chosen_carrier(dialog: Widget) -> str:
    """The carrier as chosen or typed."""
    carrier = str(dialog.query_one("#carrier", Select).value)
    if carrier == OTHER_NAME:
        return dialog.query_one("#carrier-name", Input).value.strip()
    return carrier
