"""How a key is declared: every one has an id, a word for the footer and a sentence for the help."""

from textual.binding import Binding


def key(
    keys: str,
    action: str,
    word: str,
    sentence: str,
    *,
    id: str,
    show: bool = True,
    display: str | None = None,
) -> Binding:
    """A binding whose `word` and `sentence` are message ids, translated where they are shown."""
    return Binding(keys, action, word, show=show, key_display=display, tooltip=sentence, id=id)
