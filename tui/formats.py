"""Instants, spans and money as a person in Japan reads them: JST, yen, words."""

import unicodedata
from datetime import datetime, timedelta

from core.domain.instants import jst
from core.domain.labels import Mark
from tui.words import N_, _

_WEEKDAYS = (N_("月"), N_("火"), N_("水"), N_("木"), N_("金"), N_("土"), N_("日"))
_UNITS = ((86_400, N_("{n}日")), (3_600, N_("{n}時間")), (60, N_("{n}分")), (1, N_("{n}秒")))


def day(at: datetime) -> str:
    """2026-11-23(月)"""
    local = jst(at)
    return f"{local:%Y-%m-%d}({_(_WEEKDAYS[local.weekday()])})"


def moment(at: datetime) -> str:
    """2026-11-23(月) 18:05:00"""
    return f"{day(at)} {clock_time(at)}"


def clock_time(at: datetime) -> str:
    """18:05:00"""
    return f"{jst(at):%H:%M:%S}"


def short_moment(at: datetime | None) -> str:
    """11/23 18:05, a dash for no instant."""
    return f"{jst(at):%m/%d %H:%M}" if at else "-"


def near(at: datetime, now: datetime) -> str:
    """18:05:00 on the day of `now`, else 11/23 18:05."""
    return clock_time(at) if jst(at).date() == jst(now).date() else short_moment(at)


def span(length: timedelta) -> str:
    """The two largest units of a length, in words; zero is 0 seconds."""
    rest = max(0, round(length.total_seconds()))
    parts = []
    for size, word in _UNITS:
        amount, rest = divmod(rest, size)
        if amount:
            parts.append(_(word).format(n=amount))
        if len(parts) == 2 or (parts and not amount):
            break
    return "".join(parts) or _("{n}秒").format(n=0)


def ahead(at: datetime, now: datetime) -> str:
    """How long until `at`, in words."""
    if at <= now:
        return _("今")
    return _("{span}後").format(span=span(at - now))


def ago(at: datetime | None, now: datetime) -> str:
    """How long since `at`, in words; まだ for never."""
    if at is None:
        return _("まだ")
    return _("{span}前").format(span=span(now - at))


def yen(amount: int | None) -> str:
    """¥1,234, and 未確定 where Amazon has not fixed the amount (R27)."""
    return Mark.UNKNOWN_AMOUNT.value if amount is None else f"¥{amount:,}"


def signed(amount: int) -> str:
    """+3, -1, 0"""
    return f"{amount:+d}" if amount else "0"


def typed_words(text: str) -> tuple[str, ...]:
    """The words of what somebody typed, full-width letters and figures as plain ones."""
    return tuple(unicodedata.normalize("NFKC", text).split())
