"""How `renkei sync` waits: in the machine's time, or in a served fake's."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from tui.headless.clocks import WITHIN_S, base, headers, no_clock, read_now, unreachable

if TYPE_CHECKING:
    import httpx

LOOK_S = 5.0
"""How often the engine looks whether another process has given it work."""

_WAITS_S = 60.0
"""The fake holds a wait for 20 seconds at most."""

_LEAVES_S = 2.0
_GONE = 404


class Time(Protocol):
    """Whose clock the engine lives by. Both raise Stop where it is lost."""

    async def now(self) -> datetime:
        """The present."""
        ...

    async def until(self, at: datetime) -> datetime:
        """Wait for `at`, or for a while that is shorter; gives the present then."""
        ...

    async def close(self) -> None:
        """Live by it no longer."""
        ...


class MachineTime:
    """The clock of this machine."""

    async def now(self) -> datetime:
        """The present."""
        return datetime.now(UTC)

    async def until(self, at: datetime) -> datetime:
        """Wait for `at`, or for `LOOK_S`."""
        left_s = (at - datetime.now(UTC)).total_seconds()
        await asyncio.sleep(min(LOOK_S, max(0.0, left_s)))
        return datetime.now(UTC)

    async def close(self) -> None:
        """Nothing to give back."""


class ServedTime:
    """The clock of a served fake, in which this engine is a participant of the name `name`."""

    def __init__(self, url: str, name: str) -> None:
        import httpx

        self._url = url
        self._name = name
        self._joined = False
        self._client = httpx.AsyncClient(
            base_url=base(url), headers=headers(), timeout=WITHIN_S, trust_env=False
        )

    async def now(self) -> datetime:
        """The present."""
        answer = await self._ask("GET", "/_sim/clock")
        return read_now(self._url, answer.status_code, answer.content)

    async def until(self, at: datetime) -> datetime:
        """Wait for `at`, or until the fake wants to be asked again."""
        if not self._joined:
            await self._join()
        wish = {"participant": self._name, "until": at.isoformat()}
        answer = await self._ask("POST", "/_sim/clock/wait", wish, within_s=_WAITS_S)
        if answer.status_code == _GONE:
            # Somebody has reset the fake, or sent us away: its time goes on without us.
            self._joined = False
            return await self.now()
        return read_now(self._url, answer.status_code, answer.content)

    async def close(self) -> None:
        """Leave, so that the other participants need not wait for this one."""
        import httpx

        if self._joined:
            with suppress(httpx.HTTPError):
                await self._client.delete(
                    f"/_sim/clock/participants/{self._name}", timeout=_LEAVES_S
                )
        await self._client.aclose()

    async def _join(self) -> None:
        # Before the answer is there: who is stopped meanwhile has to leave all the same.
        self._joined = True
        answer = await self._ask("POST", "/_sim/clock/participants", {"name": self._name})
        read_now(self._url, answer.status_code, answer.content)

    async def _ask(
        self, method: str, path: str, body: object = None, *, within_s: float = WITHIN_S
    ) -> "httpx.Response":
        import httpx

        try:
            return await self._client.request(method, path, json=body, timeout=within_s)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise no_clock(self._url) from None
        except httpx.HTTPError:
            raise unreachable(self._url) from None


def time_at(url: str | None, name: str) -> Time:
    """The time of the fake at `url`, or the machine's."""
    return ServedTime(url, name) if url else MachineTime()
