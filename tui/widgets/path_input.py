"""A field for the place of a file: the rest of its name is offered, Tab takes it."""

import os
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.suggester import Suggester
from textual.widgets import Input

from tui.keys import key
from tui.words import _

LOOKED_AT = 5_000
"""So many names of a folder are looked through."""


def completions(text: str, endings: tuple[str, ...]) -> list[str]:
    """What `text` may go on to: folders, and files of these endings; hidden ones only by name."""
    if text == "~":
        return ["~/"]
    typed_folder, _slash, start = text.rpartition("/")
    folder = Path(f"{typed_folder}/" if _slash else ".")
    try:
        with os.scandir(folder.expanduser()) as entries:
            found = [
                _named(entry)
                for _number, entry in zip(range(LOOKED_AT), entries, strict=False)
                if entry.name.startswith(start)
                and (not entry.name.startswith(".") or start.startswith("."))
            ]
    except (OSError, ValueError, RuntimeError):
        return []
    return sorted(
        f"{typed_folder}{_slash}{name}"
        for name in found
        if name.isprintable() and (name.endswith("/") or name.lower().endswith(endings))
    )


def _named(entry: "os.DirEntry[str]") -> str:
    try:
        return f"{entry.name}/" if entry.is_dir() else entry.name
    except OSError:
        return entry.name


def _certain(texts: list[str]) -> str:
    """What all of these sorted texts begin with."""
    if not texts:
        return ""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(texts[0], texts[-1], strict=False))
    return "".join(first for first, _last in pairs)


class _Names(Suggester):
    def __init__(self, endings: tuple[str, ...]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._endings = endings

    async def get_suggestion(self, value: str) -> str | None:
        found = completions(value, self._endings) if value else []
        return found[0] if found else None


class PathInput(Input):
    """Tab completes the name, and goes to the next field once it names a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "complete", "補完", "ファイル名の続きを補う", id="path.complete", show=False),
    ]

    def __init__(
        self, value: str = "", *, endings: tuple[str, ...], id: str, placeholder: str = ""
    ) -> None:
        """`endings` are those of the files that are offered, in small letters."""
        super().__init__(
            value, suggester=_Names(endings), placeholder=placeholder, id=id, compact=True
        )
        self._endings = endings

    @property
    def path(self) -> Path:
        """The place as typed; `~` is the home folder."""
        try:
            return Path(self.value.strip()).expanduser()
        except RuntimeError:
            return Path(self.value.strip())

    @property
    def is_there(self) -> bool:
        """Whether a file lies there."""
        try:
            return bool(self.value.strip()) and self.path.is_file()
        except (OSError, ValueError):
            return False

    @property
    def is_folder(self) -> bool:
        """Whether a folder lies there."""
        try:
            return bool(self.value.strip()) and self.path.is_dir()
        except (OSError, ValueError):
            return False

    def against_writing(self) -> str:
        """Why no file can be put there, as a sentence; empty where one can."""
        if not self.value.strip():
            return _("ファイルの場所を入力してください。")
        try:
            if self.path.is_dir():
                return _("これはフォルダーです。ファイル名も入力してください。")
            return "" if self.path.parent.is_dir() else _("このフォルダーはありません。")
        except (OSError, ValueError):
            return _("このファイル名は使えません。")

    def offered(self) -> list[str]:
        """What may follow."""
        return completions(self.value, self._endings)

    def action_complete(self) -> None:
        """Take what is certain, or else the first that is offered; at a file's end go on."""
        offered = [] if self.is_there else self.offered()
        if not offered:
            self.screen.focus_next()
            return
        certain = _certain(offered)
        self.value = certain if len(certain) > len(self.value) else offered[0]
        self.cursor_position = len(self.value)
