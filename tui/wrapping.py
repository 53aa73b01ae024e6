"""Break mixed Japanese and Latin text into lines of a given width in cells.

Japanese breaks between any two characters but not before a closing mark; Latin words stay whole
where they can. Textual's own wrapping knows spaces alone and leaves ragged lines in Japanese.
"""

import re

from rich.cells import cell_len
from textual.content import Content

_TOKENS = re.compile(r"[!-~¡-ɏ]+|\s+|.", re.DOTALL)
_NOT_FIRST = frozenset("、。，．）」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ！？：；・…")


def wrap_content(content: Content, width: int) -> list[Content]:
    """`content` in lines of at most `width` cells, styles kept."""
    return [content[start:end] for start, end in line_bounds(content.plain, max(2, width))]


def line_bounds(text: str, width: int) -> list[tuple[int, int]]:
    """Start and end offset of each line; at least one line."""
    bounds: list[tuple[int, int]] = []
    start, used = 0, 0
    for token in _pieces(text, width):
        first, last, cells = token
        if text[first] == "\n":
            bounds.append((start, first))
            start, used = last, 0
        elif used and used + cells > width and text[first] not in _NOT_FIRST:
            bounds.append((start, _without_space(text, start, first)))
            start, used = (last, 0) if text[first].isspace() else (first, cells)
        elif used + cells > width + 2:
            bounds.append((start, first))
            start, used = first, cells
        else:
            used += cells
    bounds.append((start, len(text)))
    return bounds


def _pieces(text: str, width: int) -> list[tuple[int, int, int]]:
    """Tokens as (start, end, cells); a word wider than a line is cut into single characters."""
    found = []
    for match in _TOKENS.finditer(text):
        cells = cell_len(match.group())
        if cells <= width:
            found.append((match.start(), match.end(), cells))
            continue
        for place in range(match.start(), match.end()):
            found.append((place, place + 1, cell_len(text[place])))
    return found


def _without_space(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
