"""Ask under which title and in which file what was done is saved as a scenario."""

import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Select

from core.domain.instants import jst
from tui.dialogs.form import Form, label
from tui.widgets.path_input import PathInput
from tui.words import N_, _

SUFFIXES = (".yaml", ".yml")
TITLE_MAX = 100
STEM_MAX = 60


class Saving(NamedTuple):
    """What is saved where."""

    title: str
    case_id: str
    path: Path
    overwrite: bool


class SaveScenarioForm(Form[Saving]):
    """Title and file; the file is named after the title until its field is edited."""

    HELP = N_("この世界でしたことをシナリオのファイルに保存します。題名からファイル名を付けます。")

    title_text = N_("シナリオとして保存")
    submit_text = N_("保存する")

    def __init__(self, now: datetime, folder: Path) -> None:
        """`now` names what has no title in Latin letters; the file lies in `folder`."""
        super().__init__()
        self._unnamed = f"recorded-{jst(now):%Y%m%d-%H%M}"
        self._folder = folder
        self._titled = ""

    def fields(self) -> ComposeResult:
        """Title, path, and whether a file that is there may go."""
        yield label(_("題"))
        yield Input(id="title", max_length=TITLE_MAX, compact=True)
        yield label(_("ファイル"))
        yield PathInput(self._named(""), endings=SUFFIXES, id="path")
        with Horizontal(classes="field-row", id="overwrite-row"):
            yield label(_("すでにあります"))
            yield Select(
                [(Text(_("上書きしない")), False), (Text(_("上書きする")), True)],
                value=False,
                allow_blank=False,
                id="overwrite",
                compact=True,
            )

    def _named(self, title: str) -> str:
        return str(self._folder / f"{stem_of(title) or self._unnamed}.yaml")

    @on(Input.Changed, "#title")
    def name_file(self, message: Input.Changed) -> None:
        """Name the file after the title, unless somebody has named it."""
        if self._path.value == self._named(self._titled):
            self._path.value = self._named(message.value)
        self._titled = message.value

    @property
    def _title(self) -> str:
        return self.query_one("#title", Input).value.strip()

    @property
    def _path(self) -> PathInput:
        return self.query_one("#path", PathInput)

    def show_fields(self) -> None:
        """Ask about overwriting only where there is something to overwrite."""
        self.query_one("#overwrite-row").display = self._path.is_there

    def problem(self) -> str:
        """What is missing, or in the way."""
        if not self._title:
            return _("題を入力してください。")
        if self._path.path.suffix not in SUFFIXES:
            return _("ファイル名は .yaml で終わらせてください。")
        if wrong := self._path.against_writing():
            return wrong
        if self._path.is_there and not self._overwrite:
            return _("このファイルはもうあります。名前を変えるか、「上書きする」を選んでください。")
        return ""

    @property
    def _overwrite(self) -> bool:
        return self.query_one("#overwrite", Select).value is True

    def hint(self) -> str:
        """What it will be called."""
        return f"id: {self._case_id}"

    @property
    def _case_id(self) -> str:
        stem = self._path.path.stem
        found = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:STEM_MAX]
        return found if len(found) > 1 and stem.isascii() else self._unnamed

    def answer(self) -> Saving:
        """Title, id, path."""
        return Saving(self._title, self._case_id, self._path.path, self._overwrite)


def stem_of(title: str) -> str:
    """The name of the file for a scenario of this title, empty where nothing of it can stand."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).lower())
    return "-".join(words)[:STEM_MAX].strip("-")
