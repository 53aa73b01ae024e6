"""What lies on top of a screen until it is answered; it brings the styles that only it needs."""

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from tui.held_drawing import HeldScreen

Answer = TypeVar("Answer")

STYLES_KEPT = 4096


class Dialog(HeldScreen[Answer], ModalScreen[Answer]):
    """A box in the middle. Its styles are read with the first one, not when the program starts."""

    CSS_PATH: ClassVar[str] = "../styles/dialogs.tcss"

    def render(self) -> RenderableType:
        """The screen below, darkened."""
        below = super().render()
        return Below(below.screen, below.color) if isinstance(below, BackgroundScreen) else below


class Below(BackgroundScreen):
    """As Textual's, but each style is darkened once, not each piece of text."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """The pieces in their darkened styles."""
        for text, style, control in segments:
            yield Segment(text, style if control else _darkened(style, color), control)


@lru_cache(STYLES_KEPT)
def _darkened(style: Style | None, color: Color) -> Style | None:
    (piece,) = BackgroundScreen.process_segments([Segment(" ", style)], color)
    return piece.style
