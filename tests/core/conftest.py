"""Shops that are closed after the test."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from core_shop import OpenShop, Shop
from core_world import OpenTown, Town
from hypothesis import settings

from core.domain.labels import Policy

settings.register_profile("core", deadline=None, derandomize=True, database=None)
settings.load_profile("core")


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


@pytest.fixture
def open_town() -> Iterator[OpenTown]:
    """Opens towns: a shop and the real fake; takes what `Town` takes."""
    with ExitStack() as stack:
        yield lambda **setup: stack.enter_context(Town(**setup))


@pytest.fixture
def documented(open_town: OpenTown) -> Town:
    """A town under `documented`."""
    return open_town(policy=Policy.DOCUMENTED)


@pytest.fixture
def safe(open_town: OpenTown) -> Town:
    """A town under `safe`."""
    return open_town(policy=Policy.SAFE)


@pytest.fixture(params=list(Policy))
def town(open_town: OpenTown, request: pytest.FixtureRequest) -> Town:
    """A town under `documented`, and one under `safe`."""
    return open_town(policy=request.param)
