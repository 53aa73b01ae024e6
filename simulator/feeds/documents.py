"""Feed and report documents in the store, thrown away when their time is over."""

import gzip

from simulator.simulation import Happening, Simulation
from simulator.world.records import Document

FEED_PREFIX = "amzn1.tortuga.4.fe."
REPORT_PREFIX = "amzn1.spdoc.1.4.fe."


def new_document(
    sim: Simulation,
    seller_id: str,
    content_type: str,
    content: bytes | None = None,
    *,
    zipped: bool = False,
) -> Document:
    """A feed document, or with `content` a processing report, kept for `document_lives`."""
    number = FEED_PREFIX + sim.draw_uuid("documents")
    written = content is not None
    if content is not None and zipped:
        content = gzip.compress(content, mtime=0)
    document = Document(number, seller_id, content_type, sim.now, content, written, zipped)
    return _keep(sim, document, "document_lives", "a feed document is thrown away")


def new_report_document(
    sim: Simulation, seller_id: str, content_type: str, content: bytes, *, zipped: bool
) -> Document:
    """The document of a report, kept for `report_document_lives`; `zipped` makes it gzip."""
    number = REPORT_PREFIX + sim.draw_uuid("report-documents")
    if zipped:
        content = gzip.compress(content, mtime=0)
    document = Document(number, seller_id, content_type, sim.now, content, True, zipped)
    return _keep(sim, document, "report_document_lives", "a report document is thrown away")


def _keep(sim: Simulation, document: Document, lives: str, note: str) -> Document:
    sim.world.documents[document.document_id] = document
    due = sim.now + sim.behaviours.duration(lives)
    sim.agenda.schedule(due, "document_ends", document.document_id, note)
    return document


def _document_ends(sim: Simulation, number: str) -> None:
    sim.world.documents.pop(number, None)


HAPPENINGS: dict[str, Happening] = {"document_ends": _document_ends}
