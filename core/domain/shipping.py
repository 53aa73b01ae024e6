"""Many orders at once: the rows that a person gives and what came of each (R39)."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from core.domain.instants import day_start_jst, jst
from core.domain.labels import CancelReason
from core.domain.refusals import Refusal


class ShipRow(msgspec.Struct, frozen=True):
    """One 配送完了; `shipped_on` is the 出荷日 in Japan, None for today."""

    order_id: str
    carrier: str
    tracking: str
    shipped_on: date | None = None


class CancelRow(msgspec.Struct, frozen=True):
    """One 注文キャンセル."""

    order_id: str
    reason: CancelReason


class Outcome(StrEnum):
    """What came of a row."""

    DONE = "受付"
    UNCHANGED = "変更なし"
    REFUSED = "不可"


class RowResult(msgspec.Struct, frozen=True):
    """What came of one row; `push_id` is its notice, where it was put in line."""

    order_id: str
    outcome: Outcome
    reason: Refusal | None = None
    push_id: int | None = None


def shipping_instant(
    shipped_on: date | None, purchased_at: datetime, now: datetime
) -> datetime | Refusal:
    """When a parcel left, as Amazon is told: within the day named, not before the order was made.

    Today is now; an earlier day is its beginning in Japan.
    """
    today = jst(now).date()
    if shipped_on is None or shipped_on == today:
        return now
    if shipped_on > today:
        return Refusal.SHIPPED_ON_FUTURE
    if shipped_on < jst(purchased_at).date():
        return Refusal.SHIPPED_ON_TOO_EARLY
    noon = datetime(shipped_on.year, shipped_on.month, shipped_on.day, 12, tzinfo=jst(now).tzinfo)
    return max(day_start_jst(noon), purchased_at)
