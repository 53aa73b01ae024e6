"""A help page within 80 cells: long sentences go on under their beginning."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

from tui.headless.cells import folded

WIDTH = 80
_NAMES = re.compile(r" {2}\S(?:.*?\S)? {2,}(?=\S)| *")
"""The names of an option and the gap behind them, or what a line is indented by."""


def fitted(page: str) -> str:
    """`page` with every line broken that is too long for a terminal."""
    return "\n".join(line for each in page.splitlines() for line in _broken(each))


def _broken(line: str) -> Iterator[str]:
    if cell_len(line) <= WIDTH:
        yield line
        return
    found = _NAMES.match(line)
    head = found.group() if found else ""
    indent = cell_len(head)
    # A closing mark may hang over the edge by its two cells.
    first, *rest = folded(line[len(head) :], WIDTH - indent - 2)
    yield head + first
    yield from (" " * indent + each for each in rest)
