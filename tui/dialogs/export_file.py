"""Where a file is written: what every dialog that writes one shares."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult

from tui.dialogs.form import Form, label
from tui.widgets.path_input import PathInput
from tui.words import N_, _

Answer = TypeVar("Answer")


class ExportFileForm(Form[Answer]):
    """A place for a file; one that is there is replaced whole."""

    submit_text = N_("書き出す")
    endings: ClassVar[tuple[str, ...]] = (".csv",)

    def path_rows(self, name: str) -> ComposeResult:
        """The place, with `name` offered."""
        yield label(_("ファイル"))
        yield PathInput(name, endings=self.endings, id="path")

    @property
    def path_input(self) -> PathInput:
        """The place."""
        return self.query_one("#path", PathInput)

    def problem(self) -> str:
        """Whether a file can be put there."""
        return self.path_input.against_writing()

    def hint(self) -> str:
        """Where it goes, and what it replaces."""
        if self.path_input.is_there:
            return _("すでにあるファイルを置き換えます: {path}").format(path=self.path_input.path)
        return _("書き出し先: {path}").format(path=self.path_input.path.absolute())
