"""The last day as small columns, an hour each: delay, orders, failed calls."""

from collections.abc import Sequence
from datetime import timedelta

from textual.content import Content

from core.views.pulse import HOURS, Pulse
from tui.formats import span
from tui.ink import Ink, Tone, fit, inked, lines
from tui.words import _

_STEPS = "▁▂▃▄▅▆▇█"
_NOTHING = "·"
_LABEL = 9


def spark(values: Sequence[float | None]) -> str:
    """A character a value, as high as it is among the others; a dot where there is none."""
    most = max((value for value in values if value is not None), default=0)
    return "".join(_NOTHING if value is None else _step(value, most) for value in values)


def _step(value: float, most: float) -> str:
    if value <= 0 or most <= 0:
        return _STEPS[0]
    return _STEPS[max(1, round(value / most * (len(_STEPS) - 1)))]


def sparks(pulse: Pulse, width: int) -> Content:
    """A heading and three lines: what it is, its columns, the figures in words."""
    known = [each for each in pulse.delays_s if each is not None]
    now_s = pulse.delays_s[-1]
    delay = _("いま {now}  最大 {most}").format(
        now="-" if now_s is None else span(timedelta(seconds=now_s)),
        most=span(timedelta(seconds=max(known))) if known else "-",
    )
    orders = _("24時間で {n}件").format(n=f"{sum(pulse.orders):,}")
    failures = sum(pulse.failed_calls)
    failed = _("24時間で {n}件").format(n=f"{failures:,}")
    return lines(
        inked(Ink(f"── {_('この24時間（1時間ごと、右端がいま）')}", "quiet")),
        _line(_("遅れ"), pulse.delays_s, delay, "note", width),
        _line(_("注文"), pulse.orders, orders, "good", width),
        _line(
            _("通信失敗"),
            pulse.failed_calls,
            f"✗ {failed}" if failures else failed,
            "bad" if failures else "quiet",
            width,
        ),
    )


def _line(
    label: str, values: Sequence[float | None], words: str, tone: Tone, width: int
) -> Content:
    rest = width - _LABEL - HOURS - 2
    return inked(fit(label, _LABEL), Ink(spark(values), tone), "  ", fit(words, rest))
