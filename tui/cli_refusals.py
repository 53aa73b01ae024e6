"""Failures of the world outside, each as the one sentence that says what to do."""

import errno

from tui.words import _


def sentence(error: Exception) -> str | None:
    """What to tell the user about `error`; None for a bug of ours, which must stay visible."""
    from core.errors import AskAPerson, BooksUnusable, VaultUnusable
    from tui.failed import unwritable

    match error:
        case BooksUnusable() | VaultUnusable():
            return _(error.what)
        case AskAPerson():
            return _(str(error))
        case OSError(errno=errno.EACCES | errno.EPERM | errno.EROFS):
            return unwritable(error.filename or _("この場所"), error)
        case OSError(errno=errno.ENOSPC):
            return _("ディスクがいっぱいです。空きを作ってから、もう一度実行してください。")
        case _:
            return None
