"""Ask into which file the HAR goes."""

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input

from tui.dialogs.form import Form, label
from tui.words import N_, _


class HarForm(Form[Path]):
    """A path that does not exist yet."""

    HELP = N_("通信をHARファイルに書き出します。個人情報と認証情報は *** に置き換えます。")

    title_text = N_("HARに書き出す")
    submit_text = N_("書き出す")

    def __init__(self, kept: int, gone: int) -> None:
        """`kept` calls are written; `gone` have nothing left but their line in the journal."""
        super().__init__()
        self._kept = kept
        self._gone = gone

    def fields(self) -> ComposeResult:
        """One line."""
        yield label(_("ファイル"))
        yield Input("renkei-calls.har", id="path", compact=True)

    @property
    def _path(self) -> Path:
        return Path(self.query_one("#path", Input).value.strip()).expanduser()

    def problem(self) -> str:
        """What is in the way."""
        if not self._kept:
            return _("書き出せる通信がありません。中身が残っているのは直近の通信だけです。")
        try:
            if self._path.is_dir() or not self._path.parent.is_dir():
                return _("このフォルダーはありません。")
            if self._path.exists():
                return _("このファイルはもうあります。名前を変えてください。")
        except (OSError, ValueError, RuntimeError):
            return _("このファイル名は使えません。")
        return ""

    def hint(self) -> str:
        """How many, and what is not in it."""
        words = _("{n}件を書き出します。個人情報と認証情報は含みません。")
        gone = _("中身の残っていない{n}件は含みません。").format(n=self._gone) if self._gone else ""
        return words.format(n=self._kept) + gone

    def answer(self) -> Path:
        """The path."""
        return self._path
