"""Login with Amazon: refresh tokens and one-time codes become access tokens (R03).

Nothing that LWA gives or is given may appear in a repr, a journal or an error.
"""

from urllib.parse import parse_qsl, urlencode

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.errors import NotAuthorised, RenkeiError, SetAside, Unavailable

OPERATION = "lwaToken"
INVALID_GRANT = "invalid_grant"
"""LWA's word for a refresh token or code that does not count (any more)."""

_LIFE_MAX_S = 86_400
_HIDDEN_FROM = 8
"""Values shorter than this are no secrets: grant_type and the like."""


class Token(msgspec.Struct, frozen=True):
    """What LWA answered; `refresh_token` is new where a code was exchanged. Its repr is mute."""

    access_token: str
    expires_in: int = 3600
    refresh_token: str = ""

    def __repr__(self) -> str:
        return "Token(…)"

    def __rich_repr__(self) -> "list[tuple[str, str]]":
        return []


class _Refusal(msgspec.Struct):
    error: str = ""
    error_description: str = ""


_read_token = msgspec.json.Decoder(Token).decode
_read_refusal = msgspec.json.Decoder(_Refusal).decode


def refresh(account: AmazonAccount) -> Call:
    """Ask for an access token with the refresh token."""
    grant = {"grant_type": "refresh_token", "refresh_token": account.refresh_token}
    return _ask(account, grant)


def exchange_code(account: AmazonAccount, code: str, redirect_uri: str) -> Call:
    """Turn the one-time code of a consent into a refresh token; it lives for five minutes."""
    grant = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    return _ask(account, grant)


def read_token(body: bytes) -> Token:
    """Read an answer of LWA. Raises SetAside, quoting nothing of it."""
    try:
        token = _read_token(body)
    except UNREADABLE:
        raise SetAside(OPERATION, "unreadable answer") from None
    for text in (token.access_token, token.refresh_token):
        if not text.isascii() or not text.isprintable() or len(text) > 4096 or " " in text:
            raise SetAside(OPERATION, "unusable token")
    if not token.access_token or not 0 < token.expires_in <= _LIFE_MAX_S:
        raise SetAside(OPERATION, "unusable token")
    return token


def refusal_of(call: Call, status: int, body: bytes) -> RenkeiError:
    """What an answer of LWA that is no token means; never quotes what it was asked with."""
    if status not in (400, 401):
        return Unavailable(OPERATION, status)
    try:
        refusal = _read_refusal(body)
    except UNREADABLE:
        return NotAuthorised("invalid_request")
    words = clean(refusal.error_description, 300)
    for _, value in parse_qsl(call.content.decode()):
        if len(value) >= _HIDDEN_FROM and value not in ("refresh_token", "authorization_code"):
            words = words.replace(value, "…")
    code = clean(refusal.error, 80)
    return NotAuthorised(code if code.isidentifier() else "invalid_request", words)


def _ask(account: AmazonAccount, grant: dict[str, str]) -> Call:
    app = {"client_id": account.client_id, "client_secret": account.client_secret}
    return Call(
        OPERATION,
        "POST",
        "",
        url=account.token_endpoint,
        content=urlencode(grant | app).encode(),
        content_type="application/x-www-form-urlencoded",
    )
