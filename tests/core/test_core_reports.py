"""R18, R42, R43: a report that is late, cut, empty or nonsense loses no change of an order.

Amazon refuses the statuses here, so that each window is read by report (the incident of
2026-08-26).
"""

import gzip
from datetime import datetime, timedelta

import pytest
from core_facts import ORDER, START
from core_payloads import order
from core_reports import COLUMNS, Made, ReportingAmazon, row, written
from core_shop import OpenShop, Shop

from core.domain.jobs import PERIODIC

DAY = 24 * 60
CHANGED_AT = START + timedelta(minutes=4)
"""In the window of the report that is ordered after 10 minutes."""


@pytest.fixture
def amazon() -> ReportingAmazon:
    amazon = ReportingAmazon()
    amazon.rows.append(row(at=CHANGED_AT))
    amazon.show(order(updated=CHANGED_AT))
    return amazon


@pytest.fixture
def shop(open_shop: OpenShop, amazon: ReportingAmazon) -> Shop:
    return open_shop(amazon=amazon)


def watermark(shop: Shop) -> datetime:
    """Up to when all is stored."""
    cursor = shop.books.jobs.cursor("pull_orders")
    assert cursor is not None
    return cursor.watermark


def test_r18_a_report_brings_status_and_stock(shop: Shop) -> None:
    shop.until(20)
    assert shop.axes(ORDER) == ("注文完了", "未処理")
    assert shop.stock == 9


BROKEN = {
    "no column": Made(content=b"Date range exceeded. Report can be requested only upto 30 days"),
    "a field without end": Made(
        content=written((*row(at=CHANGED_AT), "x" * 200_000), columns=(*COLUMNS, "product-name"))
    ),
    "cut in a row": Made(content=written(row(at=CHANGED_AT), row(at=CHANGED_AT))[:-40]),
    "no row whole": Made(content=written((ORDER,))),
    "nonsense": Made(content=b"\x00\xff" * 100),
    "empty": Made(content=b""),
    "no zip": Made(content=b"junk", compression="GZIP"),
    "half a zip": Made(
        content=gzip.compress(written(row(at=CHANGED_AT)))[:-12], compression="GZIP"
    ),
    "an unknown zip": Made(content=b"junk", compression="BROTLI"),
    "FATAL": Made(status="FATAL"),
    "CANCELLED, as if there were nothing": Made(status="CANCELLED"),
    "an unknown end": Made(status="EXPLODED"),
    "stuck": Made(status="IN_PROGRESS"),
    "made and lost in the store": Made(stored=503),
    "made and gone from the store": Made(stored=404),
    "made and not for us": Made(stored=403),
}


@pytest.mark.parametrize("made", BROKEN.values(), ids=BROKEN.keys())
def test_r42_r43_a_report_that_is_none_is_asked_for_anew(
    shop: Shop, amazon: ReportingAmazon, made: Made
) -> None:
    shop.until(9)
    amazon.to_come.append(made)
    shop.until(3 * 60)
    assert shop.axes(ORDER) == ("注文完了", "未処理")
    assert shop.stock == 9


def test_r43_a_job_says_that_it_waits_for_a_readable_answer(
    shop: Shop, amazon: ReportingAmazon
) -> None:
    amazon.to_come.append(Made(content=b"nonsense"))
    shop.until(1)
    (job,) = [job for job in shop.views.jobs() if job.name == "pull_orders"]
    assert job.waits_for == "読み取れる応答"


def test_r42_a_clock_that_is_ahead_leaves_no_hole(shop: Shop, amazon: ReportingAmazon) -> None:
    """What the shop's clock calls past may still be to come: the watermark is by Amazon's."""
    amazon.behind = timedelta(hours=2)
    shop.until(20)
    assert watermark(shop) <= START + timedelta(minutes=20) - amazon.behind


@pytest.mark.parametrize("empty", [False, True])
def test_r05_what_forty_days_missed_comes_in_reports_of_thirty(
    shop: Shop, amazon: ReportingAmazon, empty: bool
) -> None:
    """A report covers 30 days at most; days on which nothing changed hold up nobody."""
    shop.until(4)
    with shop.books.atomic(shop.now):
        for name in PERIODIC:
            shop.books.jobs.restart(name, START + timedelta(days=40))
    late = "250-0000009-0000009"
    amazon.rows[:] = [row(late, at=START + timedelta(days=35))]
    if empty:
        amazon.to_come.extend(Made(status="CANCELLED") for _ in range(2))
    else:
        amazon.rows.append(row(at=START + timedelta(days=3)))
    shop.until(40 * DAY + 30)
    assert shop.axes(late) == ("注文完了", "未処理")
    assert empty or shop.axes(ORDER) == ("注文完了", "未処理")
    ends = [START - timedelta(days=1)] + [end for _, end in amazon.windows]
    assert all(
        start <= before for (start, _), before in zip(amazon.windows, ends[1:], strict=False)
    )
