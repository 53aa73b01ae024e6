"""createReport, getReport, getReports, cancelReport and getReportDocument of Reports 2021-06-30."""

from datetime import datetime

from simulator.exchange import Reply, json_reply
from simulator.feeds.filters import RETAINED, find_page, read_filters
from simulator.feeds.storage import signed_url
from simulator.feeds.wire import check_present
from simulator.operations import Call, Operation
from simulator.parameters import flag, need_role, worded
from simulator.quota import Limit
from simulator.refusal import Refusal
from simulator.reports import wire
from simulator.reports.kinds import KINDS, Kind
from simulator.reports.life import cancel, order_report
from simulator.reports.schedule_routes import OPERATIONS as SCHEDULES
from simulator.world.reporting import Report

_API = "reports/2021-06-30"
_ROOT = "/reports/2021-06-30"


def _create_report(call: Call) -> Reply:
    wish = wire.read(call, wire.ReportRequest)
    check_present(call, marketplaceIds=wish.marketplace_ids, reportType=wish.report_type)
    find_kind(call, str(wish.report_type))
    report = order_report(
        call.sim,
        call.seller.seller_id,
        str(wish.report_type),
        wire.marketplaces(call, wish.marketplace_ids),
        _data_range(call, wish),
        options=wish.report_options or {},
    )
    return json_reply(202, {"reportId": report.report_id})


def find_kind(call: Call, report_type: str) -> Kind:
    """The kind of a report type. Raises a 400 `Refusal`, or 403 when the app has no role for it."""
    kind = KINDS.get(report_type)
    if kind is None:
        raise worded(call, "text_report_type", type=report_type)
    need_role(call, kind.roles)
    return kind


def _data_range(call: Call, wish: wire.ReportRequest) -> tuple[datetime, datetime]:
    start = wire.time_of(call, "dataStartTime", wish.data_start_time) or call.now
    end = wire.time_of(call, "dataEndTime", wish.data_end_time) or call.now
    if start > end:
        raise worded(call, "text_report_start")
    if end > call.now:
        raise worded(call, "text_report_future")
    return start, end


def _get_report(call: Call) -> Reply:
    return json_reply(200, wire.report(_find(call)))


def _get_reports(call: Call) -> Reply:
    filters = read_filters(call, "reportTypes")
    reports = call.sim.world.reports.values()
    page, token = find_page(
        call, filters, reports, lambda report: (report.report_type, report.report_id)
    )
    written: dict[str, object] = {"reports": [wire.report(report) for report in page]}
    if token is not None:
        written["nextToken"] = token
    return json_reply(200, written)


def _cancel_report(call: Call) -> Reply:
    report = _find(call)
    if report.status != "IN_QUEUE":
        raise worded(call, "text_not_in_queue", kind="Report", status=report.status)
    cancel(call.sim, report)
    return Reply(200)


def _find(call: Call) -> Report:
    report = call.sim.world.reports.get(call.params["reportId"])
    owned = report is not None and report.seller_id == call.seller.seller_id
    if report is None or not owned or report.created < call.now - RETAINED:
        raise Refusal(404, "NotFound", "The requested report does not exist.")
    return report


def _get_report_document(call: Call) -> Reply:
    encoded = flag(call, "enableContentEncodingUrlHeader")
    number = call.params["reportDocumentId"]
    document = call.sim.world.documents.get(number)
    owned = document is not None and document.seller_id == call.seller.seller_id
    if document is None or not owned or document.content is None or not document.result:
        raise Refusal(404, "NotFound", "The requested report document does not exist.")
    encoding = "gzip" if encoded and document.zipped else ""
    url = signed_url(call.sim, call.request.base_url, document, "GET", encoding)
    written = {"reportDocumentId": number, "url": url}
    if document.zipped:
        written["compressionAlgorithm"] = "GZIP"
    return json_reply(200, written)


OPERATIONS = (
    Operation(
        name="createReport",
        api=_API,
        method="POST",
        path=_ROOT + "/reports",
        limit=Limit(0.0167, 15),
        handler=_create_report,
    ),
    Operation(
        name="getReports",
        api=_API,
        method="GET",
        path=_ROOT + "/reports",
        limit=Limit(0.0222, 10),
        handler=_get_reports,
        parameters=frozenset(
            {
                *("reportTypes", "processingStatuses", "marketplaceIds", "pageSize"),
                *("createdSince", "createdUntil", "nextToken"),
            }
        ),
    ),
    Operation(
        name="getReport",
        api=_API,
        method="GET",
        path=_ROOT + "/reports/{reportId}",
        limit=Limit(2, 15),
        handler=_get_report,
    ),
    Operation(
        name="cancelReport",
        api=_API,
        method="DELETE",
        path=_ROOT + "/reports/{reportId}",
        limit=Limit(0.0222, 10),
        handler=_cancel_report,
    ),
    Operation(
        name="getReportDocument",
        api=_API,
        method="GET",
        path=_ROOT + "/documents/{reportDocumentId}",
        limit=Limit(0.0167, 15),
        handler=_get_report_document,
        parameters=frozenset({"enableContentEncodingUrlHeader"}),
    ),
    *SCHEDULES,
)
