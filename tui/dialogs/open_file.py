"""Ask for the file or folder of a person's own scenarios."""

from pathlib import Path

from textual.app import ComposeResult

from tui.dialogs.form import Form, label
from tui.widgets.path_input import PathInput
from tui.words import N_, _


class OpenFileForm(Form[Path]):
    """A path; one that is not there is refused while typing."""

    HELP = N_("開くファイルを入力します。ないファイルは入力中にわかります。")

    title_text = N_("シナリオのファイルを開く")
    submit_text = N_("開く")

    def __init__(self, last: str) -> None:
        """`last` is what was opened before."""
        super().__init__()
        self._last = last

    def fields(self) -> ComposeResult:
        """One line."""
        yield label(_("YAMLファイル、またはフォルダー"))
        endings = (".yaml", ".yml")
        yield PathInput(self._last, endings=endings, id="path", placeholder="cases/mine.yaml")

    @property
    def _path(self) -> PathInput:
        return self.query_one("#path", PathInput)

    def problem(self) -> str:
        """Whether there is something."""
        if not self._path.value.strip():
            return _("ファイルの場所を入力してください。")
        there = self._path.is_there or self._path.is_folder
        return "" if there else _("この場所には何もありません。")

    def hint(self) -> str:
        """What comes of it."""
        return _("一覧のいちばん上に並びます。開き直すと、変えた内容を読みます。")

    def answer(self) -> Path:
        """The path."""
        return self._path.path
