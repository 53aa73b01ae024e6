"""Towns that are closed after the test."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from products_town import OpenTown, ProductTown

from core.domain.labels import Policy


@pytest.fixture
def open_town() -> Iterator[OpenTown]:
    """Opens towns; takes what `ProductTown` takes."""
    with ExitStack() as stack:
        yield lambda *args, **setup: stack.enter_context(ProductTown(*args, **setup))


@pytest.fixture(params=list(Policy))
def town(open_town: OpenTown, request: pytest.FixtureRequest) -> ProductTown:
    """Three products under `documented`, and the same under `safe`."""
    return open_town(policy=request.param)


@pytest.fixture
def documented(open_town: OpenTown) -> ProductTown:
    """Three products under `documented`."""
    return open_town(policy=Policy.DOCUMENTED)


@pytest.fixture
def safe(open_town: OpenTown) -> ProductTown:
    """Three products under `safe`."""
    return open_town(policy=Policy.SAFE)
