"""What the dashboard remembers from one day to the next: a person's choices, never a shop's data.

The file is JSON, one object of names and values, in the user's state folder. It is read strictly:
a value of another kind than expected counts as not there, and an unreadable file as empty.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

import msgspec

from tui.words import _

UNREADABLE = (msgspec.DecodeError, ValueError, RecursionError)

T = TypeVar("T")

PLACE = "RENKEI_STATE"
"""Environment variable that names the folder in the place of the user's own."""

BYTES_MAX = 1_000_000


class Settings:
    """Names and values; those of `path` if there is one, else forgotten with the process."""

    def __init__(self, path: Path | None = None) -> None:
        """Read `path`; `complaint` is a sentence if that failed, else empty."""
        self._path = path
        self.complaint = ""
        self._kept = self._read()

    def get(self, name: str, kind: type[T], default: T) -> T:
        """The value kept under `name` if it is of `kind`, else `default`."""
        try:
            return msgspec.json.decode(self._kept[name], type=kind)
        except (KeyError, *UNREADABLE):
            return default

    def put(self, name: str, value: object) -> None:
        """Keep `value` under `name`, at once; what another dashboard kept meanwhile stays.

        Where the disk refuses, the value lives as long as the process and `complaint` says so.
        """
        raw = msgspec.Raw(msgspec.json.encode(value))
        if self._kept.get(name) == raw:
            return
        self._kept = {**self._kept, **self._read(), name: raw}
        self._write()

    def _read(self) -> dict[str, msgspec.Raw]:
        if self._path is None:
            return {}
        try:
            with self._path.open("rb") as file:
                found = msgspec.json.decode(file.read(BYTES_MAX), type=dict[str, msgspec.Raw])
        except FileNotFoundError:
            return {}
        except (OSError, *UNREADABLE):
            self.complaint = _(
                "前回の設定を読めないため、初期設定で始めます。"
                "次に設定を変えると書き直します: {path}"
            ).format(path=self._path)
            return {}
        # A slice of the file would keep all of it alive.
        return {name: raw.copy() for name, raw in found.items()}

    def _write(self) -> None:
        if self._path is None:
            return
        text = msgspec.json.format(msgspec.json.encode(self._kept)) + b"\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, text)
        except OSError:
            self.complaint = _("設定を保存できません: {path}").format(path=self._path)


def write_whole(path: Path, text: bytes) -> None:
    """Put `text` in the place of the file, all of it or nothing, for its owner alone."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        try:
            file.write(text)
        except OSError:
            os.unlink(file.name)
            raise
    os.replace(file.name, path)


def own_settings() -> Settings:
    """The user's own, in his state folder or in the folder that RENKEI_STATE names."""
    return Settings(state_folder() / "settings.json")


def state_folder() -> Path:
    """Where renkei keeps what belongs to the user and to no shop."""
    if named := os.environ.get(PLACE):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("renkei", appauthor=False)
