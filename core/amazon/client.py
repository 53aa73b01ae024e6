"""Sends calls to Amazon: access token, request, and the answer read as one of our errors.

Nothing is retried here but one refresh of the access token: the engine decides what comes next and
when.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import quote_plus

import msgspec

from core.account import AmazonAccount
from core.amazon import lwa
from core.amazon.call import Call, Query, Reply
from core.amazon.transport import NoAnswer, Transport, Unreachable
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.errors import (
    AmazonError,
    AnswerLost,
    NotAuthorised,
    RenkeiError,
    RequestRefused,
    SetAside,
    Throttled,
    Unavailable,
    Withheld,
)

USER_AGENT = "renkei/0.1 (Language=Python)"
_RATE_MIN_PER_S, _RATE_MAX_PER_S = 0.0001, 10_000.0
"""Advertised rates outside are no rates; Amazon's slowest is 0.0056."""

_ON_THE_WAY = (407, 408, 429)
"""What a proxy or a store says: it is no refusal of the request by Amazon, nor is a redirect."""

_TOKEN_SPARE = timedelta(minutes=2)
_MONTHS = "---JanFebMarAprMayJunJulAugSepOctNovDec"
_encode = msgspec.json.Encoder().encode


class _Errors(msgspec.Struct):
    class One(msgspec.Struct):
        code: str = ""
        message: str = ""
        details: str | None = None

    errors: list[One] = []


_read_errors = msgspec.json.Decoder(_Errors).decode


class Client:
    """One seller's line to Amazon; keeps the access token in memory and nowhere else."""

    def __init__(self, account: AmazonAccount, transport: Transport) -> None:
        self._account = account
        self._transport = transport
        self._token = ""
        self._token_ends = datetime.min.replace(tzinfo=UTC)

    async def send(self, call: Call, now: datetime) -> Reply:
        """Send `call` and read what came; never raises for what Amazon or the network did."""
        if call.url:
            return await self._exchange(call, now, {})
        for fresh in (False, True):
            refusal = await self._ensure_token(now, fresh=fresh)
            if refusal:
                return Reply(call, now, None, error=refusal, reached=False)
            reply = await self._exchange(call, now, {"x-amz-access-token": self._token})
            if not isinstance(reply.error, NotAuthorised):
                break
        return reply

    def use(self, account: AmazonAccount) -> None:
        """Go on with other credentials of the same seller (R05)."""
        self._account = account
        self._token = ""

    def token(self) -> tuple[str, datetime]:
        """The access token and when it ends; empty where there is none."""
        return self._token, self._token_ends

    def put_token(self, token: str, ends: datetime) -> None:
        """Go on with a token of before."""
        self._token, self._token_ends = token, ends

    async def close(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()

    async def _ensure_token(self, now: datetime, *, fresh: bool) -> RenkeiError | None:
        if self._token and not fresh and now < self._token_ends:
            return None
        self._token = ""
        call = lwa.refresh(self._account)
        reply = await self._exchange(call, now, {})
        if reply.error:
            return reply.error
        try:
            token = lwa.read_token(reply.body)
        except SetAside:
            return Unavailable(call.operation, reply.status)
        self._token = token.access_token
        self._token_ends = now + timedelta(seconds=token.expires_in) - _TOKEN_SPARE
        return None

    async def _exchange(self, call: Call, now: datetime, headers: dict[str, str]) -> Reply:
        url = call.url or self._account.endpoint + call.path
        if call.query:
            url = f"{url}?{_query(call.query)}"
        content = call.content or (b"" if call.body is None else _encode(call.body))
        sent = {"user-agent": USER_AGENT, "accept": "application/json", **headers, **call.headers}
        if content:
            sent["content-type"] = call.content_type
        try:
            answer = await self._transport.exchange(call.method, url, sent, content)
        except Withheld as error:
            return Reply(call, now, None, error=error, reached=False)
        except Unreachable:
            return Reply(call, now, None, error=Unavailable(call.operation), reached=False)
        except NoAnswer:
            lost = AnswerLost if call.changes else Unavailable
            return Reply(call, now, None, error=lost(call.operation))
        status, given, body = answer
        return Reply(
            call,
            now,
            status,
            body,
            error=None if status < 300 else _error_of(call, now, status, body),
            amazon_at=_date(given.get("date")),
            rate_per_s=_rate(given.get("x-amzn-ratelimit-limit")),
            request_id=clean(given.get("x-amzn-requestid", ""), 80),
        )


def _query(query: Query) -> str:
    return "&".join(
        f"{name}={_quoted(value if isinstance(value, str) else ','.join(value))}"
        for name, value in query.items()
    )


_quoted = lru_cache(64)(quote_plus)
"""Most of what is asked for is asked for again."""


def _error_of(call: Call, now: datetime, status: int, body: bytes) -> RenkeiError:
    """Which branch of the error tree an answer is (R41 to R43)."""
    if call.operation == lwa.OPERATION:
        return lwa.refusal_of(call, status, body)
    match status:
        case 429 if not call.url:
            return Throttled(call.operation, now)
        case 401 | 403:
            errors = _errors(body)
            first = errors[0] if errors else AmazonError("", "")
            return NotAuthorised(first.code, first.details)
        case _ if status >= 500 or status in _ON_THE_WAY or status < 400:
            if call.changes:
                return AnswerLost(call.operation)
            return Unavailable(call.operation, status)
        case _:
            return RequestRefused(call.operation, status, _errors(body))


def _errors(body: bytes) -> list[AmazonError]:
    try:
        parsed = _read_errors(body)
    except UNREADABLE:
        return []
    return [
        AmazonError(clean(e.code, 80), clean(e.message, 500), clean(e.details or "", 500))
        for e in parsed.errors[:10]
    ]


@lru_cache(16)
def _date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        at = _imf_fixdate(text) or parsedate_to_datetime(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _imf_fixdate(text: str) -> datetime | None:
    """The one form that servers send by RFC 9110; reading any other takes ten times as long."""
    month = _MONTHS.find(text[8:11]) // 3
    if month < 1 or len(text) != 29 or text[25:] != " GMT":
        return None
    return datetime.fromisoformat(f"{text[12:16]}-{month:02}-{text[5:7]}T{text[17:25]}Z")


def _rate(text: str | None) -> float | None:
    try:
        rate = float(text) if text else 0.0
    except ValueError:
        return None
    return rate if _RATE_MIN_PER_S <= rate < _RATE_MAX_PER_S else None
