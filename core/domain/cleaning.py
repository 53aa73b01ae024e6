"""The one function that every text from outside passes before it is stored or shown."""

import re

_GAPS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_HIDDEN = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: a terminal obeys them even with markup off
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # what no text and no XML may hold
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    "]"
)

TEXT_MAX = 2_000
"""Longest text that is kept of one field, in characters."""


def clean(text: str, limit: int = TEXT_MAX) -> str:
    """Take out what a terminal would obey or hide, fold line ends to a space, cut at `limit`.

    Joiners inside emoji families and variation selectors stay: they carry meaning and no command.
    """
    if len(text) > limit:
        text = text[:limit]
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub("", _GAPS.sub(" ", text))
