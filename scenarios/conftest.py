"""`pytest scenarios/` plays the cases of the library."""

from scenarios.pytest_plugin import pytest_collect_file

__all__ = ["pytest_collect_file"]
