"""A text with a mark where its mistake is, and what has to be told there."""

import pytest

from scenarios.language.loader import loads
from scenarios.language.mistakes import WrongFile

HERE = "§"
"""Stands in a text right before the place where the mistake is."""


def mistakes(text: str) -> list[tuple[int, int, str]]:
    """Place and sentence of every mistake of `text`."""
    with pytest.raises(WrongFile) as wrong:
        loads(text, "x.yaml")
    return [
        (mistake.place.line, mistake.place.column, mistake.text("x.yaml").split(": ", 1)[1])
        for mistake in wrong.value.mistakes
    ]


def check(text: str, told: str) -> None:
    """A mistake of `text` is at HERE and says `told`."""
    before = text.partition(HERE)[0]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = mistakes(text.replace(HERE, ""))
    assert any((line, column) == place and told in said for line, column, said in found), found
