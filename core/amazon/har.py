"""Exchanges as an HTTP Archive 1.2, to be opened in a browser's own tools or sent to Amazon."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import msgspec

from core.amazon.exchanges import Exchange
from core.amazon.masking import Body
from core.domain.instants import stamp

Json = dict[str, object]
Headers = tuple[tuple[str, str], ...]


class Entry(msgspec.Struct, frozen=True):
    """An exchange, Amazon's name for the call, and what the books say it was about."""

    operation: str
    subject: str
    exchange: Exchange


def archive(entries: Iterable[Entry]) -> bytes:
    """The archive as JSON. Status 0 is no answer; what was masked or left out says so."""
    log: Json = {
        "version": "1.2",
        "creator": {"name": "renkei", "version": "0.1"},
        "entries": [_entry(each) for each in entries],
    }
    return msgspec.json.format(msgspec.json.encode({"log": log}))


def _entry(entry: Entry) -> Json:
    exchange = entry.exchange
    took_ms = round(exchange.took_s * 1000, 3)
    return {
        "startedDateTime": stamp(exchange.at),
        "time": took_ms,
        "request": _request(exchange),
        "response": {
            "status": exchange.status or 0,
            "statusText": _phrase(exchange.status),
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": _pairs(exchange.answered_headers),
            "content": _content(exchange.answered),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": exchange.answered.size if exchange.status else -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": took_ms, "receive": 0},
        "comment": " · ".join(
            part
            for part in (entry.operation, entry.subject, exchange.request_id, exchange.failure)
            if part
        ),
    }


def _request(exchange: Exchange) -> Json:
    request: Json = {
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(exchange.headers),
        "queryString": _pairs(parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True)),
        "headersSize": -1,
        "bodySize": exchange.body.size,
    }
    if exchange.body.size:
        body = exchange.body
        request["postData"] = {"mimeType": body.media_type, "text": body.text} | _comment(body)
    return request


def _content(body: Body) -> Json:
    content: Json = {"size": body.size, "mimeType": body.media_type, "text": body.text}
    return content | _comment(body)


def _comment(body: Body) -> Json:
    return {"comment": body.left_out.value} if body.left_out else {}


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in pairs]


def _phrase(status: int | None) -> str:
    try:
        return HTTPStatus(status or 0).phrase
    except ValueError:
        return ""
