"""Orders just as the last page showed them: the overlap of the next search shows many again.

Their booking is done, so they need not be read anew. Only digests are held, nothing of a person
(R40), and nothing depends on them: an engine that has forgotten them books the same.
"""

from collections.abc import Mapping


class Repeats:
    """Digests of payloads that are booked, by order number."""

    def __init__(self) -> None:
        self.known: frozenset[bytes] = frozenset()

    def booked(self, seen: Mapping[bytes, str], apart: set[str]) -> None:
        """A page is stored: its `seen` payloads are known, but for the orders set `apart`."""
        self.known = frozenset(digest for digest, number in seen.items() if number not in apart)

    def forget(self) -> None:
        """Read everything again: a step did not land, or the books are those of another time."""
        self.known = frozenset()
