"""pytest's way in, under a name of our own: a project may well have a folder `scenarios` itself.

It is loaded in every run of an environment that has renkei, so it does nothing until a scenario is
found, and leaves a run alone where the project's own folder hides ours.
"""

from contextlib import suppress

with suppress(ImportError):
    from scenarios.pytest_plugin import (
        pytest_addoption,
        pytest_collect_file,
        pytest_configure,
    )

    __all__ = ["pytest_addoption", "pytest_collect_file", "pytest_configure"]
