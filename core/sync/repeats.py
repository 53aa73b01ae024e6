"""Orders just as the last read showed them: the overlap of the next search shows many again.

Their booking is done, so they need not be read anew. Only digests are held, nothing of a person
(R40), and nothing depends on them: an engine that has forgotten them books the same.
"""

from collections.abc import Mapping

MOST = 10_000
"""Of a longer read the first so many are known."""


class Repeats:
    """Digests of payloads that are booked: of the last whole read, and of the one that goes on."""

    def __init__(self) -> None:
        self.known: set[bytes] = set()
        self._gathered: set[bytes] = set()

    def booked(self, seen: Mapping[bytes, str], apart: set[str], *, last: bool) -> None:
        """A page is stored: its `seen` payloads are known, but for the orders set `apart`.

        They are from the `last` page of their read on.
        """
        if len(self._gathered) < MOST:
            self._gathered.update(each for each, number in seen.items() if number not in apart)
        if last:
            self.known, self._gathered = self._gathered, set()

    def forget(self) -> None:
        """Read everything again: a step did not land, or the books are those of another time."""
        self.known, self._gathered = set(), set()
