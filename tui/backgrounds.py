"""What is gone from the screen is gone from memory.

Textual keeps the backgrounds that it has mixed under a key in which the widget's drawn lines hang
(8.2.8, `StylesCache.get_inner_outer`): those of the last 1,024 widgets, a hundred dialogs. Each
look of the garbage collector through them stops the dashboard, in the end for a quarter of a
second.
"""

from functools import lru_cache, partial

from textual._styles_cache import StylesCache

KEPT = 1024


def keep_by_colour() -> None:
    """Have Textual keep them by the two colours alone."""
    known = vars(StylesCache)["get_inner_outer"]
    if not isinstance(known, staticmethod):
        by_colour = lru_cache(KEPT)(partial(known.__wrapped__, None))
        setattr(StylesCache, "get_inner_outer", staticmethod(by_colour))  # noqa: B010 - for mypy
