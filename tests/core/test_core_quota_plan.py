"""R18, R41, R42: what the quota cannot carry comes by report, refused datasets are done without,
and an outage is probed by one call at a time."""

from datetime import datetime, timedelta

import pytest
from core_facts import TEA
from core_world import Town

from core.books.reports import ReportReads
from core.domain.findings import Finding
from core.domain.labels import MoveReason

RUSH = 2_300
"""More orders than searchOrders' burst of 20 pages carries with two tokens kept aside."""


@pytest.fixture
def town(documented: Town) -> Town:
    return documented


def rush(town: Town, orders: int = RUSH) -> None:
    for _order in range(orders):
        town.place(TEA, oversell=True)


def deducted(town: Town) -> int:
    lines = town.views.ledger(sku=TEA)
    return -sum(line.quantity for line in lines if line.reason == MoveReason.ORDERED)


def calls(town: Town, operation: str) -> int:
    rows = town.world.books.connection.execute(
        "SELECT count(*) FROM journal WHERE kind = 'call'"
        " AND json_extract(data, '$.operation') = ?",
        (operation,),
    ).fetchone()
    return int(rows[0])


def broken(town: Town, status: int, start: float, end: float, operation: str) -> None:
    town.fault(
        operation=operation,
        kind="status",
        status=status,
        phase="before",
        when={"from": _z(town.at(start)), "to": _z(town.at(end))},
        times=1_000_000,
    )


def _z(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def findings(town: Town) -> set[str]:
    return {row.code for row in town.views.findings()}


def test_r41_a_rush_is_read_by_report_and_each_order_moves_stock_once(town: Town) -> None:
    town.until(60)
    rush(town)
    town.until(85)
    assert town.views.counts().orders == RUSH
    assert deducted(town) == RUSH
    assert calls(town, "createReport") > 0


def test_r41_what_a_report_leaves_out_is_filled_in_and_moves_nothing_again(town: Town) -> None:
    town.until(60)
    rush(town)
    town.until(85)
    assert town.world.books.orders.partial(limit=1)
    town.until(85 + 6 * 60)
    assert not town.world.books.orders.partial(limit=1)
    (stand_ins,) = town.world.books.connection.execute(
        "SELECT count(*) FROM order_lines WHERE item_id LIKE 'sku:%'"
    ).fetchone()
    assert stand_ins == 0
    assert deducted(town) == RUSH


def test_r42_killed_between_two_parts_of_a_report_nothing_is_booked_twice(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    advance = ReportReads.advance
    cuts = iter([False, True])

    def cut(self: ReportReads, job: str, rows_done: int) -> None:
        if next(cuts, False):
            raise Killed
        advance(self, job, rows_done)

    town.until(60)
    rush(town)
    monkeypatch.setattr(ReportReads, "advance", cut)
    with pytest.raises(Killed):
        town.until(85)
    monkeypatch.undo()
    town.until(100)
    assert town.views.counts().orders == RUSH
    assert deducted(town) == RUSH


def test_r41_without_fulfillment_for_twelve_hours_statuses_come_by_report(town: Town) -> None:
    """The incident of 2026-08-26: Amazon refused the dataset, sellers in Japan saw no orders."""
    town.until(60)
    broken(town, 400, 60, 60 + 12 * 60, "searchOrders")
    order_id = town.place(TEA)
    town.until(60 + 45)
    assert town.views.order(order_id).row.payment_status == "注文完了"
    assert Finding.DATASETS_REFUSED.name in findings(town)
    town.until(60 + 14 * 60)
    assert Finding.DATASETS_REFUSED.name not in findings(town)
    assert deducted(town) == 1


def test_r42_an_outage_of_six_hours_is_probed_by_one_call_at_a_time(town: Town) -> None:
    town.until(60)
    broken(town, 503, 60, 60 + 6 * 60, "*")
    order_id = town.place(TEA)
    town.until(60 + 6 * 60)
    asked = town.views.journal(after=0, limit=100_000)
    during = [row for row in asked if row.kind == "call" and row.at >= town.at(60)]
    assert len(during) <= 6 * 10, "a probe a quarter of an hour, a few more at the start"
    town.until(60 + 7 * 60)
    assert town.views.order(order_id).row.payment_status == "注文完了"
    assert deducted(town) == 1


def test_r18_an_app_without_the_role_for_reports_reads_on_by_pages(town: Town) -> None:
    with town.world.books.atomic(town.world.now):
        town.world.books.settings.by_report = False
    town.until(60)
    rush(town, 1_900)
    town.until(60 + 40)
    assert calls(town, "createReport") == 0
    assert town.views.counts().orders == 1_900


def test_reports_and_pages_end_at_the_same_watermark(town: Town) -> None:
    town.until(60)
    rush(town)
    town.until(120)
    cursor = town.world.books.jobs.cursor("pull_orders")
    assert cursor is not None
    assert town.world.now - cursor.watermark <= timedelta(minutes=10)
