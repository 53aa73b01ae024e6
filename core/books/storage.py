"""What SQLite's failures mean: the one place where they become errors of ours (R42).

Each says in one sentence what to do; the step under way is undone as a whole, so that the same work
can go on from the same rows afterwards.
"""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from core.domain.sentence import Sentence
from core.errors import BooksBusy, BooksUnusable, RenkeiError

_FULL = Sentence(
    "ディスクの空き容量がありません: {path}。空きを作ってください。続きから再開します。"
)
_BROKEN = Sentence(
    "データベースを使えません: {path}（{error}）。"
    "ファイルの場所を確かめるか、バックアップから戻してください。"
)
_LOCKED_OUT = Sentence(
    "データベースを使えません: {path}（{error}）。"
    "ファイルとフォルダに書き込めるか確かめてください。続きから再開します。"
)
_ILL = Sentence(
    "データベースを使えません: {path}（{error}）。"
    "ディスクの状態と空き容量を確かめてください。続きから再開します。"
)
_WORDS = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: _BROKEN,
    sqlite3.SQLITE_READONLY: _LOCKED_OUT,
    sqlite3.SQLITE_CANTOPEN: _LOCKED_OUT,
    sqlite3.SQLITE_PERM: _LOCKED_OUT,
    sqlite3.SQLITE_AUTH: _LOCKED_OUT,
    sqlite3.SQLITE_IOERR: _ILL,
}


def storage_failures(path: Path | None) -> AbstractContextManager[None]:
    """Raises BooksBusy or BooksUnusable for what the storage does; our own mistakes stay theirs."""
    return _Told(path)


class _Told(AbstractContextManager[None]):
    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, sqlite3.Error):
            tell(error, self._path)


def tell(error: sqlite3.Error, path: Path | None) -> None:
    """Raise our error for what the storage did; nothing happens where the mistake is ours."""
    if meant := _meaning(error, path):
        raise meant from error


def _meaning(error: sqlite3.Error, path: Path | None) -> RenkeiError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BooksBusy(
            "データベースはほかのプログラムが書き込み中です: {path}。"
            "少し待ってから、もう一度実行してください。",
            path=path,
        )
    words = _WORDS.get(code)
    return BooksUnusable(words, path=path, error=error) if words else None
