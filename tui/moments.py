"""Read a moment as a person types it: `18:00`, `11/29 18:00`, `+6d`, `+20分`, `PT20M`, ISO-8601."""

import re
import unicodedata
from datetime import datetime, timedelta

from core.domain.instants import JST, jst
from tui.words import N_

UNREADABLE = N_("時刻は 18:00、11/29 18:00、2026-11-29、+6d、+20m のように入力してください。")
PAST = N_("過去の時刻へは進めません。")
FUTURE = N_("巻き戻せるのは、過ぎた時刻へだけです。")

_UNIT_S = {
    "d": 86_400,
    "日": 86_400,
    "h": 3_600,
    "時間": 3_600,
    "m": 60,
    "分": 60,
    "s": 1,
    "秒": 1,
}
_PART = re.compile(r"(\d{1,7})(d|日|h|時間|m|分|s|秒)")
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_DATE = r"(?:(?P<year>\d{4})[-/])?(?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
_ABSOLUTE = re.compile(rf"(?:{_DATE})?(?:[ T]?{_CLOCK})?")


class MomentUnreadable(ValueError):
    """The text is no moment on the wanted side of now; `sentence` is a message id that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_moment(text: str, now: datetime) -> datetime:
    """The instant meant by `text`, seen from `now`; times without an offset are JST.

    Raises MomentUnreadable for anything else and for an instant that does not lie ahead.
    """
    wanted = unicodedata.normalize("NFKC", text).strip()
    try:
        at = _relative(wanted, now) or _iso(wanted) or _absolute(wanted, now)
    except (ValueError, OverflowError) as error:
        raise MomentUnreadable(UNREADABLE) from error
    if at is None:
        raise MomentUnreadable(UNREADABLE)
    if at <= now:
        raise MomentUnreadable(PAST)
    return at


def read_past(text: str, now: datetime) -> datetime:
    """As `read_moment` for an instant that has passed: `-20m`, or the last 18:00 before `now`.

    Raises MomentUnreadable.
    """
    wanted = unicodedata.normalize("NFKC", text).strip()
    try:
        span = _relative(f"+{wanted[1:]}", now) if wanted.startswith("-") else None
        at = now - (span - now) if span else _iso(wanted) or _absolute(wanted, now, back=True)
    except (ValueError, OverflowError) as error:
        raise MomentUnreadable(UNREADABLE) from error
    if at is None:
        raise MomentUnreadable(UNREADABLE)
    if at > now:
        raise MomentUnreadable(FUTURE)
    return at


def _relative(text: str, now: datetime) -> datetime | None:
    iso = re.fullmatch(r"\+?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text.upper())
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in iso.groups())
        return now + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if not text.startswith("+"):
        return None
    rest = text[1:].replace(" ", "").lower()
    parts = _PART.findall(rest)
    if not parts or "".join(amount + unit for amount, unit in parts) != rest:
        return None
    return now + timedelta(seconds=sum(int(amount) * _UNIT_S[unit] for amount, unit in parts))


def _iso(text: str) -> datetime | None:
    if not re.search(r"(Z|[+-]\d{2}:\d{2})$", text):
        return None
    at = datetime.fromisoformat(text)
    return None if at.tzinfo is None else at.astimezone(jst(at).tzinfo)


def _absolute(text: str, now: datetime, *, back: bool = False) -> datetime | None:
    found = _ABSOLUTE.fullmatch(text)
    if not text or found is None:
        return None
    part = {name: int(value) for name, value in found.groupdict().items() if value is not None}
    local = jst(now)
    at = datetime(
        part.get("year", local.year),
        part.get("month", local.month),
        part.get("day", local.day),
        part.get("hour", 0),
        part.get("minute", 0),
        part.get("second", 0),
        tzinfo=JST,
    )
    if (at <= now) if back else (at > now):
        return at
    if "day" not in part:
        return at + timedelta(days=-1 if back else 1)
    if "year" not in part:
        return at.replace(year=at.year + (-1 if back else 1))
    return at
