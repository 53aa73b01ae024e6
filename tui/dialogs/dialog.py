"""What lies on top of a screen until it is answered; it brings the styles that only it needs."""

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

from tui.held_drawing import HeldScreen

Answer = TypeVar("Answer")


class Dialog(HeldScreen[Answer], ModalScreen[Answer]):
    """A box in the middle. Its styles are read with the first one, not when the program starts."""

    CSS_PATH: ClassVar[str] = "../styles/dialogs.tcss"
