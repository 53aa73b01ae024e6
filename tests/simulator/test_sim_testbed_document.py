"""docs/fake-amazon.md is of today, and says something about everything."""

from pathlib import Path

from simulator.coverage import COVERAGE
from simulator.described import document
from simulator.tables import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "fake-amazon.md"


def test_every_operation_says_what_is_simulated_and_what_is_not():
    assert COVERAGE.keys() == {operation.key for operation in OPERATIONS}


def test_the_page_is_of_today():
    current = PAGE.read_text(encoding="utf-8") == document()
    assert current, "python -m simulator.described docs/fake-amazon.md"
