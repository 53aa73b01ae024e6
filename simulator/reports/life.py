"""The life of a report: in queue, in progress, then done, cancelled or fatal."""

from datetime import datetime

from msgspec.structs import replace

from simulator.feeds.documents import new_report_document
from simulator.notifications.emitting import report_finished
from simulator.reports.kinds import KINDS
from simulator.simulation import Happening, Simulation
from simulator.world.records import FeedStatus
from simulator.world.reporting import Report


def order_report(
    sim: Simulation,
    seller_id: str,
    report_type: str,
    marketplace_ids: tuple[str, ...],
    data_range: tuple[datetime, datetime],
    *,
    options: dict[str, str],
    schedule_id: str | None = None,
) -> Report:
    """Store a new report and put its start on the agenda."""
    report = Report(
        report_id=sim.draw_digits("report-ids", 11),
        seller_id=seller_id,
        report_type=report_type,
        marketplace_ids=marketplace_ids,
        data_start=data_range[0],
        data_end=data_range[1],
        created=sim.now,
        options=options,
        schedule_id=schedule_id,
    )
    sim.world.reports[report.report_id] = report
    due = sim.now + sim.behaviours.duration("report_starts_after")
    sim.agenda.schedule(due, "report_starts", report.report_id, f"{report_type} starts")
    sim.world.record(sim.now, "API", report.report_id, f"report ordered: {report_type}")
    return report


def cancel(sim: Simulation, report: Report) -> None:
    """Take a report off the queue; it is seen as CANCELLED from now on."""
    sim.agenda.cancel("report_starts", report.report_id)
    _close(sim, report, "CANCELLED", None)


def _starts(sim: Simulation, report_id: str) -> None:
    report = replace(sim.world.reports[report_id], status="IN_PROGRESS", started=sim.now)
    sim.world.reports[report_id] = report
    if sim.behaviours["report_outcome"] == "stuck":
        return
    due = max(sim.now, report.created + sim.behaviours.duration("report_ends_after"))
    sim.agenda.schedule(due, "report_ends", report_id, f"{report.report_type} ends")


def _ends(sim: Simulation, report_id: str) -> None:
    report = sim.world.reports[report_id]
    outcome = sim.behaviours.text("report_outcome")
    if outcome == "fatal":
        _close(sim, report, "FATAL", None)
        return
    written = KINDS[report.report_type].write(sim, report)
    if outcome == "cancelled" or written is None or _too_soon(sim, report):
        _close(sim, report, "CANCELLED", None)
        return
    document = new_report_document(
        sim,
        report.seller_id,
        written.content_type,
        written.content,
        zipped=sim.behaviours.on("report_gzip"),
    )
    _close(sim, report, "DONE", document.document_id)


def _too_soon(sim: Simulation, report: Report) -> bool:
    """Whether the same report was made within `report_repeat_after`."""
    pause = sim.behaviours.optional_duration("report_repeat_after")
    if pause is None or not KINDS[report.report_type].near_real_time:
        return False
    return any(
        earlier.seller_id == report.seller_id
        and earlier.report_type == report.report_type
        and earlier.status == "DONE"
        and earlier.ended is not None
        and report.created < earlier.ended + pause
        for earlier in sim.world.reports.values()
    )


def _close(sim: Simulation, report: Report, status: FeedStatus, document: str | None) -> None:
    ended = replace(report, status=status, ended=sim.now, document_id=document)
    sim.world.reports[report.report_id] = ended
    report_finished(sim, ended)
    sim.world.record(sim.now, "AMAZON", report.report_id, f"report ended: {status}")


HAPPENINGS: dict[str, Happening] = {"report_starts": _starts, "report_ends": _ends}
