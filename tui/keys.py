"""How a key is declared: every one has an id, a word for the footer and a sentence for the help."""

import re

from textual.binding import Binding
from textual.keys import format_key

_declared: dict[str, Binding] = {}
_chosen: dict[str, str] = {}
_writing: set[str] = set()

_NAMED = re.compile(r"\{([a-z_]+\.[a-z_]+)\}")


def key(
    keys: str,
    action: str,
    word: str,
    sentence: str,
    *,
    id: str,
    show: bool = True,
    display: str | None = None,
    priority: bool = False,
    writes: bool = False,
) -> Binding:
    """A binding whose `word` and `sentence` are message ids, translated where they are shown.

    With `priority` it counts in dialogs and fields too. One that `writes` into the shop's books is
    grey where the shop is read only.
    """
    binding = Binding(
        keys,
        action,
        word,
        show=show,
        key_display=display,
        tooltip=sentence,
        id=id,
        priority=priority,
    )
    _declared[id] = binding
    if writes:
        _writing.add(id)
    return binding


def does_write(binding: Binding) -> bool:
    """Whether the key was declared as one that writes into the shop's books."""
    return binding.id in _writing


def choose_keys(keymap: dict[str, str]) -> None:
    """From now on sentences name these keys, by id, in the place of the declared ones."""
    _chosen.clear()
    _chosen.update(keymap)


def name_of(id: str) -> str:
    """How the first key of `id` is written in a sentence. Raises KeyError for an unknown id."""
    if id not in _declared:
        # Its screen has not been shown yet, and screens are loaded when they are.
        from tui.keyboard import all_keys

        all_keys()
    declared = _declared[id]
    if id not in _chosen and declared.key_display:
        return declared.key_display
    first = _chosen.get(id, declared.key).split(",")[0].strip()
    *modifiers, plain = first.split("+")
    named = plain.upper() if len(plain) > 1 and plain[1:].isdigit() else format_key(plain)
    written = _WRITTEN.get(plain, named)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), written])


_WRITTEN = {"escape": "Esc", "enter": "Enter", "tab": "Tab", "space": "Space"}


def in_keys(sentence: str) -> str:
    """`sentence` with each `{key.id}` in it as the key that has it now."""
    return _NAMED.sub(lambda found: name_of(found[1]), sentence)
