"""A list on the standard output: as a table, as JSON, or as CSV.

JSON and CSV carry the same fields under the same names, with labels as the manual has them and
instants in UTC. Rows are written as they come, so that a long list needs no memory.
"""

import csv
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Generic, TypeVar

import click
import msgspec
from rich.cells import cell_len

from core.csv.cells import escaped
from core.domain.sentence import Sentence
from tui.headless.cells import cut, filled, shown
from tui.words import _

Row = TypeVar("Row", bound=msgspec.Struct)

GAP = "  "
BATCH = 500
READABLE = 8
"""Cells below which a cut column says nothing."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a table; an `optional` one goes where the terminal is too narrow."""

    title: str
    text: Callable[[Row], str]
    optional: bool = False
    right: bool = False


def print_list(
    rows: Iterable[Row],
    kind: type[Row],
    columns: Sequence[Column[Row]],
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Write `rows`. Raises click.UsageError where two forms are asked for."""
    if as_json and as_csv:
        raise click.UsageError(_("--json と --csv は同時に使えません。"))
    if as_json:
        _json(rows)
    elif as_csv:
        for piece in csv_pieces(rows, kind):
            click.echo(piece, nl=False)
    else:
        for line in table_lines(rows, columns):
            click.echo(line)


def print_json(value: object) -> None:
    """Write one value as JSON, for a person to read as well."""
    click.echo(msgspec.json.format(msgspec.json.encode(value, enc_hook=_plain), indent=2))


def _plain(value: object) -> str:
    """A sentence that knows its values is told as text."""
    if isinstance(value, Sentence):
        return value[:]
    raise NotImplementedError


def _json(rows: Iterable[Row]) -> None:
    before = b"[\n"
    for row in rows:
        click.echo(before + msgspec.json.encode(row), nl=False)
        before = b",\n"
    click.echo(b"[]" if before == b"[\n" else b"\n]")


def csv_pieces(rows: Iterable[Row], kind: type[Row]) -> Iterator[bytes]:
    """The rows as a CSV file with every field, UTF-8 with BOM; nothing starts a formula."""
    names = kind.__struct_fields__
    yield b"\xef\xbb\xbf" + _written([names])
    for batch in _batches(rows):
        records: list[dict[str, object]] = [msgspec.to_builtins(row) for row in batch]
        yield _written([_cell(record[name]) for name in names] for record in records)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return escaped(value)
        case list() | tuple():
            return escaped(" ".join(str(each) for each in value))
        case dict():
            return escaped(msgspec.json.encode(value).decode())
        case _:
            return str(value)


def _written(lines: Iterable[Iterable[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    every = iter(rows)
    while batch := list(islice(every, BATCH)):
        yield batch


def table_lines(rows: Iterable[Row], columns: Sequence[Column[Row]]) -> Iterator[str]:
    """`rows` as a table; titles come with the first batch, widths fit each batch."""
    titled = False
    for batch in _batches(rows):
        cells = [[shown(column.text(row)) for column in columns] for row in batch]
        titles = [_(column.title) for column in columns]
        widths = [
            max(cell_len(each) for each in (title, *(line[place] for line in cells)))
            for place, title in enumerate(titles)
        ]
        kept = _fitting(widths, columns)
        for line in cells if titled else [titles, *cells]:
            yield _line(line, kept, columns)
        titled = True


def _line(line: Sequence[str], kept: dict[int, int], columns: Sequence[Column[Row]]) -> str:
    pieces = [filled(line[place], kept[place], right=columns[place].right) for place in kept]
    return GAP.join(pieces).rstrip()


def _fitting(widths: Sequence[int], columns: Sequence[Column[Row]]) -> dict[int, int]:
    """Width by column, for those that find room; the last one is cut. A pipe has all the room."""
    kept = dict(enumerate(widths))
    if not sys.stdout.isatty():
        return kept
    room = shutil.get_terminal_size().columns

    def used() -> int:
        return sum(kept.values()) + len(GAP) * (len(kept) - 1)

    for place in reversed(range(len(columns))):
        if used() > room and columns[place].optional:
            wanted = kept.pop(place)
            left = room - used() - len(GAP)
            if left >= READABLE:
                kept[place] = min(wanted, left)
    last = max(kept)
    kept[last] = max(1, kept[last] - max(0, used() - room))
    return dict(sorted(kept.items()))


def sentence(text: str) -> str:
    """A line of a report, cut to the terminal where there is one."""
    if not sys.stdout.isatty():
        return text
    return cut(text, shutil.get_terminal_size().columns)
