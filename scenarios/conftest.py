"""`pytest scenarios/` plays the cases of the library."""

from pathlib import Path

import pytest

from scenarios.pytest_plugin import ScenarioFile, collected


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Every case, unless `--renkei` takes them already."""
    asked = parent.config.getoption("renkei", False)
    return None if asked else collected(file_path, parent)
