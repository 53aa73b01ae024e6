"""The ASGI application: one fake Amazon and everything that can be asked of it."""

from datetime import UTC, datetime

from simulator.agenda import Item
from simulator.asgi import Receive, Scope, Send, live, read_request, write_reply
from simulator.consent.routes import CONSENT_PATH, answer_consent
from simulator.control.panel import Panel
from simulator.exchange import Reply, Request
from simulator.faults.attempts import attempt_of
from simulator.faults.declared import Place
from simulator.faults.striking import Perform, under_faults, under_faults_waiting
from simulator.feeds.storage import STORAGE_PREFIX, answer_storage
from simulator.gateway import Gateway
from simulator.lwa.routes import TOKEN_PATH, answer_token
from simulator.product_types.schema import SCHEMA_PREFIX, answer_schema
from simulator.simulation import Simulation
from simulator.sqs.routes import answer_sqs, is_sqs
from simulator.tables import HAPPENINGS, OPERATIONS
from simulator.wall import LoopWall, Wall
from simulator.world.founding import found

DEFAULT_START = datetime(2026, 11, 23, tzinfo=UTC)


class App:
    """A plain ASGI app. It needs no lifespan, keeps no thread and shares nothing with another."""

    def __init__(self, simulation: Simulation, control_token: str | None) -> None:
        self.simulation = simulation
        self._gateway = Gateway(OPERATIONS)
        self._panel = Panel(self._gateway, control_token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await live(receive, send)
        elif scope["type"] == "http":
            request = await read_request(scope, receive)
            reply = Reply(413, b"") if request is None else await self.answer(request)
            await write_reply(receive, send, reply)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def answer(self, request: Request) -> Reply:
        """What a request gets: the whole of this app, free of ASGI's messages."""
        reply = await self._answer(request)
        self.simulation.news.look(len(self.simulation.world.events))
        return reply

    def advance(self, to: datetime) -> list[Item]:
        """Let time pass as `POST /_sim/clock/advance` does; gives what fell due and has happened.

        Raises `ClockError` where `to` (UTC) lies before now.
        """
        sim = self.simulation
        sim.catch_up()
        fired = sim.let_pass(to)
        sim.news.look(len(sim.world.events))
        return fired

    async def _answer(self, request: Request) -> Reply:
        sim = self.simulation
        sim.catch_up()
        path = request.path
        if path.startswith("/_sim"):
            return await self._panel.answer(sim, request)
        if path == TOKEN_PATH:
            return _struck(sim, request, "token", "token", lambda: answer_token(sim, request))
        if path == CONSENT_PATH:
            return answer_consent(sim, request)
        if path.startswith(STORAGE_PREFIX):
            name = "uploadDocument" if request.method == "PUT" else "downloadDocument"
            return _struck(sim, request, name, "document", lambda: answer_storage(sim, request))
        if path.startswith(SCHEMA_PREFIX):
            return answer_schema(request)
        if is_sqs(path):
            return await _struck_queue(sim, request)
        return self._gateway.answer(sim, request)


def _struck(sim: Simulation, request: Request, name: str, place: Place, perform: Perform) -> Reply:
    """A call that is no operation of a model, under the faults in force."""
    if not sim.faults:
        return perform()
    return under_faults(sim, attempt_of(sim, request, name, place), "", perform)[0]


async def _struck_queue(sim: Simulation, request: Request) -> Reply:
    if not sim.faults:
        return await answer_sqs(sim, request)
    attempt = attempt_of(sim, request, "queue", "queue")
    return await under_faults_waiting(sim, attempt, lambda: answer_sqs(sim, request))


def create_app(
    *,
    seed: int = 1,
    start: datetime = DEFAULT_START,
    empty: bool = False,
    control_token: str | None = None,
    wall: Wall | None = None,
) -> App:
    """A fake Amazon as an ASGI app, its clock standing at `start` (aware; UTC inside).

    `empty` leaves one PROFESSIONAL seller and no goods. With `control_token`, /_sim answers only
    to `Authorization: Bearer <token>`. `wall` is the real clock, the event loop's own unless given.
    Raises ValueError for a `start` without a time zone or outside the years 2000 to 2199.
    """
    if start.tzinfo is None:
        raise ValueError("start needs a time zone")
    simulation = Simulation(
        seed=seed, start=start.astimezone(UTC), wall=wall or LoopWall(), happenings=HAPPENINGS
    )
    found(simulation, empty=empty)
    return App(simulation, control_token)
