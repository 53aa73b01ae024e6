"""A cell grid as SVG in which every run stands exactly on its cells, Japanese included.

Textual's own export sets the width of a run by its number of characters, which crushes Japanese.
Here a run is split where the width of its characters changes, and each part gets the width of its
cells. Lines and blocks are drawn, not written, so that they join in every font.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from tui.cell_grid import BACKGROUND, Run, runs

CELL_W, CELL_H, FONT = 9, 20, 16
BASELINE = 15
FONTS = "'Noto Sans Mono CJK JP','BIZ UDGothic','Osaka-Mono','MS Gothic',monospace"

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = {
    "│": _UP | _DOWN,
    "─": _LEFT | _RIGHT,
    "┌": _DOWN | _RIGHT,
    "┐": _DOWN | _LEFT,
    "└": _UP | _RIGHT,
    "┘": _UP | _LEFT,
    "├": _UP | _DOWN | _RIGHT,
    "┤": _UP | _DOWN | _LEFT,
    "┬": _DOWN | _LEFT | _RIGHT,
    "┴": _UP | _LEFT | _RIGHT,
    "┼": _UP | _DOWN | _LEFT | _RIGHT,
    "╭": _DOWN | _RIGHT,
    "╮": _DOWN | _LEFT,
    "╰": _UP | _RIGHT,
    "╯": _UP | _LEFT,
}
_BLOCKS = {chr(0x2580 + eighth): eighth for eighth in range(1, 9)}
"""▁ … █ by the eighths that they fill from below."""


def svg(strips: Sequence[Strip], title: str) -> str:
    """The picture of these lines."""
    columns = max((strip.cell_length for strip in strips), default=0)
    width, height = columns * CELL_W, len(strips) * CELL_H
    body = [part for y, strip in enumerate(strips) for part in _line(strip, y * CELL_H)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img">',
            f"<title>{escape(title)}</title>",
            "<style>text{white-space:pre;font-size:"
            f"{FONT}px;font-family:{FONTS}}}.b{{font-weight:bold}}</style>",
            f'<rect width="{width}" height="{height}" fill="{BACKGROUND}"/>',
            *body,
            "</svg>\n",
        )
    )


def _line(strip: Strip, top: int) -> Iterator[str]:
    found = list(runs(Strip(list(Segment.simplify(strip)))))
    for run in found:
        if run.background != BACKGROUND:
            yield (
                f'<rect x="{run.x * CELL_W}" y="{top}" width="{run.cells * CELL_W}"'
                f' height="{CELL_H}" fill="{run.background}"/>'
            )
    for run in found:
        yield from _glyphs(run, top)


def _glyphs(run: Run, top: int) -> Iterator[str]:
    """Parts of a run whose characters have one width, each on its own cells."""
    x = run.x * CELL_W
    for (cells, drawn), group in groupby(run.text, key=_kind):
        text = "".join(group)
        if drawn:
            for character in text:
                yield _drawn(character, x, top, run.foreground)
                x += CELL_W
            continue
        width = cell_len(text) * CELL_W
        if text.strip() and cells:
            yield from _text(text, x, top, run)
        x += width


def _kind(character: str) -> tuple[int, bool]:
    return cell_len(character), character in _LINES or character in _BLOCKS


def _text(text: str, x: int, top: int, run: Run) -> Iterator[str]:
    lead = len(text) - len(text.lstrip())
    shown = text.strip()
    x += cell_len(text[:lead]) * CELL_W
    weight = ' class="b"' if run.bold else ""
    # Wide characters are set apart rather than stretched; narrow ones must not run over.
    adjust = "spacing" if cell_len(shown[0]) > 1 else "spacingAndGlyphs"
    yield (
        f'<text x="{x}" y="{top + BASELINE}" textLength="{cell_len(shown) * CELL_W}"'
        f' lengthAdjust="{adjust}" fill="{run.foreground}"{weight}>{escape(shown)}</text>'
    )


def _drawn(character: str, x: int, top: int, color: str) -> str:
    if character in _BLOCKS:
        height = CELL_H * _BLOCKS[character] / 8
        return (
            f'<rect x="{x}" y="{top + CELL_H - height:g}" width="{CELL_W}"'
            f' height="{height:g}" fill="{color}"/>'
        )
    middle_x, middle_y = x + CELL_W / 2, top + CELL_H / 2
    ends = {
        _UP: (middle_x, top),
        _DOWN: (middle_x, top + CELL_H),
        _LEFT: (x, middle_y),
        _RIGHT: (x + CELL_W, middle_y),
    }
    directions = _LINES[character]
    path = "".join(
        f"M{middle_x:g} {middle_y:g}L{end[0]:g} {end[1]:g}"
        for bit, end in ends.items()
        if directions & bit
    )
    return f'<path d="{path}" stroke="{color}" fill="none"/>'
