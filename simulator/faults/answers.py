"""Answers that a fault makes, or makes of a good one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from simulator.exchange import Reply
from simulator.faults.declared import Fault, Form, Place
from simulator.refusal import error_body

if TYPE_CHECKING:
    from simulator.simulation import Simulation

_JSON = ("content-type", "application/json")
_SQS_JSON = ("content-type", "application/x-amz-json-1.0")
_CODES = {
    400: "InvalidInput",
    401: "Unauthorized",
    403: "Unauthorized",
    404: "NotFound",
    405: "MethodNotAllowed",
    413: "RequestTooLarge",
    415: "UnsupportedMediaType",
    429: "QuotaExceeded",
    500: "InternalFailure",
    503: "ServiceUnavailable",
}
_TEXTS = {
    400: "text_invalid_input",
    403: "text_denied",
    429: "text_quota",
    503: "text_unavailable",
}
_HTML = b"<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n"
_GARBAGE = bytes(range(256))
_NEW_FIELD = "fieldOfALaterModel"


def throttled(sim: "Simulation") -> Reply:
    text = sim.behaviours.text("text_quota")
    return Reply(429, error_body("QuotaExceeded", text), [_JSON])


def error(sim: "Simulation", place: Place, fault: Fault) -> Reply:
    """An error answer as the one who is asked writes it."""
    status = fault.status or 503
    code = fault.code or _CODES.get(status, "InternalFailure")
    message = fault.message or sim.behaviours.text(_TEXTS.get(status, "text_internal"))
    match place:
        case "token":
            body = msgspec.json.encode({"error": code, "error_description": message})
            return Reply(status, body, [_JSON])
        case "document":
            text = f"<Error><Code>{_escaped(code)}</Code><Message>{_escaped(message)}</Message>"
            body = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}</Error>'.encode()
            return Reply(status, body, [("content-type", "application/xml")])
        case "queue":
            content = {"__type": f"com.amazonaws.sqs#{code}", "message": message}
            return Reply(status, msgspec.json.encode(content), [_SQS_JSON])
        case "api" | "delivery":
            return Reply(status, error_body(code, message), [_JSON])


def malformed(fault: Fault, done: Reply | None) -> Reply:
    """A body that no client can use; `done` is the good answer, where the call was performed."""
    good = done.body if done is not None else b'{"payload":{"orders":[]}}'
    status = fault.status or (done.status if done is not None else 200)
    form: Form = fault.form or "cut"
    match form:
        case "cut":
            body, kind = good[: len(good) // 2] or b'{"', _JSON
        case "html":
            body, kind = _HTML, ("content-type", "text/html")
        case "empty":
            body, kind = b"", _JSON
        case "garbage":
            body, kind = _GARBAGE, _JSON
    return Reply(200 if status == 204 and body else status, body, [kind])


def with_unknown_fields(done: Reply) -> Reply:
    """The good answer, with a field in every object that no model knows."""
    return _rewritten(done, _with_field)


def with_broken_record(done: Reply, wanted: str | None) -> Reply:
    """The good answer with one record broken: the one that names `wanted`, or the first."""
    return _rewritten(done, lambda content: _with_broken(content, wanted))


def _rewritten(done: Reply, change: Callable[[object], object]) -> Reply:
    try:
        content = msgspec.json.decode(done.body)
    except msgspec.DecodeError:
        return done
    done.body = msgspec.json.encode(change(content))
    return done


def _with_field(content: object) -> object:
    if isinstance(content, list):
        return [_with_field(one) for one in content]
    if isinstance(content, dict):
        known = {name: _with_field(value) for name, value in content.items()}
        return {**known, _NEW_FIELD: {"value": "?"}}
    return content


def _with_broken(content: object, wanted: str | None) -> object:
    record = _record(content, wanted)
    if record is not None:
        for name, value in record.items():
            if not name.lower().endswith(("id", "sku")):
                record[name] = None if isinstance(value, list) else {"broken": True}
    return content


def _record(content: object, wanted: str | None) -> dict[str, object] | None:
    """The record to break: in the first list of objects, or the one object that is wrapped."""
    if not isinstance(content, dict):
        return None
    for value in content.values():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            named = (one for one in value if wanted is None or wanted in str(one))
            return next(named, None)
    inner = next((value for value in content.values() if isinstance(value, dict)), None)
    if wanted is not None and wanted not in str(inner):
        return None
    return _record(inner, wanted) or inner


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
