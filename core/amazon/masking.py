"""Takes personal data and secrets out of what went over the line, before any of it is kept (R40).

JSON, form, XML and tab-separated texts are masked by the names of their fields. What is none of
these, or cannot be read as what it says it is, is not kept at all.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from core.amazon.unreadable import UNREADABLE, mended

MASK = "***"
_FORM = "application/x-www-form-urlencoded"
BODY_BYTES_MAX = 1_000_000
TABLE_LINES_MAX = 500
_NESTED_MAX = 3
_SECRET_MIN = 8
"""Shorter values of secret headers are no secrets."""

_NAMES = re.compile(
    "buyer|recipient|consignee|address|phone|e-?mail|postal|zip-?code|gift-?message|gift-?text"
    "|customiz|legal-?name|company-?name|tax-?registration|delivery-?preference|purchase-?order"
    "|^(ship|bill)-?(name|city|state|to)|^cpf$|customer-?name",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    "secret|password|access_?token|refresh_?token|data_?token|security-token|authorization|cookie"
    "|credential|signature|oauth|api-?key|receipt_?handle",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@<>\"',;:|]+@[^\s@<>\"',;:|]+\.[^\s@<>\"',;:|]+")
_TOKEN = re.compile(r"Atz[a-z]*\|[^\s\"'&]+")
_XML_NAME = re.compile(r"<([\w:.-]+)")
_XML_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_XML_LEAF = re.compile(r"<([\w:.-]+)([^<>]*)>([^<>]*)</\1>")
_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder().encode


class LeftOut(StrEnum):
    """Why a body is not, or not wholly, there."""

    TOO_LARGE = "not kept: too large"
    NO_TEXT = "not kept: cannot be read, so what is in it cannot be masked"
    CUT = "only the beginning is kept"


class Body(msgspec.Struct, frozen=True):
    """The masked `text` of a body of `size` bytes."""

    text: str = ""
    media_type: str = ""
    size: int = 0
    left_out: LeftOut | None = None


def masked_headers(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Headers in their order, the values of those that prove who asks masked."""
    return tuple(
        (name, MASK if _SECRETS.search(name) else _plain(value)) for name, value in headers.items()
    )


def secrets_of(headers: Mapping[str, str], content: bytes) -> tuple[str, ...]:
    """Values in a request that must not come back in an answer either."""
    found = [value for name, value in headers.items() if _SECRETS.search(name)]
    if headers.get("content-type", "").startswith(_FORM):
        pairs = parse_qsl(content.decode("utf-8", "replace"))
        found += (value for name, value in pairs if name != "grant_type")
    return tuple(value for value in found if len(value) >= _SECRET_MIN)


def masked_url(url: str, *, signed: bool) -> str:
    """An address; the whole query of a `signed` one is masked, since it is the key to it."""
    address, mark, query = url.partition("?")
    if not mark:
        return url
    if signed:
        return f"{address}?{MASK}"
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(_hides(name) for name, _ in pairs):
        return url
    return f"{address}?{urlencode([(n, MASK if _hides(n) else v) for n, v in pairs], safe='*')}"


def masked_body(content: bytes, media_type: str, secrets: tuple[str, ...] = ()) -> Body:
    """What may be kept of `content`; `secrets` are masked wherever they stand."""
    kind = media_type.partition(";")[0].strip().lower()[:80]
    if not content:
        return Body(media_type=kind)
    cut = len(content) > BODY_BYTES_MAX
    if cut and content[:1] in b"{[<":
        return Body("", kind, len(content), LeftOut.TOO_LARGE)
    try:
        text, shortened = _masked(content[:BODY_BYTES_MAX], kind)
    except UNREADABLE:
        return Body("", kind, len(content), LeftOut.NO_TEXT)
    for secret in secrets:
        text = text.replace(secret, MASK)
    return Body(text, kind, len(content), LeftOut.CUT if cut or shortened else None)


