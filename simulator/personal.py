"""Taking personal data and secrets out of calls before anybody looks at them."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

import msgspec

REMOVED = "[removed]"
# Compared in small letters, so that one word serves both generations of the API.
_PERSONAL = frozenset(
    {
        "buyername",
        "buyeremail",
        "buyertaxinfo",
        "buyertaxinformation",
        "companylegalname",
        "customizedurl",
        "destinationpostalcode",
        "fieldvalue",
        "giftmessage",
        "giftmessagetext",
        "phone",
        "purchasingcustomername",
        "restricteddatatoken",
    }
)
_ADDRESSES = frozenset({"address", "deliveryaddress", "shippingaddress"})
_OPEN_IN_ADDRESS = frozenset({"countrycode", "addresstype"})
_SECRET_HEADERS = frozenset({"x-amz-access-token", "authorization", "cookie"})


def scrubbed(body: bytes) -> object:
    """A JSON body as data without personal fields; None = empty, a note for any other kind."""
    if not body:
        return None
    try:
        return _clean(msgspec.json.decode(body))
    except (ValueError, RecursionError):
        return f"[{len(body)} bytes that are not JSON]"


def scrubbed_query(query: str) -> str:
    """A query string without personal values."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(name.lower() in _PERSONAL for name, _ in pairs):
        return query
    return urlencode([(n, REMOVED if n.lower() in _PERSONAL else v) for n, v in pairs])


def scrubbed_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, REMOVED if name in _SECRET_HEADERS else value) for name, value in headers]


def _clean(content: object) -> object:
    if isinstance(content, list):
        return [_clean(one) for one in content]
    if not isinstance(content, dict):
        return content
    return {name: _clean_field(name.lower(), value) for name, value in content.items()}


def _clean_field(word: str, value: object) -> object:
    if word in _PERSONAL:
        return REMOVED
    if word in _ADDRESSES and isinstance(value, dict):
        return {n: v if n.lower() in _OPEN_IN_ADDRESS else REMOVED for n, v in value.items()}
    return _clean(value)
