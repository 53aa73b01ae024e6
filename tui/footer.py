"""Which keys the footer shows: the screen's own first, as many as fit, and always `?`."""

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from textual.binding import Binding

ALWAYS = "app.keys"
"""The key that lists all others; it never gives way."""

FAMILIES = ("problem", "table", "clock", "screen", "app")
"""First parts of the ids of keys that every screen has, in the order of the footer."""


def rank(binding: Binding) -> int:
    """The screen's own keys before those that every screen has."""
    family = (binding.id or "").partition(".")[0]
    return FAMILIES.index(family) if family in FAMILIES else -1


def shown_in_footer(
    bindings: Iterable[Binding], display: Callable[[Binding], str], width: int
) -> set[str]:
    """Actions of the bindings that fit a footer of `width` cells, by rank."""
    wanted: dict[str, Binding] = {}
    for binding in bindings:
        if binding.show:
            wanted.setdefault(binding.action, binding)
    chosen: set[str] = set()
    for binding in sorted(wanted.values(), key=lambda each: each.id != ALWAYS):
        cells = cell_len(display(binding)) + 1 + cell_len(binding.description) + 1
        if cells <= width:
            chosen.add(binding.action)
            width -= cells
    return chosen
