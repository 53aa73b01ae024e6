"""The garbage collector's longer looks are taken between two keys."""

import gc
from collections.abc import Iterator

import pytest

from tui import collecting


@pytest.fixture
def started() -> Iterator[None]:
    """A dashboard has started, and is gone afterwards."""
    collecting.rest()
    collecting.go_on()
    yield
    gc.unfreeze()


def _looks(generation: int) -> int:
    return int(gc.get_stats()[generation]["collections"])


def test_a_look_is_taken_when_it_is_nearly_due(started: None) -> None:
    gc.collect(1)
    before = _looks(1)
    collecting.look_between_keys()
    assert _looks(1) == before
    for _look in range(collecting.DUE):
        gc.collect(0)
    collecting.look_between_keys()
    assert _looks(1) == before + 1


def test_without_a_dashboard_nothing_is_done() -> None:
    for _look in range(collecting.DUE):
        gc.collect(0)
    before = _looks(1)
    collecting.look_between_keys()
    assert _looks(1) == before
