"""Uploaded content, unpacked where it came as gzip, and never larger than is believed."""

import zlib

from simulator.feeds.outcome import Unreadable
from simulator.simulation import Simulation

_MAGIC = b"\x1f\x8b"
_GZIP = 31


def unpacked(sim: Simulation, content: bytes) -> bytes:
    """The content itself. Raises `Unreadable` for broken gzip and for what grows too large."""
    limit = sim.behaviours.number("feed_bytes_max")
    if content.startswith(_MAGIC):
        content = _gunzip(content, limit)
    if len(content) > limit:
        raise Unreadable("5002", "The feed is larger than it may be.")
    return content


def _gunzip(content: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=_GZIP)
    try:
        plain = unpacker.decompress(content, limit + 1)
    except zlib.error:
        raise Unreadable("5000", "The feed is not readable as GZIP.") from None
    if len(plain) <= limit and not unpacker.eof:
        raise Unreadable("5000", "The feed is not readable as GZIP: it ends too early.")
    return plain
