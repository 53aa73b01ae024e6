"""What a terminal would show of the bytes that a program wrote, and which commands were among them.

Read strictly: a byte that is neither text nor part of a whole control sequence is a mistake.
"""

import re

from rich.cells import cell_len

SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[0-9]+)(?:;[^\x07\x1b]*)?(?:\x07|\x1b\\)"
    r"|\x1bP(?P<dcs>[^\x1b]*)\x1b\\"
    r"|\x1b(?P<plain>[=>78cM]|\([A-Z0-9])"
)
OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""What a terminal acts on, or that turns the direction of the text."""
NEW_LINE = {"\r", "\n"}


class Grid:
    """Cells of a screen; `commands` are the kinds of sequences seen, `stray` what is wrong."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.commands: set[str] = set()
        self.stray: list[str] = []
        self._rows = [dict[int, str]() for _row in range(rows)]
        self._row = self._column = 0

    def feed(self, written: bytes) -> None:
        """Draw what was written."""
        text = written.decode()
        place = 0
        for found in SEQUENCE.finditer(text):
            self._text(text[place : found.start()])
            self._obey(found)
            place = found.end()
        self._text(text[place:])

    def _text(self, text: str) -> None:
        if bad := set(OBEYED.findall(text)) - NEW_LINE:
            self.stray.append(f"{bad!r} in {text!r}")
        for line in re.split(r"[\r\n]+", text):
            self._put(line)

    def _put(self, text: str) -> None:
        if not text or self._row >= len(self._rows):
            return
        row, end = self._rows[self._row], self._column + cell_len(text)
        for column in [each for each in row if self._column <= each < end]:
            del row[column]
        row[self._column] = text
        self._column = end

    def _obey(self, found: re.Match[str]) -> None:
        kind = found["final"]
        if kind is None:
            self.commands.add(f"osc {found['osc']}" if found["osc"] else found[0][:2])
            return
        self.commands.add(f"csi {found['private']}{kind}")
        if kind == "H" and not found["private"]:
            line, _, column = found["numbers"].partition(";")
            self._row, self._column = int(line or 1) - 1, int(column or 1) - 1

    def width(self, row: int) -> int:
        """Cells that were drawn on a line, up to its last one."""
        return max((at + cell_len(text) for at, text in self._rows[row].items()), default=0)

    def lines(self) -> list[str]:
        """Text of every line, runs in the order of their columns."""
        return ["".join(text for _column, text in sorted(row.items())) for row in self._rows]

    def starts(self, row: int) -> set[int]:
        """Columns at which a run of text begins on a line."""
        return set(self._rows[row])
