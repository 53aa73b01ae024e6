"""The screen as cells: what stands where, in which colours. For snapshots in tests and pictures."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip


class Run(NamedTuple):
    """Neighbouring cells of one look; colours as #rrggbb."""

    x: int
    cells: int
    text: str
    foreground: str
    background: str
    bold: bool


FOREGROUND, BACKGROUND = "#e6e9f0", "#10141c"
"""Where the terminal's own colours would show."""


def strips(app: App[object]) -> list[Strip]:
    """The lines that a terminal would now show."""
    return list(app.screen._compositor.render_strips())


def plain_lines(app: App[object]) -> list[str]:
    """The text of each line, without the spaces at its end."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips(app)]


def runs(strip: Strip) -> Iterator[Run]:
    """A line as runs from left to right."""
    x = 0
    for segment in Segment.simplify(strip):
        if segment.control:
            continue
        cells = cell_len(segment.text)
        yield _run(x, cells, segment.text, segment.style or Style.null())
        x += cells


def _run(x: int, cells: int, text: str, style: Style) -> Run:
    front, back = _hex(style.color, FOREGROUND), _hex(style.bgcolor, BACKGROUND)
    if style.reverse:
        front, back = back, front
    return Run(x, cells, text, front, back, bool(style.bold))


def _hex(color: Color | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    return color.get_truecolor().hex
