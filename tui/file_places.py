"""Where a file lies, for the person who is told of it."""

import platform
from pathlib import Path

from textual.app import App

from core.domain.cleaning import clean
from tui.words import _


def place_of(path: Path, app: App[object]) -> str:
    """`path` as it was given; for a person at a browser the whole of it, and on which machine."""
    if not app.is_web:
        return str(path)
    words = _("{path}（renkei web を動かしている {machine} の中）")
    return words.format(path=path.absolute(), machine=clean(platform.node(), 60) or "localhost")
