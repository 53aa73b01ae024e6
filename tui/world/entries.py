"""Lines as they are typed or piped in → entries: one command, or one step on one or more lines."""

from typing import NamedTuple


class Entry(NamedTuple):
    """What is read as one; `line` is the number of its first line."""

    line: int
    text: str


class Entries:
    """Takes lines one by one.

    A step goes over several lines as in a file: after a line that begins with a dash or ends with a
    colon come indented lines, up to the first that is not indented. Empty lines and lines that
    begin with `#` stand between entries.
    """

    def __init__(self) -> None:
        self._number = 0
        self._open: list[str] = []
        self._begun = 0

    @property
    def is_open(self) -> bool:
        """Whether the last line may go on."""
        return bool(self._open)

    def feed(self, line: str) -> tuple[Entry, ...]:
        """The entries that are whole with this line."""
        self._number += 1
        line = line.rstrip()
        if self._open and line[:1] in (" ", "\t"):
            self._open.append(line)
            return ()
        whole = self.end()
        if not line or line.lstrip().startswith("#"):
            return whole
        if _goes_on(line):
            self._open, self._begun = [line], self._number
            return whole
        return (*whole, Entry(self._number, line))

    def end(self) -> tuple[Entry, ...]:
        """What was open, now that nothing more comes."""
        lines, self._open = self._open, []
        return (Entry(self._begun, "\n".join(lines)),) if lines else ()


def _goes_on(line: str) -> bool:
    return line.startswith("- ") or line.endswith((":", "|"))
