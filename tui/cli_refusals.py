"""Failures of the world outside, each as the one sentence that says what to do."""

import errno

from tui.words import _


def sentence(error: Exception) -> str | None:
    """What to tell the user about `error`; None for a bug of ours, which must stay visible."""
    from core.errors import AskAPerson, BooksUnusable, VaultUnusable

    match error:
        case BooksUnusable() | VaultUnusable():
            return _(error.what)
        case AskAPerson():
            return _(str(error))
        case OSError(errno=errno.EACCES | errno.EPERM | errno.EROFS):
            return _("{path} に書き込めません。書き込める場所を指定してください。").format(
                path=error.filename or _("この場所")
            )
        case OSError(errno=errno.ENOSPC):
            return _("ディスクがいっぱいです。空きを作ってから、もう一度実行してください。")
        case _:
            return None
