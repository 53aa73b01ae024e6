"""Text for the screen: cleaned, markup off, measured in cells.

Everything that came from outside passes `clean` here. A `tone` is a meaning, not a colour: themes
decide how it looks, and a word or a sign always says the same thing beside it.
"""

import re
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from core.domain.cleaning import clean

Tone = Literal["", "strong", "quiet", "good", "warn", "bad", "note", "shop", "amazon"]

ELLIPSIS = "…"
_JOINERS = re.compile("[\u200d\ufe0e\ufe0f]")


class Ink(NamedTuple):
    """One piece of text in one tone."""

    text: str
    tone: Tone = ""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` cleaned, in exactly `width` cells: cut with an ellipsis, padded left or right."""
    if width <= 0:
        return ""
    text = clean(text, limit=width * 4)
    fitted = _fitted(text, width, right)
    if cell_len(fitted) != width:
        # A joiner without an emoji on both sides would join with the padding.
        fitted = _fitted(_JOINERS.sub("", text), width, right)
    return fitted


def _fitted(text: str, width: int, right: bool) -> str:
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + ELLIPSIS
    gap = " " * (width - length)
    return gap + text if right else text + gap


def inked(*pieces: str | Ink) -> Content:
    """Content of plain pieces, each cleaned; nothing in them is read as markup."""
    return Content.assemble(*(_styled(piece) for piece in pieces))


def _styled(piece: str | Ink) -> str | tuple[str, str]:
    if isinstance(piece, str):
        return clean(piece)
    return (clean(piece.text), style_of(piece.tone))


def lines(*rows: Content) -> Content:
    """Rows under each other."""
    return Content("\n").join(rows)


def style_of(tone: Tone) -> str:
    """Content style of a tone: theme variables only."""
    match tone:
        case "":
            return ""
        case "strong":
            return "bold"
        case _:
            return f"$tone-{tone}"
