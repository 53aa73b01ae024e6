"""An engine in another process that is killed and started again, as `scenarios.pace.DueWork`."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from core import AmazonAccount
from core.domain.instants import instant, stamp

SCRIPT = Path(__file__).with_name("proof_engine_process.py")
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Strike:
    """When a life ends: at its place of this number, or `later_s` behind while it goes on."""

    place: int
    later_s: float | None = None


class Broken(Exception):
    """The process did something else than live and be killed."""


class Lives:
    """Lives end as `strikes` say; when there are none left, the last one goes on to the end."""

    def __init__(self, books: Path, account: AmazonAccount, strikes: Iterator[Strike]) -> None:
        given = msgspec.json.encode(account).decode()
        house = str(Path(__file__).parents[2])
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(books), given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=os.environ | {"PYTHONPATH": house},
        )
        self._strikes = strikes
        self._strike: Strike | None = None
        self._heard = b""
        self._pid = 0
        self.struck: list[str] = []
        """Where each kill came."""

    @property
    def deaths(self) -> int:
        return len(self.struck)

    async def run_due(self, now: datetime) -> int:
        """Have the engine do what is due, in as many lives as it takes."""
        while True:
            self._be_alive()
            answer = self._ask(f"run {stamp(now)}")
            if answer[0] == "done":
                return int(answer[1])
            self._kill(" ".join(answer[1:]))

    def next_due(self) -> datetime | None:
        self._be_alive()
        _, due = self._ask("due")
        return None if due == "-" else instant(due)

    def end(self) -> int:
        """Let the last life end by itself; gives the number of places that it passed."""
        self._be_alive()
        _, passed = self._ask("end")
        self._expect("dead", "0")
        self._pid = 0
        return int(passed)

    def _be_alive(self) -> None:
        if self._pid:
            return
        self._strike = next(self._strikes, None)
        place, later_s = (self._strike.place, self._strike.later_s) if self._strike else (0, None)
        _, pid = self._ask(f"life {place} {'stands' if later_s is None else 'goes-on'}")
        self._pid = int(pid)

    def _kill(self, where: str) -> None:
        assert self._strike is not None
        if self._strike.later_s is None:
            self.struck.append(where)
        else:
            select.select([], [], [], self._strike.later_s)
            self.struck.append(f"{self._strike.later_s * 1000:.2f} ms after {where}")
        os.kill(self._pid, signal.SIGKILL)
        while (said := self._line())[0] != "dead":
            pass
        if said != ["dead", str(int(signal.SIGKILL))]:
            raise Broken(" ".join(said))
        self._pid = 0

    def _ask(self, command: str) -> list[str]:
        assert self._process.stdin is not None
        self._process.stdin.write(command.encode() + b"\n")
        answer = self._line()
        if answer[0] == "dead":
            raise Broken(f"died of itself after {command!r}: {answer[1]}")
        return answer

    def _expect(self, *words: str) -> None:
        if (said := self._line()) != list(words):
            raise Broken(" ".join(said))

    def _line(self) -> list[str]:
        assert self._process.stdout is not None
        while b"\n" not in self._heard:
            ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_S)
            more = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not more:
                raise Broken("silent" if not ready else "ended")
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode().split()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()
