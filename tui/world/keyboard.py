"""What a terminal gives a person who types: editing, what was typed before, and completion."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from scenarios.language.reader import STEP_KEYS
from tui.settings import state_folder
from tui.world.commands import WORDS

HISTORY_MAX = 1_000
OFFERS = tuple(sorted((*(f"{word} " for word in WORDS), *(f"{key}: " for key in STEP_KEYS))))


@contextmanager
def keyboard() -> Iterator[None]:
    """Edit and complete as long as it lasts; plain lines where the system has no readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    history = state_folder() / "world-history"
    with suppress(OSError):
        readline.read_history_file(history)
    readline.set_history_length(HISTORY_MAX)
    readline.set_completer(offer)
    readline.set_completer_delims(" {,")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        with suppress(OSError):
            history.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(history)


def offer(begun: str, number: int) -> str | None:
    """The word of this number among those that begin like `begun`."""
    fitting = [word for word in OFFERS if word.startswith(begun)]
    return fitting[number] if number < len(fitting) else None
