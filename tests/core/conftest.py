"""Shops that are closed after the test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from core_shop import Shop

from core.domain.labels import Policy

OpenShop = Callable[..., Shop]


@pytest.fixture
def open_shop() -> Iterator[OpenShop]:
    """Opens shops over a scripted Amazon; takes what `Shop` takes."""
    with ExitStack() as stack:
        yield lambda **setup: stack.enter_context(Shop(**setup))


@pytest.fixture
def shop(open_shop: OpenShop) -> Shop:
    """A shop under `documented`."""
    return open_shop()


@pytest.fixture(params=list(Policy))
def either_shop(open_shop: OpenShop, request: pytest.FixtureRequest) -> Shop:
    """A shop under `documented`, and one under `safe`."""
    return open_shop(policy=request.param)
