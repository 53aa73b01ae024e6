"""Read a day as a person types it: `11/23`, `2026-11-23`, `今日`, `昨日`, `7日前`."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from core.csv.cells import Wrong, read_day
from core.domain.instants import JST, jst
from tui.words import N_

UNREADABLE = N_("日付は 11/23、2026-11-23、今日、昨日、7日前 のように入力してください。")

FIRST_YEAR, LAST_YEAR = 1990, 2200
"""No order was placed outside these."""

_NAMED = {"今日": 0, "today": 0, "昨日": 1, "yesterday": 1}
_AGO = re.compile(r"(?:-(\d{1,4})d?|(\d{1,4})日前)")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})")


class DayUnreadable(ValueError):
    """The text is no day; `sentence` is a message id that says how days are typed."""

    sentence = UNREADABLE


def day_of(text: str, now: datetime) -> date | None:
    """The day in Japan that `text` means, seen from `now`; None for an empty text.

    A day without a year is the last one that is not in the future. Raises DayUnreadable.
    """
    try:
        day = _read(text, jst(now).date())
    except (Wrong, ValueError, OverflowError) as error:
        raise DayUnreadable(text) from error
    if day is not None and not FIRST_YEAR <= day.year < LAST_YEAR:
        raise DayUnreadable(text)
    return day


def midnight(day: date) -> datetime:
    """When a day begins in Japan."""
    return datetime.combine(day, time(), JST)


def _read(text: str, today: date) -> date | None:
    wanted = unicodedata.normalize("NFKC", text).strip().lower()
    if not wanted:
        return None
    if wanted in _NAMED:
        return today - timedelta(days=_NAMED[wanted])
    if ago := _AGO.fullmatch(wanted):
        return today - timedelta(days=int(ago[1] or ago[2]))
    if found := _MONTH_DAY.fullmatch(wanted):
        day = date(today.year, int(found[1]), int(found[2]))
        return day if day <= today else day.replace(year=day.year - 1)
    return read_day(wanted)
