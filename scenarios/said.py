"""Sentences for people: a Japanese template and its values, put together only when shown.

The template is the message id, so that a front end can say it in another language; the values are
cleaned here, because most of them came from a file or from Amazon.
"""

from collections.abc import Callable
from typing import NamedTuple

from core.domain.cleaning import clean

VALUE_MAX = 800
"""Longest value quoted inside a sentence, in characters."""

Translate = Callable[[str], str]


class Said(NamedTuple):
    """One sentence. `str()` gives it in the house's language."""

    msgid: str
    values: "tuple[tuple[str, str | Said], ...]" = ()

    def text(self, translate: Translate = str) -> str:
        """The sentence in the language that `translate` speaks."""
        values = {
            name: value.text(translate) if isinstance(value, Said) else value
            for name, value in self.values
        }
        return translate(self.msgid).format(**values)

    def __str__(self) -> str:
        return self.text()


def say(msgid: str, **values: object) -> Said:
    """A sentence with `values` for the names in braces of `msgid`."""
    return Said(
        msgid, tuple((name, clean(str(value), VALUE_MAX)) for name, value in values.items())
    )
