"""Reports 2021-06-30 as JSON, read and written."""

from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from simulator.operations import Call
from simulator.orders.rules import parse_time
from simulator.parameters import worded
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID
from simulator.world.reporting import Report, ReportSchedule

T = TypeVar("T")
Json = dict[str, object]
_MAX_MARKETPLACES = 25


class ReportRequest(Struct, frozen=True, rename="camel"):
    report_type: str | UnsetType = UNSET
    marketplace_ids: list[str] | UnsetType = UNSET
    data_start_time: str | None = None
    data_end_time: str | None = None
    report_options: dict[str, str] | None = None


class ScheduleRequest(Struct, frozen=True, rename="camel"):
    report_type: str | UnsetType = UNSET
    marketplace_ids: list[str] | UnsetType = UNSET
    period: str | UnsetType = UNSET
    next_report_creation_time: str | None = None
    report_options: dict[str, str] | None = None


def read(call: Call, wanted: type[T]) -> T:
    """The JSON body. Raises a 400 `Refusal`."""
    try:
        return msgspec.json.decode(call.request.body or b"{}", type=wanted)
    except (ValueError, RecursionError) as error:
        raise _invalid(call, str(error)) from None


def marketplaces(call: Call, values: list[str] | UnsetType) -> tuple[str, ...]:
    """The marketplaces of a body: Japan. Raises a 400 `Refusal`."""
    if values is UNSET or not 1 <= len(values) <= _MAX_MARKETPLACES:
        raise _invalid(call, "1 to 25 marketplaceIds are needed")
    if set(values) != {MARKETPLACE_ID}:
        raise _invalid(call, "marketplaceIds has another marketplace than Japan's")
    return tuple(dict.fromkeys(values))


def time_of(call: Call, name: str, text: str | None) -> datetime | None:
    """A time of a body; None = it is absent. Raises a 400 `Refusal`."""
    if text is None:
        return None
    found = parse_time(text)
    if found is None:
        raise _invalid(call, f"{name} is not an ISO-8601 time")
    return found


def report(one: Report) -> Json:
    """A report as getReport shows it; what is not known yet is left out."""
    return _known(
        {
            "reportId": one.report_id,
            "reportType": one.report_type,
            "marketplaceIds": list(one.marketplace_ids),
            "dataStartTime": one.data_start,
            "dataEndTime": one.data_end,
            "createdTime": one.created,
            "processingStatus": one.status,
            "reportScheduleId": one.schedule_id,
            "processingStartTime": one.started,
            "processingEndTime": one.ended,
            "reportDocumentId": one.document_id,
        }
    )


def schedule(one: ReportSchedule) -> Json:
    return _known(
        {
            "reportScheduleId": one.schedule_id,
            "reportType": one.report_type,
            "marketplaceIds": list(one.marketplace_ids),
            "reportOptions": one.options or None,
            "period": one.period,
            "nextReportCreationTime": one.next_due,
        }
    )


def _known(written: Json) -> Json:
    return {name: value for name, value in written.items() if value is not None}


def _invalid(call: Call, reason: str) -> Refusal:
    return worded(call, "text_report_invalid", reason=reason)
