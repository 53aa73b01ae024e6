"""The cases that come with renkei, found wherever the package is installed."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from scenarios.language.loader import Loaded, load_all

SUFFIXES = (".yaml", ".yml")


@cache
def library() -> tuple[Loaded, ...]:
    """Every case of the library, by file. Raises WrongFile."""
    return tuple(loaded for file in _files() for loaded in load_all(file, f"library/{file.name}"))


def library_file(name: str) -> Traversable | None:
    """The library's file of the case `name`, None where there is none."""
    return next((file for file in _files() if file.name == f"{name}.yaml"), None)


def library_names() -> tuple[str, ...]:
    """The ids of the library's cases."""
    return tuple(file.name.removesuffix(".yaml") for file in _files())


def _files() -> Iterator[Traversable]:
    folder = files("scenarios") / "library"
    found = [file for file in folder.iterdir() if file.name.endswith(SUFFIXES)]
    return iter(sorted(found, key=lambda file: file.name))
