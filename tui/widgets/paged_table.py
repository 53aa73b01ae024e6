"""A table that draws only the rows on screen, whatever the length of the list behind it."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle

from tui.ink import Ink, fit, style_of
from tui.keys import in_keys, key
from tui.widgets.columns import GAP, Column, Laid, lay_out
from tui.widgets.row_source import FixedRows, RowSource
from tui.words import _

Row = TypeVar("Row")

HEAD = 1
"""Lines that the column titles take."""

POINTER = "▸"
"""Stands before the row pointed at, so that it is not told by colour alone."""

MARK = "*"
"""Stands before a marked row, behind the pointer."""

NEARBY = 400
"""How far around its old place a row is looked for after new rows have come in."""


class RowPointed(Message, Generic[Row]):
    """Another row, or other content of it, is pointed at; `row` is None in an empty list."""

    def __init__(self, table: "PagedTable[Row]", row: Row | None) -> None:
        super().__init__()
        self.table = table
        self.row = row

    @property
    def control(self) -> "PagedTable[Row]":
        """The table."""
        return self.table


class RowChosen(Message, Generic[Row]):
    """A row was opened with Enter or a double click."""

    def __init__(self, table: "PagedTable[Row]", row: Row) -> None:
        super().__init__()
        self.table = table
        self.row = row

    @property
    def control(self) -> "PagedTable[Row]":
        """The table."""
        return self.table


class PagedTable(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows of a `RowSource` under fixed column titles, one of them pointed at.

    The row pointed at is remembered by its key, so that it stays the same one when others arrive.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up,k", "point(-1)", "上", "一つ上の行へ", id="table.up", show=False),
        key("down", "point(1)", "下", "一つ下の行へ", id="table.down", show=False),
        key("pageup", "page(-1)", "前のページ", "一画面上へ", id="table.pageup", show=False),
        key("pagedown", "page(1)", "次のページ", "一画面下へ", id="table.pagedown", show=False),
        key("home", "home", "先頭", "先頭の行へ", id="table.home", show=False),
        key("end", "end", "末尾", "末尾の行へ", id="table.end", show=False),
        key("enter", "choose", "開く", "選んだ行を開く", id="table.choose"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--row",
        "table--cursor",
        "table--empty",
    }

    cursor: reactive[int] = reactive(0)
    """Index of the row pointed at."""

    marked: reactive[frozenset[str]] = reactive(frozenset[str]())
    """Keys of the rows that carry a mark; whoever owns the table sets and clears them."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key_of: Callable[[Row], str],
        *,
        empty: str,
        id: str,
        markable: bool = False,
    ) -> None:
        """`key_of` names a row for life; `empty` is the sentence of an empty list.

        A `markable` table keeps a cell for the mark.
        """
        super().__init__(id=id)
        self._columns = columns
        self._key_of = key_of
        self._empty = empty
        self._source: RowSource[Row] = FixedRows()
        self._pointed_key: str | None = None
        self._laid: tuple[int, Laid[Row]] | None = None
        self._styles_made: dict[tuple[str, Style], Style] = {}
        self._lead = len(POINTER) + (len(MARK) if markable else 0)

    @property
    def pointed(self) -> Row | None:
        """The row pointed at."""
        return self._source.at(self.cursor)

    @property
    def source(self) -> RowSource[Row]:
        """The rows behind the table."""
        return self._source

    def show_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Draw the rows in other columns."""
        self._columns = columns
        self._laid = None
        self.refresh()

    def show(self, source: RowSource[Row], *, from_top: bool = False) -> None:
        """Put other rows behind the table; the row pointed at is found again by its key."""
        grown = len(source) - len(self._source)
        self._source = source
        index = 0 if from_top else self._find_again(self.cursor + max(0, grown))
        self._measure()
        self.set_reactive(PagedTable.cursor, index)
        row = self.pointed
        self._pointed_key = None if row is None else self._key_of(row)
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(RowPointed(self, row))

    def point_at(self, wanted: str) -> bool:
        """Point at the row of this key if it is among the first `NEARBY`."""
        for index in range(min(len(self._source), NEARBY)):
            row = self._source.at(index)
            if row is not None and self._key_of(row) == wanted:
                self.cursor = index
                return True
        return False

    def _find_again(self, guess: int) -> int:
        last = max(0, len(self._source) - 1)
        if self._pointed_key is None:
            return 0
        for distance in range(NEARBY):
            for index in {guess - distance, guess + distance}:
                row = self._source.at(index) if 0 <= index <= last else None
                if row is not None and self._key_of(row) == self._pointed_key:
                    return index
        return min(self.cursor, last)

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._source) + HEAD)

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        self._measure()
        self._scroll_to_cursor()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor inside the list, reading on where the list is longer than known."""
        if cursor > 0 and self._source.at(cursor) is None:
            return max(0, len(self._source) - 1)
        return max(0, cursor)

    def watch_cursor(self) -> None:
        """Show the row pointed at and tell about it."""
        self._measure()
        row = self.pointed
        self._pointed_key = None if row is None else self._key_of(row)
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(RowPointed(self, row))

    @property
    def _visible_rows(self) -> int:
        return max(1, self.scrollable_content_region.height - HEAD)

    def _scroll_to_cursor(self) -> None:
        top = round(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + self._visible_rows:
            top = self.cursor - self._visible_rows + 1
            self.scroll_to(y=top, animate=False, immediate=True)

    def action_point(self, step: int) -> None:
        """Point `step` rows further."""
        self.cursor += step

    def action_page(self, direction: int) -> None:
        """Point one screen further."""
        self.cursor += direction * self._visible_rows

    def action_home(self) -> None:
        """Point at the first row."""
        self.cursor = 0

    def action_end(self) -> None:
        """Point at the last row."""
        self.cursor = self._source.last()

    def action_choose(self) -> None:
        """Open the row pointed at."""
        row = self.pointed
        if row is not None:
            self.post_message(RowChosen(self, row))

    def on_click(self, event: events.Click) -> None:
        """Point with one click, open with two."""
        index = round(self.scroll_y) + event.y - HEAD
        if event.y < HEAD or self._source.at(index) is None:
            return
        self.cursor = index
        if event.chain == 2:
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line: the titles, a row, the sentence of an empty list, or nothing."""
        width = self.scrollable_content_region.width
        if y < HEAD:
            return self._head(width)
        index = round(self.scroll_y) + y - HEAD
        row = self._source.at(index)
        if row is not None:
            return self._row(row, width, pointed=index == self.cursor)
        if len(self._source) == 0 and y == HEAD:
            style = self.get_component_rich_style("table--empty")
            return Strip([Segment(fit(in_keys(_(self._empty)), width), style)], width)
        return Strip.blank(width, self.rich_style)

    def _head(self, width: int) -> Strip:
        style = self.get_component_rich_style("table--head")
        pieces = [
            fit(_(column.title), cells, right=column.right)
            for column, cells in self._laid_out(width)
        ]
        return Strip(
            [Segment(fit(" " * self._lead + (" " * GAP).join(pieces), width), style)], width
        )

    def _row(self, row: Row, width: int, *, pointed: bool) -> Strip:
        base = self.get_component_rich_style("table--cursor" if pointed else "table--row")
        mark = MARK if self._key_of(row) in self.marked else ""
        lead = f"{POINTER if pointed else ' '}{mark}".ljust(self._lead)
        segments = [Segment(lead, base)]
        for column, cells in self._laid_out(width):
            ink = column.cell(row)
            text = fit(ink.text, cells, right=column.right) + " " * GAP
            segments.append(Segment(text, self._style(ink, base)))
        return Strip(segments).adjust_cell_length(width, base)

    def _laid_out(self, width: int) -> Laid[Row]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, lay_out(self._columns, width - self._lead))
        return self._laid[1]

    def _style(self, ink: Ink, base: Style) -> Style:
        if not ink.tone:
            return base
        known = self._styles_made.get((ink.tone, base))
        if known is None:
            tone = VisualStyle.parse(style_of(ink.tone)).rich_style
            bold = True if ink.tone == "bad" else tone.bold
            known = base + Style(color=tone.color, bold=bold)
            self._styles_made[ink.tone, base] = known
        return known

    def notify_style_update(self) -> None:
        """Another theme: make the styles anew."""
        super().notify_style_update()
        self._styles_made.clear()
