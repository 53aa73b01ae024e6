"""Sentences for people: a Japanese template and its values, put together only when shown.

The template is the message id, so that a front end can say it in another language; the values are
cleaned here, because most of them came from a file or from Amazon.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from core.domain.cleaning import clean

VALUE_MAX = 800
"""Longest value quoted inside a sentence, in characters."""

Translate = Callable[[str], str]


class Said(NamedTuple):
    """One sentence, in the house's language by `str()`. Without a msgid it is its values joined."""

    msgid: str
    values: "tuple[tuple[str, str | Said], ...]" = ()

    def text(self, translate: Translate = str) -> str:
        """The sentence in the language that `translate` speaks."""
        values = {
            name: value.text(translate) if isinstance(value, Said) else value
            for name, value in self.values
        }
        if not self.msgid:
            return _joined(values.values())
        return translate(self.msgid).format(**values)

    def __str__(self) -> str:
        return self.text()


def together(*parts: Said) -> Said:
    """Sentences one after another, as one."""
    return Said("", tuple((str(place), part) for place, part in enumerate(parts)))


def _joined(parts: Iterable[str]) -> str:
    """Japanese runs on without a gap; after a Latin end stands a space."""
    text = ""
    for part in parts:
        text += f" {part}" if text and text[-1].isascii() else part
    return text


def say(msgid: str, **values: object) -> Said:
    """A sentence with `values` for the names in braces of `msgid`; a value may be a sentence."""
    return Said(msgid, tuple((name, _value(value)) for name, value in values.items()))


def _value(value: object) -> "str | Said":
    return value if isinstance(value, Said) else clean(str(value), VALUE_MAX)
