"""A widget whose content is a function of its width: prose that wraps, lanes that spread."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.ink import lines
from tui.wrapping import wrap_content

Draw = Callable[[int], Content]


class Drawn(Widget):
    """Shows what `draw(width)` gives; markup plays no part."""

    DEFAULT_CSS = "Drawn { height: auto; width: 1fr; }"

    def __init__(self, draw: Draw | None = None, *, id: str) -> None:
        super().__init__(id=id)
        self._draw: Draw = draw or (lambda width: Content(""))
        self._drawn: tuple[int, Content] | None = None

    def show(self, draw: Draw) -> None:
        """Show something else; the screen is laid out anew only where the height changes."""
        width = self.size.width
        before = _height(self._in(width))
        self._draw, self._drawn = draw, None
        height = self.styles.height
        grows = height is None or height.is_auto
        self.refresh(layout=grows and _height(self._in(width)) != before)

    def render(self) -> Content:
        """The drawing in the width at hand."""
        return self._in(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the drawing has in this width."""
        return _height(self._in(width))

    def _in(self, width: int) -> Content:
        """The drawing in this width; layout asks for it several times."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._draw(width))
        return self._drawn[1]


def _height(content: Content) -> int:
    return content.plain.count("\n") + 1


def prose(content: Content) -> Draw:
    """Draw `content` wrapped for Japanese and Latin text alike."""
    return lambda width: lines(
        *(
            piece
            for line in content.split("\n", allow_blank=True)
            for piece in wrap_content(line, max(2, width - 2))
        )
    )
