"""The machine that the engine runs on: it can be off, and its clock can be wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scenarios.network import Network, Way

if TYPE_CHECKING:
    from core import AmazonAccount, Engine
    from core.sync.memory import EngineMemory


@dataclass(frozen=True)
class MachineState:
    """A machine at one moment."""

    skew: timedelta
    way: Way
    account: "AmazonAccount"
    memory: "EngineMemory | None"
    """None while it is off."""


class ShopMachine:
    """Runs the engine in the machine's own time: `scenarios.pace.DueWork` towards the world."""

    def __init__(
        self,
        build: "Callable[[AmazonAccount], Engine]",
        account: "AmazonAccount",
        network: Network,
    ) -> None:
        self._build = build
        self.account = account
        self.network = network
        self.engine = build(account)
        self.running = True
        self.skew = timedelta(0)

    def clock(self, now: datetime) -> datetime:
        """What this machine's clock shows when it is `now`."""
        return now + self.skew

    async def run_due(self, now: datetime) -> int:
        """Let the engine do what is due; nothing while the machine is off."""
        return await self.engine.run_due(self.clock(now)) if self.running else 0

    def next_due(self) -> datetime | None:
        """When the engine wants to be asked again, in the world's time."""
        due = self.engine.next_due() if self.running else None
        return None if due is None else due - self.skew

    def kill(self) -> None:
        """Switch off at once; what the engine knew besides its books is lost."""
        self.running = False

    def start(self) -> None:
        """Switch on: a new engine over the same books."""
        if not self.running:
            self.engine = self._build(self.account)
            self.running = True

    def use(self, account: "AmazonAccount") -> None:
        """Go on with another consent of the same seller."""
        self.account = account
        self.engine.use(account)

    def state(self) -> MachineState:
        """Everything that is not in the books."""
        memory = self.engine.memory() if self.running else None
        return MachineState(self.skew, self.network.way, self.account, memory)

    def put_back(self, state: MachineState) -> None:
        """Be as then; the books have been put back already."""
        self.skew, self.network.way = state.skew, state.way
        self.use(state.account)
        if state.memory is None:
            self.running = False
            return
        self.start()
        self.engine.remember(state.memory)
