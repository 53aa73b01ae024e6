"""The journal as text: equal texts mean that two runs learned, did and decided the same."""

from collections.abc import Iterator

import msgspec

from core import Views

PAGE = 1000


def journal_text(views: Views) -> str:
    """Every line of the journal as JSON, oldest first."""
    return "".join(f"{line}\n" for line in _lines(views))


def _lines(views: Views) -> Iterator[str]:
    after = 0
    while rows := views.journal(after=after, limit=PAGE):
        yield from (msgspec.json.encode(row).decode() for row in rows)
        after = rows[-1].seq
