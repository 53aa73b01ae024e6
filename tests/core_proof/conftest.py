"""Shops that listen, closed after the test."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from proof_listening import ListeningShop, Open


@pytest.fixture
def shop() -> Iterator[Open]:
    """Opens shops; takes what `ListeningShop` takes."""
    with ExitStack() as stack:
        yield lambda *args, **setup: stack.enter_context(ListeningShop(*args, **setup))
