"""A request as it came in and a reply as it goes out, free of any web framework."""

from collections.abc import AsyncIterator
from functools import lru_cache
from urllib.parse import unquote_plus

import msgspec

Headers = list[tuple[str, str]]
MAX_QUERY_FIELDS = 1000


class Request:
    """One HTTP request. Header names are lower case; `path` is still percent-encoded."""

    __slots__ = ("base_url", "body", "headers", "method", "path", "query_string")

    def __init__(
        self,
        method: str,
        path: str,
        query_string: str,
        headers: dict[str, str],
        body: bytes,
        base_url: str,
    ) -> None:
        self.method = method
        self.path = path
        self.query_string = query_string
        self.headers = headers
        self.body = body
        self.base_url = base_url

    @property
    def content_type(self) -> str:
        """The media type alone, lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def query(self) -> dict[str, list[str]]:
        """Query parameters in order of appearance. Raises ValueError when there are too many."""
        return parse_form(self.query_string)


class Reply:
    """One HTTP reply; `stream` replaces `body` where an answer never ends by itself.

    A fault may let it come `delay_s` real seconds late, or never: then `held_s` is for how many
    real seconds the connection stays open before it is closed.
    """

    __slots__ = ("body", "delay_s", "headers", "held_s", "status", "stream")

    def __init__(
        self,
        status: int,
        body: bytes = b"",
        headers: Headers | None = None,
        stream: AsyncIterator[bytes] | None = None,
    ) -> None:
        self.status = status
        self.body = body
        self.headers: Headers = headers if headers is not None else []
        self.stream = stream
        self.delay_s = 0.0
        self.held_s: float | None = None


def json_reply(status: int, content: object) -> Reply:
    return Reply(status, msgspec.json.encode(content), [("content-type", "application/json")])


def parse_form(text: str) -> dict[str, list[str]]:
    """Decode `application/x-www-form-urlencoded`. Raises ValueError on too many fields."""
    values: dict[str, list[str]] = {}
    fields = text.split("&")
    if len(fields) > MAX_QUERY_FIELDS:
        raise ValueError("Max number of fields exceeded")
    for field in fields:
        if field:
            name, _, value = field.partition("=")
            values.setdefault(_plain(name), []).append(_plain(value))
    return values


def _plain(text: str) -> str:
    return _unquoted(text) if "%" in text or "+" in text else text


_unquoted = lru_cache(256)(unquote_plus)
"""Clients ask for the same datasets again and again."""
