"""`POST /_sqs`: the queue service over HTTP. Signatures are not asked for."""

from datetime import timedelta

from simulator.exchange import Reply, Request, json_reply
from simulator.simulation import Simulation
from simulator.sqs import protocol, queues
from simulator.sqs.actions import ACTIONS, QUEUE_PREFIX, decoded, find
from simulator.sqs.protocol import SqsError

_TARGET = "AmazonSQS."
_LOOK_S = 1.0


def is_sqs(path: str) -> bool:
    return path == QUEUE_PREFIX or path.startswith(QUEUE_PREFIX + "/")


async def answer_sqs(sim: Simulation, request: Request) -> Reply:
    """The answer to an action, or an error in SQS's form."""
    try:
        reply = json_reply(200, await _perform(sim, request))
        reply.headers = [("content-type", "application/x-amz-json-1.0")]
    except SqsError as error:
        reply = error.reply()
    reply.headers.append(("x-amzn-requestid", sim.draw_uuid("sqs-request-ids")))
    return reply


async def _perform(sim: Simulation, request: Request) -> dict[str, object]:
    name = request.headers.get("x-amz-target", "").removeprefix(_TARGET)
    act = ACTIONS.get(name)
    if request.method != "POST" or act is None:
        text = f"The action {name[:80]!r} is not valid for this endpoint."
        raise SqsError("InvalidAction", text)
    answer = act(sim, request.base_url, request.body)
    if name == "ReceiveMessage" and not answer and await _came(sim, request):
        answer = act(sim, request.base_url, request.body)
    return answer


async def _came(sim: Simulation, request: Request) -> bool:
    """Wait for a message as long as asked, in simulated time; whether one came.

    A clock that stands still would never let the wait end: then there is none.
    """
    wish = decoded(request.body, protocol.ReceiveMessage)
    queue = find(sim, wish)
    wait_s = wish.wait_time_seconds
    if wait_s is None:
        wait_s = queues.setting(queue, "ReceiveMessageWaitTimeSeconds")
    end = sim.now + timedelta(seconds=wait_s)
    while sim.clock.runs and sim.now < end and queue.name in sim.world.queues:
        visible = queues.next_visible(sim, queue)
        if visible is not None and visible <= sim.now:
            return True
        due = min(one for one in (visible, sim.agenda.next_due(), end) if one is not None)
        bell = sim.news.bell()
        await sim.wall.within(bell, min(_LOOK_S, sim.clock.seconds_until(due)))
        bell.cancel()
        sim.catch_up()
    return False
