"""One demo shop at a fresh fake Amazon for each test."""

import pytest
from sim_client import Amazon


@pytest.fixture
def amazon() -> Amazon:
    return Amazon()
