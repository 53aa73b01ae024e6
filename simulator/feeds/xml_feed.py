"""Feeds in an AmazonEnvelope: each message is carried out by itself, and the report says how."""

from collections.abc import Callable

from simulator.feeds.envelope import Message, read_envelope, words
from simulator.feeds.outcome import Outcome, Processor
from simulator.feeds.xml_report import REPORT_TYPE, Result, processing_report
from simulator.simulation import Simulation
from simulator.world.records import Feed

CarryOut = Callable[[Simulation, str, Message], None]


class Rejected(Exception):
    """A message that Amazon does not carry out.

    The words are `text`, or those of the behaviour `feed_result_<code>`; `value` is what was
    wrong, as it was sent.
    """

    def __init__(self, code: str, value: str = "", *, text: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value
        self.text = text


def xml_processor(message_type: str, carry_out: CarryOut) -> Processor:
    """A processor of envelopes of one kind. It raises `Unreadable` for any other content."""

    def process(sim: Simulation, feed: Feed, content: bytes) -> Outcome:
        messages = read_envelope(content, message_type)
        results: list[Result] = []
        for message in messages:
            try:
                carry_out(sim, feed.seller_id, message)
            except Rejected as rejection:
                results.append(_result(sim, message, rejection))
        report = processing_report(feed.seller_id, feed.feed_id, len(messages), results)
        return Outcome("DONE", report, REPORT_TYPE)

    return process


def unreadable_report(feed: Feed, code: str, message: str) -> Outcome:
    """What is said of a feed that cannot be read at all."""
    report = processing_report(feed.seller_id, feed.feed_id, 0, [Result("0", code, message)])
    return Outcome("FATAL", report, REPORT_TYPE)


def words_of(sim: Simulation, rejection: Rejected) -> str:
    text = rejection.text or sim.behaviours.text(f"feed_result_{rejection.code}")
    return text.replace("{value}", rejection.value[:40])


def _result(sim: Simulation, message: Message, rejection: Rejected) -> Result:
    order_id = words(message.element, "AmazonOrderID")
    return Result(message.message_id, rejection.code, words_of(sim, rejection), order_id)
