"""Ask into which file the HAR goes."""

from pathlib import Path

from textual.app import ComposeResult

from tui.dialogs.export_file import ExportFileForm
from tui.words import N_, _


class HarForm(ExportFileForm[Path]):
    """A path that does not exist yet."""

    HELP = N_("通信をHARファイルに書き出します。個人情報と認証情報は *** に置き換えます。")

    title_text = N_("HARに書き出す")
    endings = (".har",)

    def __init__(self, kept: int, gone: int) -> None:
        """`kept` calls are written; `gone` have nothing left but their line in the journal."""
        super().__init__()
        self._kept = kept
        self._gone = gone

    def fields(self) -> ComposeResult:
        """One line."""
        yield from self.path_rows("renkei-calls.har")

    def problem(self) -> str:
        """What is in the way."""
        if not self._kept:
            return _("書き出せる通信がありません。中身が残っているのは直近の通信だけです。")
        if self.path_input.is_there:
            return _("このファイルはもうあります。名前を変えてください。")
        return super().problem()

    def hint(self) -> str:
        """How many, and what is not in it."""
        words = _("{n}件を書き出します。個人情報と認証情報は含みません。")
        gone = _("中身の残っていない{n}件は含みません。").format(n=self._gone) if self._gone else ""
        return words.format(n=self._kept) + gone

    def answer(self) -> Path:
        """The path."""
        return self.path_input.path
