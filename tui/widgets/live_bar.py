"""The bar on top of every screen, dialogs included, when writes leave this machine for Amazon."""

from textual.widgets import Static

from tui.destination import Destination, Reach
from tui.ink import Ink, inked
from tui.words import _


class LiveBar(Static):
    """The word LIVE, or SANDBOX, and the host that is written to."""

    def __init__(self, destination: Destination, *, read_only: bool) -> None:
        live = destination.reach is Reach.LIVE
        words = _("本物のAmazonにつながっています") if live else _("Amazonの試験環境です")
        held = f"  {_('読み取り専用')}" if read_only else ""
        said = inked(Ink(f" {destination.reach.value} ", "strong"), f" {words}  ", destination.host)
        super().__init__(said + inked(held), classes="-live" if live else "-sandbox")
