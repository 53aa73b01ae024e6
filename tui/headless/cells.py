"""Text in terminal cells: a Japanese character takes two."""

from rich.cells import cell_len, set_cell_size

from core.domain.cleaning import clean

ELLIPSIS = "…"
_NOT_FIRST = frozenset("、。，．）」』】〕ー！？：；・…")


def shown(text: str) -> str:
    """What came from outside, so that no terminal obeys it."""
    return clean(text)


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, an ellipsis where some of it is gone."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + ELLIPSIS


def filled(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells."""
    fitting = cut(text, width)
    space = " " * (width - cell_len(fitting))
    return space + fitting if right else fitting + space


def folded(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells and a closing mark; Latin words stay whole."""
    lines, line, used = [], "", 0
    for word in _words(text, width):
        cells = cell_len(word)
        if used + cells > width and word not in _NOT_FIRST:
            lines.append(line.rstrip())
            line, used = "", 0
            word = word.lstrip()
            cells = cell_len(word)
        line += word
        used += cells
    return [*lines, line.rstrip()]


def _words(text: str, width: int) -> list[str]:
    """Pieces that stay on one line: a Latin word, one Japanese character."""
    pieces: list[str] = []
    for character in text:
        joins = pieces and _latin(character) and _latin(pieces[-1][-1])
        if joins and cell_len(pieces[-1]) < width:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _latin(character: str) -> bool:
    return character.isascii() and not character.isspace()
