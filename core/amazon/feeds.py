"""Feeds 2021-06-30 with POST_ORDER_ACKNOWLEDGEMENT_DATA, the only way to cancel an order (R37)."""

import zlib
from collections.abc import Callable, Sequence
from typing import TypeVar
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.errors import SetAside

T = TypeVar("T")

CANCEL_FEED = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
CONTENT_TYPE = "text/xml; charset=UTF-8"
REPORT_BYTES_MAX = 20_000_000


class FeedDocument(msgspec.Struct, frozen=True, rename="camel"):
    """Where a feed's content is put or its report is fetched; the `url` is a secret of minutes."""

    feed_document_id: str
    url: str
    compression_algorithm: str = ""


class Feed(msgspec.Struct, frozen=True, rename="camel"):
    """A feed as getFeed shows it."""

    feed_id: str
    processing_status: str
    result_feed_document_id: str = ""

    @property
    def over(self) -> bool:
        """Nothing more will come of it."""
        return self.processing_status in ("DONE", "CANCELLED", "FATAL")


class _Created(msgspec.Struct, rename="camel"):
    feed_id: str


class CancelMessage(msgspec.Struct, frozen=True):
    """One order's cancel: its items and Amazon's CancelReason."""

    order_id: str
    item_ids: tuple[str, ...]
    reason: str


class ReportLine(msgspec.Struct, frozen=True):
    """What a processing report says of one message; only errors make it refused."""

    message_id: int
    error: str


_read_document = msgspec.json.Decoder(FeedDocument).decode
_read_feed = msgspec.json.Decoder(Feed).decode
_read_created = msgspec.json.Decoder(_Created).decode


def create_document() -> Call:
    """Ask for a place to put a feed's content."""
    body = {"contentType": CONTENT_TYPE}
    return Call("createFeedDocument", "POST", "/feeds/2021-06-30/documents", body=body)


def upload(document: FeedDocument, content: bytes) -> Call:
    """Put the content; nothing happens at Amazon until the feed is created."""
    return Call(
        "uploadFeed", "PUT", "", url=document.url, content=content, content_type=CONTENT_TYPE
    )


def create_feed(account: AmazonAccount, document: FeedDocument) -> Call:
    """Start the feed."""
    body = {
        "feedType": CANCEL_FEED,
        "marketplaceIds": [account.marketplace_id],
        "inputFeedDocumentId": document.feed_document_id,
    }
    return Call("createFeed", "POST", "/feeds/2021-06-30/feeds", body=body, changes=True)


def get_feed(feed_id: str) -> Call:
    """How far a feed is."""
    return Call("getFeed", "GET", f"/feeds/2021-06-30/feeds/{feed_id}")


def get_document(document_id: str) -> Call:
    """Where a feed's report lies."""
    return Call("getFeedDocument", "GET", f"/feeds/2021-06-30/documents/{document_id}")


def download(document: FeedDocument) -> Call:
    """Fetch a report."""
    return Call("downloadFeedReport", "GET", "", url=document.url)


def cancel_content(seller_id: str, messages: Sequence[CancelMessage]) -> bytes:
    """The XML of a cancel feed; message IDs count from 1 in the order given.

    The items are listed because Amazon cancels nothing without them.
    """
    envelope = Element("AmazonEnvelope")
    header = SubElement(envelope, "Header")
    SubElement(header, "DocumentVersion").text = "1.01"
    SubElement(header, "MerchantIdentifier").text = seller_id
    SubElement(envelope, "MessageType").text = "OrderAcknowledgement"
    for number, message in enumerate(messages, start=1):
        entry = SubElement(envelope, "Message")
        SubElement(entry, "MessageID").text = str(number)
        acknowledgement = SubElement(entry, "OrderAcknowledgement")
        SubElement(acknowledgement, "AmazonOrderID").text = message.order_id
        SubElement(acknowledgement, "StatusCode").text = "Failure"
        for item_id in message.item_ids:
            item = SubElement(acknowledgement, "Item")
            SubElement(item, "AmazonOrderItemCode").text = item_id
            SubElement(item, "CancelReason").text = message.reason
    content = tostring(envelope, encoding="UTF-8", xml_declaration=True)
    assert isinstance(content, bytes)
    return content


def read_document(body: bytes) -> FeedDocument:
    """Read an answer of createFeedDocument or getFeedDocument. Raises SetAside."""
    return _read(_read_document, body, "feed document")


def read_feed(body: bytes) -> Feed:
    """Read an answer of getFeed. Raises SetAside."""
    return _read(_read_feed, body, "getFeed")


def read_created(body: bytes) -> str:
    """Read the feedId of an answer of createFeed. Raises SetAside."""
    return clean(_read(_read_created, body, "createFeed").feed_id, 60)


def read_report(body: bytes, document: FeedDocument) -> tuple[ReportLine, ...]:
    """Read a ProcessingReport: one line for each message that failed. Raises SetAside.

    A message that is not mentioned went through.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(_unpacked(body, document))
    except (ParseError, DefusedXmlException, zlib.error, ValueError) as error:
        raise SetAside("processing report", clean(str(error), 200)) from None
    lines = []
    for result in root.iter("Result"):
        if (result.findtext("ResultCode") or "").strip() != "Error":
            continue
        number = (result.findtext("MessageID") or "").strip()
        code = (result.findtext("ResultMessageCode") or "").strip()
        words = (result.findtext("ResultDescription") or "").strip()
        if not number.isascii() or not number.isdigit():
            raise SetAside("processing report", "Result without MessageID")
        lines.append(ReportLine(int(number), clean(f"{code} {words}".strip(), 500)))
    return tuple(lines)


def _unpacked(body: bytes, document: FeedDocument) -> bytes:
    if document.compression_algorithm != "GZIP":
        return body
    unpacker = zlib.decompressobj(wbits=31)
    content = unpacker.decompress(body, REPORT_BYTES_MAX)
    if unpacker.unconsumed_tail:
        raise ValueError("report too large")
    return content


def _read(decode: Callable[[bytes], T], body: bytes, what: str) -> T:
    try:
        return decode(body)
    except UNREADABLE as error:
        raise SetAside(what, clean(str(error), 200)) from None
