"""Where the products are written, and in which encoding (R11)."""

from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Select

from tui.dialogs.form import Form, label
from tui.widgets.path_input import PathInput
from tui.words import N_, _

ENCODINGS = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS"}


class ProductExport(NamedTuple):
    """Where to, and how; a file that is there is replaced whole."""

    path: Path
    encoding: str


class ExportProductsForm(Form[ProductExport]):
    """All products with their Amazon data, as they can be taken in again."""

    HELP = N_("商品をCSVに書き出します。直してそのまま取り込めます。")

    title_text = N_("商品CSVの書き出し")
    submit_text = N_("書き出す")

    def __init__(self, name: str) -> None:
        """`name` is offered for the file."""
        super().__init__()
        self._file_name = name

    def fields(self) -> ComposeResult:
        """Where, and how."""
        yield label(_("ファイル"))
        yield PathInput(self._file_name, endings=(".csv",), id="path")
        yield label(_("文字コード"))
        options = [(Text(word), name) for name, word in ENCODINGS.items()]
        yield Select(options, value="utf-8-sig", allow_blank=False, id="encoding", compact=True)

    @property
    def _path(self) -> PathInput:
        return self.query_one("#path", PathInput)

    def problem(self) -> str:
        """Whether a file can be put there."""
        return self._path.against_writing()

    def hint(self) -> str:
        """Where it goes, and what it replaces."""
        if self._path.is_there:
            return _("すでにあるファイルを置き換えます: {path}").format(path=self._path.path)
        return _("書き出し先: {path}").format(path=self._path.path.absolute())

    def answer(self) -> ProductExport:
        """Where and how."""
        return ProductExport(self._path.path, str(self.query_one("#encoding", Select).value))
