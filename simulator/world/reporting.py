"""What Amazon holds of the reports that a seller ordered."""

from datetime import datetime

from msgspec import Struct

from simulator.world.records import FeedStatus


class Report(Struct, frozen=True):
    """A report: what was asked for, and how far it is."""

    report_id: str
    seller_id: str
    report_type: str
    marketplace_ids: tuple[str, ...]
    data_start: datetime
    data_end: datetime
    created: datetime
    options: dict[str, str] = {}
    schedule_id: str | None = None
    status: FeedStatus = "IN_QUEUE"
    started: datetime | None = None
    ended: datetime | None = None
    document_id: str | None = None


class ReportSchedule(Struct, frozen=True):
    """A standing order: a report every `period` (ISO-8601), the next at `next_due`."""

    schedule_id: str
    seller_id: str
    report_type: str
    marketplace_ids: tuple[str, ...]
    period: str
    next_due: datetime
    options: dict[str, str] = {}
