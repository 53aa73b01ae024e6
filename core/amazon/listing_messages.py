"""What JSON_LISTINGS_FEED carries, and its processing report (feed schema version 2.0)."""

import zlib
from collections.abc import Sequence

import msgspec

from core.account import AmazonAccount
from core.amazon.feeds import WHOLE_FEED, FeedDocument, ReportLine, unpacked
from core.amazon.listings import offer_body, patch_body
from core.amazon.unreadable import UNREADABLE, decoded
from core.domain.cleaning import clean
from core.domain.listings import Errand, Offer
from core.errors import OurBug, SetAside

MESSAGES_MAX = 25_000
"""Messages that one feed may carry."""


class ListingMessage(msgspec.Struct, frozen=True):
    """One SKU's change; `message_id` counts from 1 within the feed."""

    message_id: int
    sku: str
    asin: str
    errand: Errand
    offer: Offer


class _Issue(msgspec.Struct, rename="camel"):
    message: str = ""
    severity: str = ""
    code: str = ""
    message_id: int = WHOLE_FEED


class _Report(msgspec.Struct):
    issues: list[_Issue] = []


_read_report = msgspec.json.Decoder(_Report).decode
_encode = msgspec.json.Encoder().encode


def listings_content(account: AmazonAccount, messages: Sequence[ListingMessage]) -> bytes:
    """The content of a JSON_LISTINGS_FEED."""
    if not 0 < len(messages) <= MESSAGES_MAX:
        raise OurBug(f"a listings feed of {len(messages)} messages")
    header = {"sellerId": account.seller_id, "version": "2.0", "issueLocale": "ja_JP"}
    return _encode({"header": header, "messages": [_message(account, each) for each in messages]})


def _message(account: AmazonAccount, message: ListingMessage) -> dict[str, object]:
    head: dict[str, object] = {"messageId": message.message_id, "sku": message.sku}
    match message.errand:
        case Errand.OFFER:
            return {**head, "operationType": "PATCH", **patch_body(account, message.offer)}
        case Errand.REGISTER:
            body = offer_body(account, message.asin, message.offer)
            return {**head, "operationType": "UPDATE", **body}
        case Errand.DELETE:
            return {**head, "operationType": "DELETE"}


def read_listings_report(body: bytes, document: FeedDocument) -> tuple[ReportLine, ...]:
    """Read a report: one line a message with an error, warnings left out. Raises SetAside.

    Several errors of one message are joined. A line of WHOLE_FEED is about the feed itself.
    """
    try:
        report = decoded(_read_report, unpacked(body, document))
    except (*UNREADABLE, zlib.error) as error:
        raise SetAside("listings report", clean(str(error), 200)) from None
    found: dict[int, str] = {}
    for issue in report.issues:
        if issue.severity == "ERROR":
            words = f"{issue.code} {issue.message}".strip()
            before = found.get(issue.message_id)
            found[issue.message_id] = f"{before} / {words}" if before else words
    return tuple(ReportLine(number, clean(words, 500)) for number, words in found.items())
