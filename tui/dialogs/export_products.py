"""Where the products are written, and in which encoding (R11)."""

from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Select

from tui.dialogs.export_file import ExportFileForm
from tui.dialogs.form import label
from tui.words import N_, _

ENCODINGS = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS"}


class ProductExport(NamedTuple):
    """Where to, and how; a file that is there is replaced whole."""

    path: Path
    encoding: str


class ExportProductsForm(ExportFileForm[ProductExport]):
    """All products with their Amazon data, as they can be taken in again."""

    HELP = N_("商品をCSVに書き出します。直してそのまま取り込めます。")

    title_text = N_("商品CSVの書き出し")

    def __init__(self, name: str) -> None:
        """`name` is offered for the file."""
        super().__init__()
        self._file_name = name

    def fields(self) -> ComposeResult:
        """Where, and how."""
        yield from self.path_rows(self._file_name)
        yield label(_("文字コード"))
        options = [(Text(word), name) for name, word in ENCODINGS.items()]
        yield Select(options, value="utf-8-sig", allow_blank=False, id="encoding", compact=True)

    def answer(self) -> ProductExport:
        """Where and how."""
        return ProductExport(self.path_input.path, str(self.query_one("#encoding", Select).value))
