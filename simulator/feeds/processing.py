"""The life of a feed after it was created: in queue, in progress, done or fatal."""

from collections.abc import Callable

from msgspec.structs import replace

from simulator.feeds import acknowledgement
from simulator.feeds.documents import new_document
from simulator.feeds.envelope import EnvelopeError
from simulator.feeds.reports import REPORT_TYPE, Result, processing_report
from simulator.simulation import Happening, Simulation
from simulator.world.records import Feed, FeedStatus

Processor = Callable[[Simulation, str, bytes], tuple[int, list[Result]]]

PROCESSORS: dict[str, Processor] = {acknowledgement.FEED_TYPE: acknowledgement.process}


def enqueue(sim: Simulation, feed: Feed) -> None:
    """Store a new feed and put its start on the agenda."""
    sim.world.feeds[feed.feed_id] = feed
    due = sim.now + sim.behaviours.duration("feed_starts_after")
    sim.agenda.schedule(due, "feed_starts", feed.feed_id, f"{feed.feed_type} starts")
    sim.world.record(sim.now, "API", feed.feed_id, f"feed created: {feed.feed_type}")


def _starts(sim: Simulation, feed_id: str) -> None:
    feed = replace(sim.world.feeds[feed_id], status="IN_PROGRESS", started=sim.now)
    sim.world.feeds[feed_id] = feed
    due = max(sim.now, feed.created + sim.behaviours.duration("feed_ends_after"))
    sim.agenda.schedule(due, "feed_ends", feed_id, f"{feed.feed_type} ends")


def _ends(sim: Simulation, feed_id: str) -> None:
    feed = sim.world.feeds[feed_id]
    document = sim.world.documents.get(feed.document_id)
    if document is None or document.content is None or feed.feed_type not in PROCESSORS:
        _close(sim, feed, "FATAL", None)
        return
    try:
        count, results = PROCESSORS[feed.feed_type](sim, feed.seller_id, document.content)
        status: FeedStatus = "DONE"
    except EnvelopeError as error:
        count, results, status = 0, [Result("0", error.code, str(error))], "FATAL"
    report = processing_report(feed.seller_id, feed_id, count, results)
    result = new_document(sim, feed.seller_id, REPORT_TYPE, report)
    _close(sim, feed, status, result.document_id)


def _close(sim: Simulation, feed: Feed, status: FeedStatus, result: str | None) -> None:
    sim.world.feeds[feed.feed_id] = replace(
        feed, status=status, ended=sim.now, result_document_id=result
    )
    sim.world.record(sim.now, "AMAZON", feed.feed_id, f"feed ended: {status}")


HAPPENINGS: dict[str, Happening] = {
    "feed_starts": _starts,
    "feed_ends": _ends,
}
