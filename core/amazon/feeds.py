"""Feeds 2021-06-30: documents, feeds and reports, whatever a feed carries.

A feed takes three calls: ask for a document, put the content there, create the feed. Nothing
happens at Amazon until the third.
"""

import zlib
from collections.abc import Callable
from typing import TypeVar
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.errors import SetAside

T = TypeVar("T")

REPORT_BYTES_MAX = 20_000_000
_ID_DIGITS_MAX = 18
WHOLE_FEED = 0
"""The message number of a `ReportLine` that is about the feed and not about one message."""


class FeedKind(msgspec.Struct, frozen=True):
    """A `feedType` and the media type of its content."""

    feed_type: str
    content_type: str


XML = "text/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
CANCEL_FEED = FeedKind("POST_ORDER_ACKNOWLEDGEMENT_DATA", XML)
FULFILMENT_FEED = FeedKind("POST_ORDER_FULFILLMENT_DATA", XML)
LISTINGS_FEED = FeedKind("JSON_LISTINGS_FEED", JSON)


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


class ReportLine(msgspec.Struct, frozen=True):
    """What a report says of one message that failed, or of the WHOLE_FEED."""

    message_id: int
    error: str


_read_document = msgspec.json.Decoder(FeedDocument).decode
_read_feed = msgspec.json.Decoder(Feed).decode
_read_created = msgspec.json.Decoder(_Created).decode


def create_document(kind: FeedKind) -> Call:
    """Ask for a place to put a feed's content."""
    body = {"contentType": kind.content_type}
    return Call("createFeedDocument", "POST", "/feeds/2021-06-30/documents", body=body)


def upload(kind: FeedKind, document: FeedDocument, content: bytes) -> Call:
    """Put the content; nothing happens at Amazon until the feed is created."""
    return Call(
        "uploadFeed", "PUT", "", url=document.url, content=content, content_type=kind.content_type
    )


def create_feed(account: AmazonAccount, kind: FeedKind, document: FeedDocument) -> Call:
    """Start the feed."""
    body = {
        "feedType": kind.feed_type,
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


def read_document(body: bytes) -> FeedDocument:
    """Read an answer of createFeedDocument or getFeedDocument. Raises SetAside."""
    return read(_read_document, body, "feed document")


def read_feed(body: bytes) -> Feed:
    """Read an answer of getFeed. Raises SetAside."""
    return read(_read_feed, body, "getFeed")


def read_created(body: bytes) -> str:
    """Read the feedId of an answer of createFeed. Raises SetAside."""
    return clean(read(_read_created, body, "createFeed").feed_id, 60)


def envelope(seller_id: str, message_type: str) -> Element:
    """An AmazonEnvelope without messages, for `add_message` and `written`."""
    root = Element("AmazonEnvelope")
    header = SubElement(root, "Header")
    SubElement(header, "DocumentVersion").text = "1.01"
    SubElement(header, "MerchantIdentifier").text = seller_id
    SubElement(root, "MessageType").text = message_type
    return root


def add_message(root: Element, message_id: int, message_type: str) -> Element:
    """Add a message; gives the element that carries what it says."""
    message = SubElement(root, "Message")
    SubElement(message, "MessageID").text = str(message_id)
    return SubElement(message, message_type)


def written(root: Element) -> bytes:
    """An envelope as the content of a feed."""
    # Written as text and then encoded: half the time of having each piece encoded by itself.
    content = tostring(root, "unicode", xml_declaration=False)
    return b"<?xml version='1.0' encoding='UTF-8'?>\n" + content.encode(errors="xmlcharrefreplace")


def read_xml_report(body: bytes, document: FeedDocument) -> tuple[ReportLine, ...]:
    """Read a ProcessingReport: one line for each message that failed. Raises SetAside.

    A message that is not mentioned went through.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(unpacked(body, document))
    except (ParseError, DefusedXmlException, zlib.error, ValueError) as error:
        raise SetAside("processing report", clean(str(error), 200)) from None
    lines = []
    for result in root.iter("Result"):
        if (result.findtext("ResultCode") or "").strip() != "Error":
            continue
        number = (result.findtext("MessageID") or "").strip()
        code = (result.findtext("ResultMessageCode") or "").strip()
        words = (result.findtext("ResultDescription") or "").strip()
        if not (number.isascii() and number.isdigit()) or len(number) > _ID_DIGITS_MAX:
            raise SetAside("processing report", "Result without MessageID")
        lines.append(ReportLine(int(number), clean(f"{code} {words}".strip(), 500)))
    return tuple(lines)


def unpacked(body: bytes, document: FeedDocument) -> bytes:
    """A report's bytes. Raises ValueError or zlib.error where it is broken or far too large."""
    if document.compression_algorithm != "GZIP":
        return body
    unpacker = zlib.decompressobj(wbits=31)
    content = unpacker.decompress(body, REPORT_BYTES_MAX)
    if unpacker.unconsumed_tail:
        raise ValueError("report too large")
    return content


def read(decode: Callable[[bytes], T], body: bytes, what: str) -> T:
    """Decode an answer. Raises SetAside with `what` it was."""
    try:
        return decode(body)
    except UNREADABLE as error:
        raise SetAside(what, clean(str(error), 200)) from None
