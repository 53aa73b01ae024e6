"""Named random streams: a draw added for one subject never shifts another."""

from random import Random

Snapshot = dict[str, tuple[object, ...]]


class Streams:
    """Hands out one `Random(f"{seed}/{name}")` per subject."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._kept: dict[str, Random] = {}

    def named(self, name: str) -> Random:
        """The stream of a subject that draws again and again; its position is state."""
        stream = self._kept.get(name)
        if stream is None:
            stream = self._kept[name] = self.once(name)
        return stream

    def once(self, name: str) -> Random:
        """A stream from its beginning, for draws that depend on the name alone."""
        return Random(f"{self.seed}/{name}")

    def snapshot(self) -> Snapshot:
        """Positions of all kept streams, for a checkpoint."""
        return {name: stream.getstate() for name, stream in self._kept.items()}

    def restore(self, positions: Snapshot) -> None:
        """Put every stream back to a snapshot; streams made since are forgotten."""
        self._kept = {name: Random() for name in positions}
        for name, position in positions.items():
            self._kept[name].setstate(position)
