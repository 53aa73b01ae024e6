"""Which list goes into which file: the orders as they are, or a 配送CSV to fill in (R39)."""

from collections.abc import Awaitable, Callable
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Select, Static

from tui.dialogs.export_file import ExportFileForm
from tui.dialogs.form import label
from tui.ink import Ink, inked
from tui.words import N_, _


class Content(Enum):
    """What is written."""

    ORDERS = "orders"
    BLANK_SHIPMENTS = "shipments"


class OrdersCounted(Message):
    """How many orders would be written, in words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Export(NamedTuple):
    """What goes where; a file that is there is replaced whole."""

    content: Content
    path: Path


class ExportForm(ExportFileForm[Export]):
    """The orders chosen, or all that the list shows."""

    HELP = N_("注文をCSVに書き出します。選択があれば選択した注文だけです。個人情報は入りません。")

    title_text = N_("CSVの書き出し")

    def __init__(self, subject: str, day: str, count: Callable[[], Awaitable[str]]) -> None:
        """`subject` says which orders, what `count` gives how many; `day` names the file."""
        super().__init__()
        self._subject = subject
        self._day = day
        self._count = count
        self._named = self._file_name(Content.ORDERS)

    def _file_name(self, content: Content) -> str:
        return f"{content.value}-{self._day}.csv"

    def heading(self) -> str:
        """Which orders."""
        return f"{_(self.title_text)}  {self._subject}"

    def fields(self) -> ComposeResult:
        """What, and where."""
        yield label(_("内容"))
        options = [
            (Text(_("注文の一覧（個人情報は含みません）")), Content.ORDERS),
            (Text(_("配送CSVのひな形（配送完了にできる注文）")), Content.BLANK_SHIPMENTS),
        ]
        yield Select(options, value=Content.ORDERS, allow_blank=False, id="content", compact=True)
        yield from self.path_rows(self._named)

    def on_mount(self) -> None:
        """What is wanted is usually the list: start at the place."""
        self.path_input.focus()
        self.count_orders()

    @work(exclusive=True, exit_on_error=False)
    async def count_orders(self) -> None:
        """Have them counted; a long list takes its time."""
        self.post_message(OrdersCounted(await self._count()))

    @on(OrdersCounted)
    def show_count(self, message: OrdersCounted) -> None:
        """Say how many."""
        self._subject = f"{self._subject} {message.words}"
        self.query_one("#form-title", Static).update(inked(Ink(self.heading(), "strong")))

    @property
    def _content(self) -> Content:
        value = self.query_one("#content", Select).value
        return value if isinstance(value, Content) else Content.ORDERS

    def show_fields(self) -> None:
        """Name the file after what is in it, unless somebody has named it."""
        if self.path_input.value == self._named:
            self._named = self._file_name(self._content)
            self.path_input.value = self._named

    def answer(self) -> Export:
        """What and where."""
        return Export(self._content, self.path_input.path)