def _masked(content: bytes, kind: str) -> tuple[str, bool]:
    """The masked text and whether it is only a beginning. Raises UNREADABLE."""
    if kind == _FORM:
        pairs = parse_qsl(content.decode(), strict_parsing=True)
        kept = [(name, value if name == "grant_type" else MASK) for name, value in pairs]
        return urlencode(kept, safe="*"), False
    start = content.lstrip()[:1]
    if start in (b"{", b"["):
        return _encode(_of_json(_decode(mended(content)), 0)).decode(), False
    if start == b"<":
        return _of_xml(content.decode()), False
    return _of_table(_text_of(content))


def _text_of(content: bytes) -> str:
    """Reports come in UTF-8 or, in Japan, in Shift_JIS."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if error.end >= len(content) - 3:
            return content[: error.start].decode()
        return content.decode("cp932")


def _of_json(value: object, nested: int) -> object:
    if isinstance(value, dict):
        return {name: _of_field(str(name), each, nested) for name, each in value.items()}
    if isinstance(value, list):
        return [_of_json(each, nested) for each in value]
    return _plain(value, nested) if isinstance(value, str) else value


def _of_field(name: str, value: object, nested: int) -> object:
    if _hides(name):
        return _hidden(value)
    if name == "url" and isinstance(value, str):
        return masked_url(value, signed=True)
    return _of_json(value, nested)


def _hidden(value: object) -> object:
    """The shape of `value` without what it says."""
    if isinstance(value, dict):
        return {name: _hidden(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_hidden(each) for each in value]
    return value if value is None or isinstance(value, bool) else MASK


def _plain(text: str, nested: int = 0) -> str:
    """A text of no telling name: JSON within it, addresses of mail and tokens are masked."""
    if text[:1] in ("{", "[") and nested < _NESTED_MAX:
        try:
            return _encode(_of_json(_decode(text), nested + 1)).decode()
        except UNREADABLE:
            return MASK
    if "@" in text:
        text = _EMAIL.sub(MASK, text)
    return _TOKEN.sub(MASK, text) if "Atz" in text else text


def _of_xml(text: str) -> str:
    """An element of a telling name is masked with all that is in it."""
    for name in filter(_hides, dict.fromkeys(_XML_NAME.findall(text))):
        text = "".join(_without(text, name))
    return _XML_ATTRIBUTE.sub(_of_attribute, _XML_LEAF.sub(_of_leaf, text))


def _without(text: str, name: str) -> Iterator[str]:
    """`text` with what stands in elements of this name masked; what never ends is masked whole."""
    begins, ends = re.compile(rf"<{re.escape(name)}(?:\s[^<>]*)?(?<!/)>"), f"</{name}>"
    place = 0
    while opened := begins.search(text, place):
        yield f"{text[place : opened.start()]}<{name}>{MASK}"
        place = text.find(ends, opened.end())
        if place < 0:
            return
    yield text[place:]


def _of_leaf(leaf: re.Match[str]) -> str:
    name, attributes, text = leaf.groups()
    return f"<{name}{attributes}>{_plain(text)}</{name}>"


def _of_attribute(attribute: re.Match[str]) -> str:
    name, value = attribute.groups()
    return f'{name}="{MASK}"' if _hides(name) else f"{name}={value}"


def _of_table(text: str) -> tuple[str, bool]:
    """A tab-separated report with the columns of people masked. Raises ValueError for others."""
    lines = text.splitlines()
    head = lines[0].split("\t") if lines else []
    if len(head) < 2 or "\0" in text:
        raise ValueError("no table")
    hidden = {number for number, name in enumerate(head) if _hides(name)}
    kept = [lines[0]]
    for line in lines[1:TABLE_LINES_MAX]:
        cells = line.split("\t")
        if len(cells) != len(head):
            kept.append(MASK)
            continue
        kept.append(
            "\t".join(MASK if n in hidden and cell else cell for n, cell in enumerate(cells))
        )
    return "\n".join(kept), len(lines) > TABLE_LINES_MAX


@lru_cache(maxsize=2_000)
def _hides(name: str) -> bool:
    """Whether a field of this name holds what must not be kept."""
    return bool(_NAMES.search(name) or _SECRETS.search(name))


def is_signed(url: str, headers: Mapping[str, str]) -> bool:
    """Whether `url` itself is the key to what lies there: a document's address of minutes."""
    return "x-amz-access-token" not in headers and bool(urlsplit(url).query)
