"""Flat files: rows of cells between tabs under a line of column names, and their report."""

import csv
from collections.abc import Iterable, Sequence

from msgspec import Struct

from simulator.feeds.outcome import FeedEnd, Outcome, Unreadable
from simulator.reports.table import text_sheet
from simulator.simulation import Simulation

_TEMPLATE = "TemplateType="
_MAX_CELL = 1000


class Row(Struct, frozen=True):
    """One record: its number in the file, counted from 1 after the column names."""

    number: int
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")


class Fault(Struct, frozen=True):
    """What is wrong with a record, in the words of Amazon's code."""

    number: int
    code: str
    text: str


def read_rows(content: bytes, needed: Sequence[str]) -> list[Row]:
    """The records. A line `TemplateType=…` may stand above the column names.

    Raises `Unreadable` for what is no text, or lacks one of the columns `needed`.
    """
    lines = _text(content).splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith(_TEMPLATE)):
        lines.pop(0)
    try:
        table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except csv.Error:
        raise Unreadable("90061", "A cell of the file is larger than it may be.") from None
    names = [name.strip() for name in table[0]] if table else []
    missing = [name for name in needed if name not in names]
    if missing:
        raise Unreadable("90057", f"The column '{missing[0]}' is missing.")
    records = (
        {name: cell.strip()[:_MAX_CELL] for name, cell in zip(names, line, strict=False)}
        for line in table[1:]
    )
    return [Row(number, cells) for number, cells in enumerate(records, 1) if any(cells.values())]


def report(
    sim: Simulation, processed: int, faults: Iterable[Fault], *, status: FeedEnd = "DONE"
) -> Outcome:
    """The processing report of a flat file."""
    listed = sorted(faults, key=lambda fault: fault.number)
    failed = len({fault.number for fault in listed})
    lines = [
        "Feed Processing Summary:",
        f"\tNumber of records processed\t\t{processed}",
        f"\tNumber of records successful\t\t{max(0, processed - failed)}",
        "",
        "original-record-number\terror-code\terror-type\terror-message",
        *(f"{fault.number}\t{fault.code}\tError\t{fault.text}" for fault in listed),
    ]
    sheet = text_sheet(sim, "".join(f"{line}\r\n" for line in lines))
    return Outcome(status, sheet.content, sheet.content_type)


def _text(content: bytes) -> str:
    """UTF-8 or the encoding of Japan. Raises `Unreadable`."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("90061", "The file is neither UTF-8 nor Shift_JIS.")
