"""Every key of the dashboard with the places where it counts, and what a person may make of it.

Esc, Enter and Tab mean the same everywhere, and Ctrl+Q always leaves: whatever has one of these
keys keeps its keys, and nothing else may take them.
"""

import importlib
import pkgutil
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import Keys, _character_to_key
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

RESERVED = frozenset({"escape", "enter", "tab", "shift+tab", "ctrl+q", "ctrl+c"})
"""Keys that cannot be given away."""

AMBIGUOUS = frozenset({"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+left_square_bracket"})
"""Keys that a terminal sends as Tab, Enter, Backspace or Esc."""

PLACES = ("tui.screens", "tui.dialogs", "tui.widgets")

_SIGNS = {_character_to_key(chr(code)): chr(code) for code in range(0x21, 0x7F)}
_NAMES = frozenset({name.value for name in Keys if not name.value.startswith("<")} | set(_SIGNS))


class Declared(NamedTuple):
    """One thing that can be done, and the keys it comes with."""

    id: str
    keys: tuple[str, ...]
    action: str
    word: str
    sentence: str
    everywhere: bool
    """Whether it counts in dialogs and fields too."""

    @property
    def fixed(self) -> bool:
        """Whether its keys cannot be moved."""
        return not RESERVED.isdisjoint(self.keys)


class Clash(NamedTuple):
    """A key that would do two things at one place."""

    key: str
    one: Declared
    other: Declared


def all_keys() -> dict[str, Declared]:
    """Everything that has a key, by id, in the order of the files."""
    found: dict[str, Declared] = {}
    for each in _owners():
        for declared in _of(each):
            found.setdefault(declared.id, declared)
    return dict(sorted(found.items()))


def read_key(text: str) -> str | None:
    """The name of a key that `text` means, a sign or a name; None where there is no such key."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) == 1:
        return _character_to_key(plain) if plain.isascii() and plain.isprintable() else None
    *modifiers, last = plain.lower().split("+")
    if len(last) == 1 and last.isascii() and last.isprintable():
        last = _character_to_key(last)
    named = "+".join([*modifiers, last])
    if named in _NAMES:
        return named
    known = modifiers and set(modifiers) <= {"ctrl", "alt", "shift"} and last in _NAMES
    return named if known and "alt" in modifiers else None


def written_key(key: str) -> str:
    """A key's name as a person writes it: a sign as itself. The other way round of `read_key`."""
    return _SIGNS.get(key, key)


def key_names() -> list[str]:
    """Names of keys that a mistyped one may have meant."""
    return sorted(_NAMES)


def clashes(keymap: Mapping[str, str]) -> Iterator[Clash]:
    """Keys that `keymap` makes ambiguous somewhere; what is so by design is left out."""
    seen: set[tuple[str, str, str]] = set()
    for place in _places():
        for one, other in combinations(place, 2):
            if one.action == other.action:
                continue
            new = _keys(one, keymap) & _keys(other, keymap)
            for key in sorted(new - (set(one.keys) & set(other.keys))):
                name = (key, min(one.id, other.id), max(one.id, other.id))
                if name not in seen:
                    seen.add(name)
                    yield Clash(key, one, other)


def _keys(declared: Declared, keymap: Mapping[str, str]) -> set[str]:
    chosen = keymap.get(declared.id)
    return set(chosen.split(",")) if chosen else set(declared.keys)


def _places() -> Iterator[list[Declared]]:
    """For each screen all that its keys can reach: itself, its widgets and the application."""
    from tui.app import RenkeiApp

    owners = list(_owners())
    widgets = [
        each for owner in owners if not issubclass(owner, Screen | RenkeiApp) for each in _of(owner)
    ]
    for owner in owners:
        if issubclass(owner, Screen):
            # A dialog shuts off what lies below it, but for what counts everywhere.
            dialog = issubclass(owner, ModalScreen)
            below = [each for each in _of(RenkeiApp) if each.everywhere or not dialog]
            yield list(dict.fromkeys([*_inherited(owner), *widgets, *below]))


def _inherited(owner: type) -> Iterator[Declared]:
    for each in owner.__mro__:
        yield from _of(each)


def _of(owner: type) -> Iterator[Declared]:
    for binding in owner.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.id:
            keys = tuple(
                _character_to_key(each) if len(each) == 1 else each
                for each in map(str.strip, binding.key.split(","))
            )
            yield Declared(
                binding.id,
                keys,
                binding.action,
                binding.description,
                binding.tooltip or "",
                binding.priority,
            )


def _owners() -> Iterator[type]:
    """The application and every screen, dialog and widget of the house that declares keys."""
    from tui.app import RenkeiApp

    yield RenkeiApp
    for name in PLACES:
        package = importlib.import_module(name)
        for module in pkgutil.iter_modules(package.__path__, f"{name}."):
            for value in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(value, type)
                    and value.__module__ == module.name
                    and issubclass(value, Widget)
                ):
                    yield value
