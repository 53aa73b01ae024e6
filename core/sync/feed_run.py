"""A feed from its content to its report, whatever it carries: the calls, each booked."""

from datetime import datetime

from core.amazon.call import Call, Reply
from core.amazon.feeds import (
    Feed,
    FeedDocument,
    FeedKind,
    create_document,
    create_feed,
    download,
    get_document,
    get_feed,
    read_created,
    read_document,
    read_feed,
    upload,
)
from core.errors import AnswerLost, RenkeiError, SetAside, Throttled
from core.sync.work import Work


async def upload_content(work: Work, kind: FeedKind, content: bytes, now: datetime) -> FeedDocument:
    """Put the content of a feed in its place: nothing has happened at Amazon after it.

    Raises what stopped it; Throttled at once if no token for createFeed is there.
    """
    if (ready_at := work.line.ready_at("createFeed", now)) > now:
        raise Throttled("createFeed", ready_at)
    body, _ = await _booked(work, create_document(kind), now)
    document = read_document(body)
    await _booked(work, upload(kind, document, content), now)
    return document


async def start_feed(
    work: Work, kind: FeedKind, document: FeedDocument, now: datetime
) -> Reply | RenkeiError:
    """Create the feed; the reply is booked by the caller, with what it makes of it.

    An error instead of a reply means that nothing was sent.
    """
    try:
        return await work.line.ask(create_feed(work.account, kind, document), now)
    except RenkeiError as error:
        return error


def feed_id_of(reply: Reply) -> str | RenkeiError:
    """The number of a feed that was created, or what stopped it.

    An answer that cannot be read leaves open what Amazon did.
    """
    if reply.error:
        return reply.error
    try:
        return read_created(reply.body)
    except SetAside:
        return AnswerLost(reply.call.operation)


async def look_at_feed(work: Work, feed_id: str, now: datetime) -> tuple[Feed, int]:
    """How far a feed is, and the journal line of the call. Raises what stopped it."""
    body, seq = await _booked(work, get_feed(feed_id), now)
    return read_feed(body), seq


async def fetch_report(work: Work, feed: Feed, now: datetime) -> tuple[bytes, FeedDocument, int]:
    """The report of a feed that is over, and the journal line of the call. Raises."""
    address, _ = await _booked(work, get_document(feed.result_feed_document_id), now)
    document = read_document(address)
    body, seq = await _booked(work, download(document), now)
    return body, document, seq


async def _booked(work: Work, call: Call, now: datetime) -> tuple[bytes, int]:
    reply = await work.line.ask(call, now)
    with work.books.atomic(now):
        seq = work.line.book(reply)
    if reply.error:
        raise reply.error
    return reply.body, seq
