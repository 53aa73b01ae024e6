"""One fake Amazon: the world, its clock, its agenda and everything else that is state."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from simulator.agenda import Agenda, Item
from simulator.auth import Tokens
from simulator.behaviours import Behaviours
from simulator.checkpoint import Checkpoints
from simulator.clock import Clock
from simulator.faults.registry import Faults
from simulator.faults.unapplied import happen_without_effect
from simulator.journal import Journal
from simulator.news import News
from simulator.notifications.emitting import listing_changed, order_changed
from simulator.orders.written import WrittenOrders
from simulator.participants import Participants
from simulator.quota import Quota
from simulator.streams import Streams
from simulator.wall import Wall
from simulator.world.store import World

Happening = Callable[["Simulation", str], None]


class Simulation:
    """The whole state, and the only way in which time passes.

    `happenings` maps the kind of an agenda item to what Amazon does then, given its subject.
    """

    def __init__(
        self,
        *,
        seed: int,
        start: datetime,
        wall: Wall,
        happenings: Mapping[str, Happening],
    ) -> None:
        self.wall = wall
        self.participants = Participants(wall)
        self.news = News()
        self._happenings = happenings
        self.begin(seed, start)

    def begin(self, seed: int, start: datetime) -> None:
        """Forget everything and stand at `start`. Raises `ClockError`, forgetting nothing."""
        self.clock = Clock(start, self.wall)
        self.seed = seed
        self.start = start
        self.agenda = Agenda()
        self.streams = Streams(seed)
        self.behaviours = Behaviours()
        self.world = World()
        self.world.past.follow(lambda: self.clock.now)
        self.world.changes.follow(partial(order_changed, self), partial(listing_changed, self))
        self.tokens = Tokens()
        self.quota = Quota()
        self.journal = Journal()
        self.faults = Faults()
        self.participants.restore(((), 0))
        self.checkpoints = Checkpoints()
        self.written = WrittenOrders()
        self.news.turn()

    @property
    def now(self) -> datetime:
        return self.clock.now

    def advance(self, until: datetime) -> list[Item]:
        """Move to `until`, doing all that falls due on the way, each at its own time.

        Returns what fired, in order. Raises `ClockError` when `until` lies before now.
        """
        fired: list[Item] = []
        if until >= self.clock.now:
            while (item := self.agenda.pop_due(until)) is not None:
                if item.due > self.clock.now:
                    self.clock.move(item.due)
                self._happen(item)
                fired.append(item)
        self.clock.move(until)
        if self.clock.mode != "autojump":
            self.participants.release_due(until)
        return fired

    def _happen(self, item: Item) -> None:
        happening = partial(self._happenings[item.kind], self, item.subject)
        if self.faults.is_unapplied(item.subject):
            happen_without_effect(self, happening)
        else:
            happening()

    def let_pass(self, until: datetime) -> list[Item]:
        """`advance` by somebody's order: a running clock runs on from there, and whoever waited
        for it goes. Raises `ClockError`."""
        fired = self.advance(until)
        self.clock.rebase()
        self.settle_waits()
        return fired

    def settle_waits(self) -> None:
        """Let go whom the clock has reached; in autojump move it there once everybody waits."""
        if self.clock.mode != "autojump":
            self.participants.release_due(self.clock.now)
        elif (waiting := self.participants.next_to_go()) is not None:
            self.advance(max(waiting.until, self.clock.now))
            self.participants.release(waiting)

    def catch_up(self) -> None:
        """Let everything happen that is due at this moment; a running clock moves there first."""
        due = self.agenda.next_due()
        if self.clock.runs or (due is not None and due <= self.clock.now):
            self.advance(max(self.clock.now, self.clock.target()))

    def draw_text(self, stream: str, alphabet: str, length: int) -> str:
        return "".join(self.streams.named(stream).choices(alphabet, k=length))

    def draw_digits(self, stream: str, length: int) -> str:
        low = 10 ** (length - 1)
        return str(self.streams.named(stream).randrange(low, 10 * low))

    def draw_uuid(self, stream: str) -> str:
        """A random identifier in the 8-4-4-4-12 form."""
        text = f"{self.streams.named(stream).getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
