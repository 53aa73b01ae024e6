"""The front door of the SP-API: path, token, quota, then the operation; errors as Amazon's."""

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from simulator.auth import Caller, authenticate
from simulator.exchange import Reply, Request
from simulator.faults.attempts import access_token, attempt_of
from simulator.faults.declared import Fault
from simulator.faults.striking import under_faults
from simulator.journal import Call as JournalCall
from simulator.journal import Wire
from simulator.operations import Call, Operation
from simulator.rate_header import advertised
from simulator.refusal import Refusal, error_body
from simulator.routing import Routes
from simulator.simulation import Simulation

log = logging.getLogger("simulator")

MAX_BODY = 10 * 1024 * 1024
_JSON = ("content-type", "application/json")


class Trace:
    """What is known so far about a call, for its headers and its line in the journal."""

    __slots__ = ("caller", "fault", "operation", "quota_left", "reason", "unknown")

    def __init__(self) -> None:
        self.operation: Operation | None = None
        self.caller: Caller | None = None
        self.quota_left: float | None = None
        self.reason: str | None = None
        self.unknown: tuple[str, ...] = ()
        self.fault: Fault | None = None


class Gateway:
    """Answers every path that is neither control, nor LWA, nor a signed document URL."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.operations = tuple(operations)
        keys = Counter(operation.key for operation in self.operations)
        if twice := [key for key, count in keys.items() if count > 1]:
            raise ValueError(f"operations of one name need an alias: {', '.join(twice)}")
        self._routes: Routes[Operation] = Routes()
        for operation in self.operations:
            self._routes.add(operation.method, operation.path, operation)

    def answer(self, sim: Simulation, request: Request) -> Reply:
        trace = Trace()
        if sim.faults:
            reply = self._under_faults(sim, request, trace)
        else:
            reply = self._reply(sim, request, trace)
        request_id = sim.draw_uuid("request-ids")
        _add_headers(sim, request, reply, trace.operation, request_id)
        _write_down(sim, request, trace, reply, request_id)
        return reply

    def _under_faults(self, sim: Simulation, request: Request, trace: Trace) -> Reply:
        match = self._routes.find(request.method, request.path)
        operation = trace.operation = match.target if match is not None else None
        attempt = attempt_of(sim, request, operation.key if operation else "", "api")
        reply, trace.fault = under_faults(
            sim, attempt, access_token(request), lambda: self._reply(sim, request, trace)
        )
        return reply

    def _reply(self, sim: Simulation, request: Request, trace: Trace) -> Reply:
        """What Amazon says when nothing is broken."""
        try:
            return self._perform(sim, request, trace)
        except Refusal as refusal:
            trace.reason = refusal.reason
            return _refused(sim, refusal)
        except Exception:
            log.exception("%s %s failed", request.method, request.path)
            trace.reason = "internal error of the simulator"
            text = sim.behaviours.text("text_internal")
            return Reply(500, error_body("InternalFailure", text), [_JSON])

    def _perform(self, sim: Simulation, request: Request, trace: Trace) -> Reply:
        operation, params = self._find(sim, request)
        trace.operation = operation
        caller = trace.caller = authenticate(sim, request, operation.scope)
        key = (caller.app.app_id, caller.seller.seller_id, operation.key)
        passed, left = sim.quota.take(key, operation.limit, sim.now)
        trace.quota_left = round(left, 4)
        if not passed:
            text = sim.behaviours.text("text_quota")
            raise Refusal(429, "QuotaExceeded", text, reason="the bucket is empty")
        if len(request.body) > MAX_BODY:
            raise Refusal(413, "RequestTooLarge", "The request size exceeded the maximum.")
        if request.body and request.content_type not in ("", "application/json"):
            text = "The entity of the request is in a format that is not supported."
            raise Refusal(415, "UnsupportedMediaType", text, reason=request.content_type)
        query = _query(sim, request, operation, trace)
        return operation.handler(Call(sim, request, params, query, caller.app, caller.seller))

    def _find(self, sim: Simulation, request: Request) -> tuple[Operation, dict[str, str]]:
        match = self._routes.find(request.method, request.path)
        if match is None:
            authenticate(sim, request)
            raise Refusal(404, "NotFound", "The requested resource does not exist.")
        if match.target is None:
            allowed = ", ".join(match.allowed)
            raise Refusal(
                405,
                "MethodNotAllowed",
                "The requested method is not supported for this resource.",
                reason=f"the path knows {allowed}",
            )
        return match.target, match.params


def _query(
    sim: Simulation, request: Request, operation: Operation, trace: Trace
) -> dict[str, list[str]]:
    try:
        query = request.query()
    except ValueError as error:
        text = sim.behaviours.text("text_invalid_input")
        raise Refusal(400, "InvalidInput", text, reason=str(error)) from None
    unknown = tuple(name for name in query if name not in operation.parameters)
    if unknown:
        trace.unknown = unknown
        if sim.behaviours.text("unknown_query_parameter") == "refused":
            text = sim.behaviours.text("text_invalid_input")
            raise Refusal(400, "InvalidInput", text, reason=f"unknown parameter {unknown[0]}")
    return query


def _refused(sim: Simulation, refusal: Refusal) -> Reply:
    details = refusal.details
    if not details and sim.behaviours.on("explain_refusals"):
        details = refusal.reason
    return Reply(refusal.status, error_body(refusal.code, refusal.message, details), [_JSON])


def _write_down(
    sim: Simulation, request: Request, trace: Trace, reply: Reply, request_id: str
) -> None:
    operation, caller, seq = trace.operation, trace.caller, sim.journal.next_seq()
    asked = tuple(request.headers.items())
    sim.journal.add(
        JournalCall(
            seq=seq,
            at=sim.now,
            operation=operation.key if operation else None,
            method=request.method,
            path=request.path,
            query=request.query_string,
            status=0 if reply.held_s is not None else reply.status,
            quota_left=trace.quota_left,
            client=request.headers.get("user-agent", ""),
            app=caller.app.app_id if caller else None,
            seller_id=caller.seller.seller_id if caller else None,
            request_id=request_id,
            reason=_reason(trace, reply),
            unknown_parameters=trace.unknown,
            fault=trace.fault.fault_id if trace.fault else None,
        ),
        Wire(seq, asked, request.body, tuple(reply.headers), reply.body),
    )


def _reason(trace: Trace, reply: Reply) -> str | None:
    fault = trace.fault
    if fault is None:
        return trace.reason
    lost = f": {reply.status or 'nothing'} was not delivered" if reply.held_s is not None else ""
    return f"{fault.kind} ({fault.fault_id}){lost}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(16)
def _http_date(at: datetime) -> str:
    """`at` (UTC) as RFC 9110 writes it."""
    day, month = _DAYS[at.weekday()], _MONTHS[at.month - 1]
    return f"{day}, {at.day:02} {month} {at.year:04} {at.time().isoformat('seconds')} GMT"


def _add_headers(
    sim: Simulation, request: Request, reply: Reply, operation: Operation | None, request_id: str
) -> None:
    reply.headers.append(("date", _http_date(sim.now)))
    reply.headers.append(("x-amzn-requestid", request_id))
    if operation is not None and reply.status in operation.rated:
        rate = sim.quota.limit(operation.key, operation.limit).rate
        reply.headers.append(("x-amzn-ratelimit-limit", advertised(sim, request, rate)))
