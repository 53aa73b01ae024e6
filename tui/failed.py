"""What a person is told of an error on the screen: the sentence that the command line would say."""

from core.errors import RenkeiError
from tui.headless.exits import Exit
from tui.words import _


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
