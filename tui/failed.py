"""What a person is told of an error: on the screen the sentence that the command line says."""

from core.domain.cleaning import clean
from core.errors import RenkeiError
from tui.headless.exits import Exit
from tui.words import N_, _

UNWRITABLE = N_("{path} に書き込めません（{why}）。ほかの場所を指定してください。")


class NotWritten(OSError):
    """A file could not be written; `filename` is what it would have been called."""


def unwritable(path: object, error: OSError) -> str:
    """Why no file could be written to `path`."""
    return _(UNWRITABLE).format(path=clean(str(path), 200), why=cause_of(error))


def cause_of(error: OSError) -> str:
    """The system's own words."""
    return error.strerror or type(error).__name__


def sentence_of(error: BaseException) -> str:
    """One sentence in the language in use, never a traceback."""
    from tui.headless.failures import failure

    if isinstance(error, RenkeiError):
        for name in ("what", "reason"):
            if isinstance(own := getattr(error, name, None), str):
                return _(str(own))
    return failure(error)[0] if isinstance(error, Exception) else type(error).__name__


def is_bug(error: BaseException) -> bool:
    """Whether it is a mistake of ours rather than of the world outside."""
    from tui.headless.failures import failure

    return not isinstance(error, Exception) or failure(error)[1] is Exit.OUR_BUG
