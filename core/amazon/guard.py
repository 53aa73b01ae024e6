"""What an engine may send at all: the real Amazon only when told so, and no change in read-only.

It stands at the transport, below every job, so that no call can forget to ask.
"""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import msgspec

from core.amazon.transport import Answer, Transport
from core.domain.refusals import Refusal
from core.errors import Refused, Withheld

_REAL = ("amazon.com", "amazon.co.jp", "amazonaws.com")
_READS_BY_POST = ("/auth/o2/token", "/reports/2021-06-30/reports")
"""Asking for a token or a report changes nothing of the shop at Amazon."""


class Guard(msgspec.Struct, frozen=True):
    """`live` lets the real Amazon be asked; `read_only` keeps every change from leaving."""

    live: bool = False
    read_only: bool = False

    def check_endpoint(self, url: str) -> None:
        """Refuse the real Amazon at once, before a job runs. Raises Refused."""
        if not self.live and is_real(url):
            raise Refused(Refusal.NOT_LIVE)

    def check(self, method: str, url: str) -> None:
        """Look at one request. Raises Withheld; then nothing may leave."""
        if not self.live and is_real(url):
            raise Withheld(Refusal.NOT_LIVE)
        if self.read_only and method != "GET" and urlsplit(url).path not in _READS_BY_POST:
            raise Withheld(Refusal.READ_ONLY)


class GuardedTransport:
    """A transport behind a guard."""

    def __init__(self, transport: Transport, guard: Guard) -> None:
        self._transport = transport
        self._guard = guard

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request. Raises Withheld, with nothing sent, where the guard says so."""
        self._guard.check(method, url)
        return await self._transport.exchange(method, url, headers, content)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()


def is_real(url: str) -> bool:
    """Whether an address belongs to the real Amazon, its sandbox and its storage included.

    What is no address at all belongs to nobody and cannot be reached.
    """
    scheme, _, rest = url.partition("://")
    authority = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    return _is_real_authority(f"{scheme}://{authority}")


@lru_cache(maxsize=64)
def _is_real_authority(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    return any(host == real or host.endswith("." + real) for real in _REAL)
