"""Standing orders for reports: each period a report of what the period held."""

from calendar import monthrange
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from simulator.reports.life import order_report
from simulator.simulation import Happening, Simulation
from simulator.world.reporting import ReportSchedule

MONTH = "P1M"
PERIODS = frozenset(
    {
        *("PT5M", "PT15M", "PT30M", "PT1H", "PT2H", "PT4H", "PT8H", "PT12H"),
        *("P1D", "P2D", "P3D", "PT84H", "P7D", "P14D", "P15D", "P18D", "P30D", MONTH),
    }
)


def keep(sim: Simulation, schedule: ReportSchedule) -> None:
    """Store a schedule in place of one for the same report type and marketplaces."""
    for other in list(sim.world.report_schedules.values()):
        if (
            other.seller_id == schedule.seller_id
            and other.report_type == schedule.report_type
            and set(other.marketplace_ids) == set(schedule.marketplace_ids)
        ):
            drop(sim, other.schedule_id)
    _arm(sim, schedule)
    what = f"{schedule.report_type} every {schedule.period}"
    sim.world.record(sim.now, "API", schedule.schedule_id, f"report schedule: {what}")


def drop(sim: Simulation, schedule_id: str) -> None:
    sim.world.report_schedules.pop(schedule_id)
    sim.agenda.cancel("report_schedule", schedule_id)
    sim.world.record(sim.now, "API", schedule_id, "report schedule cancelled")


def shifted(moment: datetime, period: str, times: int) -> datetime:
    """`times` periods later; a month later is the same day, or the last of a shorter month."""
    if period != MONTH:
        return moment + times * msgspec.convert(period, timedelta)
    year, month = divmod(moment.year * 12 + moment.month - 1 + times, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _arm(sim: Simulation, schedule: ReportSchedule) -> None:
    sim.world.report_schedules[schedule.schedule_id] = schedule
    note = f"the next {schedule.report_type} of a schedule"
    sim.agenda.schedule(schedule.next_due, "report_schedule", schedule.schedule_id, note)


def _due(sim: Simulation, schedule_id: str) -> None:
    schedule = sim.world.report_schedules[schedule_id]
    order_report(
        sim,
        schedule.seller_id,
        schedule.report_type,
        schedule.marketplace_ids,
        (shifted(sim.now, schedule.period, -1), sim.now),
        options=schedule.options,
        schedule_id=schedule_id,
    )
    _arm(sim, replace(schedule, next_due=shifted(sim.now, schedule.period, 1)))


HAPPENINGS: dict[str, Happening] = {"report_schedule": _due}
