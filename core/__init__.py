"""The sync engine and the shop's books. Names are loaded when they are first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.account import AmazonAccount
    from core.books.books import Books
    from core.desk import Desk
    from core.finder import Finder
    from core.sync.engine import Engine
    from core.views.views import Views

_WHERE = {
    "AmazonAccount": "core.account",
    "Books": "core.books.books",
    "Desk": "core.desk",
    "Engine": "core.sync.engine",
    "Finder": "core.finder",
    "Views": "core.views.views",
}

__all__ = ["AmazonAccount", "Books", "Desk", "Engine", "Finder", "Views"]


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'core' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
