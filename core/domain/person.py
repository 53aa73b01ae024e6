"""A buyer's person (R40): what it holds, how it is kept out of texts, and when it is deleted."""

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

KEPT_AFTER_SHIPPING = timedelta(days=30)
KEPT_UNSHIPPED = timedelta(days=60)


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """What Amazon tells of a buyer and his address; empty where it does not. Its repr is mute."""

    name: str = ""
    email: str = ""
    phone: str = ""
    postal_code: str = ""
    state: str = ""
    city: str = ""
    line1: str = ""
    line2: str = ""
    line3: str = ""
    recipient: str = ""

    def __repr__(self) -> str:
        return "Person(…)"

    def __rich_repr__(self) -> "list[tuple[str, str]]":
        return []

    def over(self, older: "Person") -> "Person":
        """This one, with what only `older` told: a dataset may be missing for a while."""
        told = {name: getattr(self, name) for name in self.__struct_fields__}
        return msgspec.structs.replace(older, **{name: text for name, text in told.items() if text})

    def matches(self, text: str) -> bool:
        """Whether `text` is part of any field, whatever its width, case, spaces and hyphens."""
        wanted = _folded(text)
        told = "\n".join(str(getattr(self, name)) for name in self.__struct_fields__)
        return bool(wanted) and wanted in _folded(told)


class Confidential:
    """Carries a person from where he is read to where he is sealed, and shows him to no one else.

    Neither its repr nor any encoder gives anything away; he is read only when `reveal` is called.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], Person | None]) -> None:
        self._read = read

    def reveal(self) -> Person | None:
        """The person, None if there was nothing to read."""
        return self._read()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Confidential) and self.reveal() == other.reveal()

    def __hash__(self) -> int:
        return hash(self.reveal())

    def __repr__(self) -> str:
        return "Confidential(…)"


def delete_at(ordered_at: datetime, shipped_at: datetime | None) -> datetime:
    """When a buyer is deleted: 30 days after shipping, 60 after the order where never shipped."""
    if shipped_at is None:
        return ordered_at + KEPT_UNSHIPPED
    return shipped_at + KEPT_AFTER_SHIPPING


def _folded(text: str) -> str:
    """Text as it is compared: one width, one case, without what people leave out or put in."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_LEFT_OUT)


_LEFT_OUT = dict.fromkeys(map(ord, " \t-‐‑–—−ー()"))
