"""The life of a feed after it was created: in queue, in progress, then done, cancelled or fatal."""

from msgspec.structs import replace

from simulator.feeds import flat_file, json_listings, json_report, xml_feed
from simulator.feeds.documents import new_document
from simulator.feeds.kinds import KINDS
from simulator.feeds.outcome import Outcome, Unreadable
from simulator.feeds.unpacking import unpacked
from simulator.notifications.emitting import feed_finished
from simulator.simulation import Happening, Simulation
from simulator.world.records import Feed, FeedStatus


def enqueue(sim: Simulation, feed: Feed) -> None:
    """Store a new feed and put its start on the agenda."""
    sim.world.feeds[feed.feed_id] = feed
    due = sim.now + sim.behaviours.duration("feed_starts_after")
    sim.agenda.schedule(due, "feed_starts", feed.feed_id, f"{feed.feed_type} starts")
    sim.world.record(sim.now, "API", feed.feed_id, f"feed created: {feed.feed_type}")


def cancel(sim: Simulation, feed: Feed) -> None:
    """Take a feed off the queue; it is seen as CANCELLED from now on."""
    sim.agenda.cancel("feed_starts", feed.feed_id)
    _close(sim, feed, "CANCELLED", None)


def _starts(sim: Simulation, feed_id: str) -> None:
    feed = replace(sim.world.feeds[feed_id], status="IN_PROGRESS", started=sim.now)
    sim.world.feeds[feed_id] = feed
    if sim.behaviours["feed_outcome"] == "stuck":
        return
    due = max(sim.now, feed.created + sim.behaviours.duration("feed_ends_after"))
    sim.agenda.schedule(due, "feed_ends", feed_id, f"{feed.feed_type} ends")


def _ends(sim: Simulation, feed_id: str) -> None:
    feed = sim.world.feeds[feed_id]
    document = sim.world.documents.get(feed.document_id)
    process = KINDS[feed.feed_type].process
    fate = sim.behaviours.text("feed_outcome")
    if fate == "cancelled":
        _close(sim, feed, "CANCELLED", None)
        return
    if document is None or document.content is None or process is None or fate == "fatal_before":
        _close(sim, feed, "FATAL", None)
        return
    try:
        outcome = process(sim, feed, unpacked(sim, document.content))
    except Unreadable as error:
        outcome = _unreadable(sim, feed, error)
    if fate == "fatal_after":
        _close(sim, feed, "FATAL", None)
        return
    zipped = sim.behaviours.on("feed_report_gzip")
    result = new_document(sim, feed.seller_id, outcome.report_type, outcome.report, zipped=zipped)
    _close(sim, feed, outcome.status, result.document_id)


def _unreadable(sim: Simulation, feed: Feed, error: Unreadable) -> Outcome:
    if feed.feed_type == json_listings.FEED_TYPE:
        return json_report.unreadable_report(sim, feed, error.code, str(error))
    if "FLAT_FILE" in feed.feed_type:
        fault = flat_file.Fault(0, error.code, str(error))
        return flat_file.report(sim, 0, [fault], status="FATAL")
    return xml_feed.unreadable_report(feed, error.code, str(error))


def _close(sim: Simulation, feed: Feed, status: FeedStatus, result: str | None) -> None:
    ended = replace(feed, status=status, ended=sim.now, result_document_id=result)
    sim.world.feeds[feed.feed_id] = ended
    feed_finished(sim, ended)
    sim.world.record(sim.now, "AMAZON", feed.feed_id, f"feed ended: {status}")


HAPPENINGS: dict[str, Happening] = {"feed_starts": _starts, "feed_ends": _ends}
