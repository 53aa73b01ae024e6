"""Reading an AmazonEnvelope: the messages of an XML feed, with entities off."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from msgspec import Struct

from simulator.feeds.outcome import Unreadable


class Message(Struct, frozen=True):
    """One message: its number in the sender's count, and the element it carries."""

    message_id: str
    element: Element


def read_envelope(content: bytes, message_type: str) -> list[Message]:
    """The messages of type `message_type`. Raises `Unreadable`."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(content, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        text = (
            "The XML you submitted is ill-formed at the Amazon Envelope XML level"
            f" at (or near) line {line}, column {column}."
        )
        raise Unreadable("5000", text) from None
    except (DefusedXmlException, ValueError, LookupError, RecursionError):
        text = "The XML you submitted is ill-formed at the Amazon Envelope XML level."
        raise Unreadable("5000", text) from None
    if root.tag != "AmazonEnvelope" or words(root, "MessageType") != message_type:
        text = f"The XML you submitted is not an AmazonEnvelope of {message_type}."
        raise Unreadable("5001", text)
    return list(_messages(root, message_type))


def words(element: Element | None, tag: str) -> str:
    """The text of a child, trimmed; empty where there is none."""
    return "" if element is None else (element.findtext(tag) or "").strip()


def _messages(root: Element, message_type: str) -> Iterator[Message]:
    for message in root.iterfind("Message"):
        element = message.find(message_type)
        if element is None:
            text = f"A Message of this feed carries no {message_type}."
            raise Unreadable("5001", text)
        yield Message(words(message, "MessageID"), element)
