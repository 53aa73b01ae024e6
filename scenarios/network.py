"""The shop's way to Amazon, which can be cut."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from core.amazon.transport import Answer, NoAnswer, Unreachable

if TYPE_CHECKING:
    from core.amazon.transport import Transport


class Way(StrEnum):
    """How the network is."""

    UP = "up"
    DOWN = "down"
    """Nothing gets out."""
    ANSWERS_LOST = "answers_lost"
    """Requests get through, and no answer comes back."""


class Network:
    """A transport around another one."""

    def __init__(self, transport: "Transport") -> None:
        self._transport = transport
        self.way = Way.UP

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request. Raises Unreachable or NoAnswer as the network is."""
        match self.way:
            case Way.UP:
                return await self._transport.exchange(method, url, headers, content)
            case Way.DOWN:
                raise Unreachable("network down")
            case Way.ANSWERS_LOST:
                await self._transport.exchange(method, url, headers, content)
                raise NoAnswer("answer lost")

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()
