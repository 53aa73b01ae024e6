"""What makes an answer unreadable, and what is mended instead.

A title that was cut in the middle of an emoji leaves half a surrogate pair, which is no JSON: one
such order would hide the whole page (R43). Some write null for what Amazon's models leave out.
"""

import re
from collections.abc import Callable
from typing import TypeVar

import msgspec

Answer = TypeVar("Answer")

UNREADABLE = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)
"""Raised while hostile or broken content is read; never anything else."""

_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def decoded(decode: Callable[[bytes], Answer], body: bytes) -> Answer:
    """`decode(body)`, mending what can be mended where it is refused. Raises UNREADABLE."""
    try:
        return decode(body)
    except msgspec.MsgspecError:
        return decode(mended(body))


def mended(body: bytes) -> bytes:
    """`body` with halves of surrogate pairs and broken UTF-8 as U+FFFD, all else as it was."""
    whole = body.decode("utf-8", "replace").encode()
    return _ESCAPE.sub(lambda found: rb"\ufffd" if found["half"] else found[0], whole)


def without_nulls(raw: bytes | msgspec.Raw) -> bytes:
    """JSON without the fields that are null. Raises UNREADABLE."""
    return msgspec.json.encode(_bare(msgspec.json.decode(raw)))


def _bare(value: object) -> object:
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items() if each is not None}
    return [_bare(each) for each in value] if isinstance(value, list) else value
