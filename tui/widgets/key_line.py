"""The last line: the screen's own keys first, as many as fit, and always `?`.

One widget that draws a line, since it changes with nearly every key that is pressed.
"""

from collections.abc import Callable, Iterable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

ALWAYS = "app.keys"
"""The key that lists all others; it never gives way."""

FAMILIES = ("case", "problem", "table", "clock", "screen", "app")
"""First parts of the ids of keys that many screens have, in the order of the line."""


class Shown(NamedTuple):
    """One key of the line, from cell `start` on."""

    start: int
    display: str
    word: str
    key: str
    enabled: bool
    tooltip: str


class KeyLine(Widget):
    """Keys and their words; greyed ones stand in brackets. A click presses the key."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--off"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[Shown, ...] = ()

    def on_mount(self) -> None:
        """Be told when other keys are possible."""
        self.screen.bindings_updated_signal.subscribe(self, self._look)

    def on_resize(self) -> None:
        """More or fewer of them fit."""
        self._look(self.screen)

    def _look(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        active = screen.active_bindings.values()
        keys = tuple(lay_out_keys(active, self.app.get_key_display, self.size.width))
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        base = self.rich_style
        key_style = self.get_component_rich_style("key-line--key")
        off_style = self.get_component_rich_style("key-line--off")
        segments: list[Segment] = []
        for each in self._keys:
            segments.append(Segment(each.display, key_style if each.enabled else off_style))
            segments.append(Segment(f" {each.word} ", base if each.enabled else off_style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _under(self, x: int) -> Shown | None:
        return next((each for each in reversed(self._keys) if each.start <= x), None)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        shown = self._under(event.x)
        if shown is not None:
            self.app.simulate_key(shown.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell of the key under the mouse."""
        shown = self._under(event.x)
        self.tooltip = shown.tooltip if shown is not None else None


def lay_out_keys(
    active: Iterable[ActiveBinding], display: Callable[[Binding], str], width: int
) -> Iterable[Shown]:
    """The keys that fit `width` cells, each action once, by rank."""
    found: dict[str, ActiveBinding] = {}
    for each in active:
        if each.binding.show:
            found.setdefault(each.binding.action, each)
    ranked = sorted(found.values(), key=lambda each: rank(each.binding))
    fitting = _fitting((each.binding for each in ranked), display, width)
    start = 0
    for each in ranked:
        binding = each.binding
        if binding.action in fitting:
            name = display(binding)
            yield Shown(start, name, binding.description, binding.key, each.enabled, each.tooltip)
            start += _cells(name, binding)


def rank(binding: Binding) -> int:
    """The screen's own keys before those that every screen has."""
    family = (binding.id or "").partition(".")[0]
    return FAMILIES.index(family) if family in FAMILIES else -1


def _fitting(
    bindings: Iterable[Binding], display: Callable[[Binding], str], width: int
) -> set[str]:
    chosen: set[str] = set()
    for binding in sorted(bindings, key=lambda each: each.id != ALWAYS):
        cells = _cells(display(binding), binding)
        if cells <= width:
            chosen.add(binding.action)
            width -= cells
    return chosen


def _cells(name: str, binding: Binding) -> int:
    return cell_len(name) + 1 + cell_len(binding.description) + 1
