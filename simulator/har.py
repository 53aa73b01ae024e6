"""Received calls as an HTTP Archive 1.2, to be opened in a browser's own tools."""

from collections.abc import Iterable
from http import HTTPStatus

import msgspec

from simulator.journal import Call, Wire
from simulator.personal import scrubbed, scrubbed_headers, scrubbed_query

HAR_TYPE = "application/har+json"
Json = dict[str, object]
Headers = tuple[tuple[str, str], ...]


def archive(calls: Iterable[Call], wires: dict[int, Wire], base_url: str) -> Json:
    """The `log` object with an entry for each call; bodies where they are still kept.

    `startedDateTime` is simulated time, in which an answer takes none. Status 0 = no answer.
    """
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "renkei simulator", "version": "1"},
            "entries": [_entry(call, wires.get(call.seq), base_url) for call in calls],
        }
    }


def _entry(call: Call, wire: Wire | None, base_url: str) -> Json:
    asked: Headers = wire.asked_headers if wire else ()
    answered: Headers = wire.answered_headers if wire and call.status else ()
    query = scrubbed_query(call.query)
    request: Json = {
        "method": call.method,
        "url": base_url + call.path + (f"?{query}" if query else ""),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(scrubbed_headers(asked)),
        "queryString": [
            {"name": name, "value": value}
            for name, _, value in (part.partition("=") for part in query.split("&") if part)
        ],
        "headersSize": -1,
        "bodySize": len(wire.asked) if wire else -1,
    }
    if wire and wire.asked:
        request["postData"] = {"mimeType": _type_of(asked), "text": _text(wire.asked)}
    return {
        "startedDateTime": call.at,
        "time": 0,
        "request": request,
        "response": {
            "status": call.status,
            "statusText": _phrase(call.status),
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": _pairs(scrubbed_headers(answered)),
            "content": _content(call, wire),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": len(wire.answered) if wire and call.status else -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "comment": _comment(call),
    }


def _content(call: Call, wire: Wire | None) -> Json:
    if wire is None or not call.status:
        return {"size": 0, "mimeType": "", "comment": "not kept"}
    content: Json = {"size": len(wire.answered), "mimeType": _type_of(wire.answered_headers)}
    return {**content, "text": _text(wire.answered)} if wire.answered else content


def _comment(call: Call) -> str:
    parts = (call.operation, call.request_id, call.reason)
    return " · ".join(part for part in parts if part)


def _text(body: bytes) -> str:
    clean = scrubbed(body)
    return clean if isinstance(clean, str) else msgspec.json.encode(clean).decode()


def _pairs(headers: list[tuple[str, str]]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in headers]


def _type_of(headers: Headers) -> str:
    return next((value for name, value in headers if name == "content-type"), "")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
