"""A CSV file as rows of a known kind, read lazily, with every wrong cell named.

The header decides which columns there are, in any order; a column that is left out, and a cell that
is left empty, mean that nothing is said about it.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO, TextIOWrapper
from typing import Generic, TypeVar

import msgspec

from core.csv.cells import Wrong
from core.csv.encoding import Undecodable, encoding_of
from core.domain.cleaning import clean
from core.domain.sentence import Sentence
from core.domain.sheets import CellError

Value = TypeVar("Value")
Given = Mapping[str, object]

TOO_LONG = Sentence("セルの文字数が多すぎます。")
WRONG_COUNT = Sentence("項目数が一致しません。項目数を確認してください。")
CELL_CHARS_MAX = 32_767
"""Longest cell that a spreadsheet holds."""


class Column(msgspec.Struct, frozen=True):
    """A column by its label; `read` gives a cell's value or raises Wrong."""

    label: str
    field: str
    read: Callable[[str], object]
    required: bool = False


class Row(msgspec.Struct, Generic[Value], frozen=True):
    """One row: its line, and its `value` where nothing is wrong with it."""

    line: int
    value: Value | None
    errors: tuple[CellError, ...] = ()


class Sheet(Generic[Value]):
    """A file to read; `errors` says why it cannot be read at all, and then it has no rows."""

    def __init__(
        self, data: bytes, columns: Sequence[Column], build: Callable[[Given], Value]
    ) -> None:
        self._data = data
        self._build = build
        self._columns: list[Column] = []
        self._header_line = 1
        self._encoding = ""
        self.errors: tuple[CellError, ...] = ()
        try:
            self._encoding = encoding_of(data)
            self._columns = _chosen(self._header(), columns)
        except Undecodable as error:
            self.errors = (CellError(error.line, "", error.reason),)
        except _BadHeader as error:
            line = self._header_line
            self.errors = tuple(CellError(line, column, why) for column, why in error.found)

    def rows(self) -> Iterator[Row[Value]]:
        """All rows but empty ones, read anew each time, one in memory at a time."""
        if self.errors:
            return
        for line, cells, broken in self._lines():
            if line <= self._header_line:
                continue
            if broken:
                yield Row(line, None, (CellError(line, "", broken),))
            elif any(cell.strip() for cell in cells):
                yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Row[Value]:
        while len(cells) > len(self._columns) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(self._columns):
            return Row(line, None, (CellError(line, "", WRONG_COUNT),))
        given: dict[str, object] = {}
        errors = []
        for column, cell in zip(self._columns, cells, strict=True):
            text = cell.strip(" \u3000")
            if not text:
                if column.required:
                    errors.append(CellError(line, column.label, Sentence("入力してください。")))
                continue
            try:
                if len(text) > CELL_CHARS_MAX:
                    raise Wrong(TOO_LONG)
                given[column.field] = column.read(text)
            except Wrong as wrong:
                errors.append(CellError(line, column.label, wrong.reason))
        if errors:
            return Row(line, None, tuple(errors))
        return Row(line, self._build(given))

    def _header(self) -> list[str]:
        for line, cells, broken in self._lines():
            self._header_line = line
            if broken:
                raise _BadHeader([("", broken)])
            names = [cell.strip(" \u3000") for cell in cells]
            while names and not names[-1]:
                names.pop()
            if names:
                return names
        raise _BadHeader([("", Sentence("ファイルが空です。"))])

    def _lines(self) -> Iterator[tuple[int, list[str], str]]:
        """(line, cells, what is broken) of each record; a broken one does not end the file."""
        text = TextIOWrapper(BytesIO(self._data), self._encoding, newline="")
        reader = csv.reader(text, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                yield line, next(reader), ""
            except StopIteration:
                return
            except csv.Error as error:
                yield line, [], _csv_reason(error)


class _BadHeader(Exception):
    def __init__(self, found: list[tuple[str, str]]) -> None:
        super().__init__(found)
        self.found = found


def _chosen(names: list[str], columns: Sequence[Column]) -> list[Column]:
    """The columns of a header, in its order. Raises _BadHeader with all that is wrong."""
    known = {column.label: column for column in columns}
    found: list[tuple[str, str]] = []
    for place, name in enumerate(names):
        shown = clean(name, 40)
        if name not in known:
            found.append((shown, Sentence("見出し「{name}」は使用できません。", name=shown)))
        elif name in names[:place]:
            found.append((shown, Sentence("見出し「{name}」が2つあります。", name=shown)))
    for column in columns:
        if column.required and column.label not in names:
            found.append(
                (column.label, Sentence("見出し「{name}」がありません。", name=column.label))
            )
    if found:
        raise _BadHeader(found)
    return [known[name] for name in names]


def _csv_reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return TOO_LONG
    return Sentence('引用符（"）の使い方が正しくないため、読み取れません。')
