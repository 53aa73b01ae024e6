"""Which list goes into which file: the orders as they are, or a 配送CSV to fill in (R39)."""

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Select

from tui.dialogs.form import Form, label
from tui.widgets.path_input import PathInput
from tui.words import N_, _


class Content(Enum):
    """What is written."""

    ORDERS = "orders"
    BLANK_SHIPMENTS = "shipments"


class Export(NamedTuple):
    """What goes where; a file that is there is replaced whole."""

    content: Content
    path: Path


class ExportForm(Form[Export]):
    """The orders chosen, or all that the list shows."""

    HELP = N_("注文をCSVに書き出します。選択があれば選択した注文だけです。個人情報は入りません。")

    title_text = N_("CSVの書き出し")
    submit_text = N_("書き出す")

    def __init__(self, subject: str, day: str) -> None:
        """`subject` says which orders; `day` goes into the name of the file."""
        super().__init__()
        self._subject = subject
        self._day = day
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
        yield label(_("ファイル"))
        yield PathInput(self._named, endings=(".csv",), id="path")

    def on_mount(self) -> None:
        """What is wanted is usually the list: start at the place."""
        self._path.focus()

    @property
    def _path(self) -> PathInput:
        return self.query_one("#path", PathInput)

    @property
    def _content(self) -> Content:
        value = self.query_one("#content", Select).value
        return value if isinstance(value, Content) else Content.ORDERS

    def show_fields(self) -> None:
        """Name the file after what is in it, unless somebody has named it."""
        if self._path.value == self._named:
            self._named = self._file_name(self._content)
            self._path.value = self._named

    def problem(self) -> str:
        """Whether a file can be put there."""
        return self._path.against_writing()

    def hint(self) -> str:
        """Where it goes, and what it replaces."""
        if self._path.is_there:
            return _("すでにあるファイルを置き換えます: {path}").format(path=self._path.path)
        return _("書き出し先: {path}").format(path=self._path.path.absolute())

    def answer(self) -> Export:
        """What and where."""
        return Export(self._content, self._path.path)
