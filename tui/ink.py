"""Text for the screen: cleaned, markup off, measured in cells.

Everything that came from outside passes `shown` here. A `tone` is a meaning, not a colour: themes
decide how it looks, and a word or a sign always says the same thing beside it.
"""

import re
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from core.domain.cleaning import TEXT_MAX, clean

Tone = Literal["", "strong", "quiet", "good", "warn", "bad", "note", "shop", "amazon"]

ELLIPSIS = "…"
_SHAPING = re.compile("[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""Joiners, variation selectors and skin tones: terminals disagree how wide these make a character,
so an emoji family stands here as its members, and every column stays where it is."""


class Ink(NamedTuple):
    """One piece of text in one tone."""

    text: str
    tone: Tone = ""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` cleaned, in exactly `width` cells: cut with an ellipsis, padded left or right."""
    if width <= 0:
        return ""
    text = shown(text, limit=width * 4)
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + ELLIPSIS
    gap = " " * (width - length)
    return gap + text if right else text + gap


def shown(text: str, limit: int = TEXT_MAX) -> str:
    """`text` as a terminal may have it: nothing to obey, and as wide as it was measured."""
    text = clean(text, limit)
    return text if text.isascii() else _SHAPING.sub("", text)


def inked(*pieces: str | Ink) -> Content:
    """Content of plain pieces, each cleaned; nothing in them is read as markup."""
    return Content.assemble(*(_styled(piece) for piece in pieces))


def _styled(piece: str | Ink) -> str | tuple[str, str]:
    if isinstance(piece, str):
        return shown(piece)
    return (shown(piece.text), style_of(piece.tone))


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
