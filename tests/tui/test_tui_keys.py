"""Every key has an id, a word and a sentence, and none is one that tmux or an IME swallows."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.binding import Binding

import tui
from tui.app import RenkeiApp
from tui.keyboard import all_keys
from tui.screens.clock_keys import ClockKeys

SWALLOWED = {"ctrl+b", "ctrl+a", "ctrl+s", "ctrl+j", "ctrl+o", "ctrl+space", "ctrl+z"}


def _declared() -> Iterator[tuple[str, Binding]]:
    for found in pkgutil.walk_packages(tui.__path__, "tui."):
        if found.name == "tui.__main__":
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, type) and value.__module__ == module.__name__:
                for binding in value.__dict__.get("BINDINGS", ()):
                    yield f"{module.__name__}.{name}", binding


KEYS = list(_declared())


@pytest.mark.parametrize(("where", "binding"), KEYS, ids=[f"{w}-{b.key}" for w, b in KEYS])
def test_a_key_is_named_and_explained(where: str, binding: Binding) -> None:
    assert binding.id
    assert binding.description
    assert binding.tooltip
    assert not SWALLOWED & {key.strip() for key in binding.key.split(",")}


def test_ids_are_unique_but_where_a_screen_gives_a_clock_key_another_meaning() -> None:
    shared = {(where, binding.id) for where, binding in KEYS}
    owners: dict[str, set[str]] = {}
    for where, name in shared:
        owners.setdefault(str(name), set()).add(where)
    twice = {name for name, places in owners.items() if len(places) > 1}
    assert twice <= {"order.ship", "order.cancel", "order.take_back"}


def test_there_are_keys_at_all() -> None:
    assert len(KEYS) > 40
    assert RenkeiApp.BINDINGS
    assert ClockKeys.BINDINGS


@pytest.mark.parametrize(
    ("actions", "keys"),
    [
        ({"import_file", "open_file"}, {"i"}),
        ({"export_file", "har"}, {"x"}),
        ({"cancel", "amazon_cancel"}, {"c"}),
        ({"ship", "amazon_ship"}, {"s"}),
        ({"mark"}, {"v"}),
        ({"mark_all"}, {"V"}),
        ({"search"}, {"slash"}),
        ({"filter"}, {"f"}),
        ({"sort"}, {"t"}),
        ({"close", "back_to_case"}, {"escape", "q"}),
    ],
)
def test_the_same_thing_has_the_same_key_on_every_screen(actions: set[str], keys: set[str]) -> None:
    found = [each for each in all_keys().values() if each.action in actions]
    assert {each.action for each in found} == actions
    assert {each.id: each.keys for each in found if not keys <= set(each.keys)} == {}
