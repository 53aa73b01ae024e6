"""The four operations on report schedules of Reports 2021-06-30."""

from simulator.exchange import Reply, json_reply
from simulator.feeds.wire import check_present
from simulator.operations import Call, Operation
from simulator.parameters import listed, need_role, worded
from simulator.quota import Limit
from simulator.refusal import Refusal
from simulator.reports import wire
from simulator.reports.kinds import KINDS
from simulator.reports.schedules import PERIODS, drop, keep, shifted
from simulator.world.reporting import ReportSchedule

_API = "reports/2021-06-30"
_PATH = "/reports/2021-06-30/schedules"
_LIMIT = Limit(0.0222, 10)
_MAX_TYPES = 10


def _create_report_schedule(call: Call) -> Reply:
    wish = wire.read(call, wire.ScheduleRequest)
    check_present(
        call,
        marketplaceIds=wish.marketplace_ids,
        period=wish.period,
        reportType=wish.report_type,
    )
    report_type, period = str(wish.report_type), str(wish.period)
    _check_kind(call, report_type)
    if period not in PERIODS:
        raise worded(call, "text_report_period", period=period)
    due = wire.time_of(call, "nextReportCreationTime", wish.next_report_creation_time)
    if due is not None and due < call.now:
        raise worded(call, "text_report_schedule_past")
    schedule = ReportSchedule(
        schedule_id=call.sim.draw_digits("report-schedule-ids", 11),
        seller_id=call.seller.seller_id,
        report_type=report_type,
        marketplace_ids=wire.marketplaces(call, wish.marketplace_ids),
        period=period,
        next_due=due or shifted(call.now, period, 1),
        options=wish.report_options or {},
    )
    keep(call.sim, schedule)
    return json_reply(201, {"reportScheduleId": schedule.schedule_id})


def _check_kind(call: Call, report_type: str) -> None:
    kind = KINDS.get(report_type)
    if kind is None:
        raise worded(call, "text_report_type", type=report_type)
    need_role(call, kind.roles)
    if not kind.schedulable:
        raise worded(call, "text_report_schedule_type", type=report_type)


def _get_report_schedule(call: Call) -> Reply:
    return json_reply(200, wire.schedule(_find(call)))


def _get_report_schedules(call: Call) -> Reply:
    types = listed(call, "reportTypes", most=_MAX_TYPES)
    if not types:
        raise worded(call, "text_missing", "reportTypes;")
    found = [
        wire.schedule(one)
        for one in call.sim.world.report_schedules.values()
        if one.seller_id == call.seller.seller_id and one.report_type in types
    ]
    return json_reply(200, {"reportSchedules": found})


def _cancel_report_schedule(call: Call) -> Reply:
    drop(call.sim, _find(call).schedule_id)
    return Reply(200)


def _find(call: Call) -> ReportSchedule:
    schedule = call.sim.world.report_schedules.get(call.params["reportScheduleId"])
    if schedule is None or schedule.seller_id != call.seller.seller_id:
        raise Refusal(404, "NotFound", "The requested report schedule does not exist.")
    return schedule


OPERATIONS = (
    Operation(
        name="createReportSchedule",
        api=_API,
        method="POST",
        path=_PATH,
        limit=_LIMIT,
        handler=_create_report_schedule,
    ),
    Operation(
        name="getReportSchedules",
        api=_API,
        method="GET",
        path=_PATH,
        limit=_LIMIT,
        handler=_get_report_schedules,
        parameters=frozenset({"reportTypes"}),
    ),
    Operation(
        name="getReportSchedule",
        api=_API,
        method="GET",
        path=_PATH + "/{reportScheduleId}",
        limit=_LIMIT,
        handler=_get_report_schedule,
    ),
    Operation(
        name="cancelReportSchedule",
        api=_API,
        method="DELETE",
        path=_PATH + "/{reportScheduleId}",
        limit=_LIMIT,
        handler=_cancel_report_schedule,
    ),
)
