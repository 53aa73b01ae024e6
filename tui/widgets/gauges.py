"""Amazon's quotas as bars: how many calls of each operation could go now, and when the next can."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from core.views.health import QuotaRow
from tui.formats import ahead
from tui.ink import Ink, Tone, fit, inked, lines
from tui.words import _

BAR = 8
_NAME, _NUMBER = 20, 6
CELL = _NAME + 1 + BAR + 1 + _NUMBER + 2
FULL = "█"
EMPTY = "░"


def bar(part: float, cells: int) -> str:
    """A bar of which `part` (0 to 1) is full; something left shows as one cell at least."""
    part = min(1.0, max(0.0, part))
    full = max(1, round(part * cells)) if part > 0 else 0
    return FULL * full + EMPTY * (cells - full)


def gauges(quotas: Sequence[QuotaRow], now: datetime, width: int, rows: int) -> Content:
    """The quotas that were ever used in at most `rows` lines, those nearest their end first.

    Of equals the slowest to fill stands first.
    """
    head = inked(Ink(f"── {_('Amazonの呼び出し枠')}", "quiet"))
    if not quotas:
        return lines(head, inked(Ink(_("まだ呼び出していません。"), "quiet")))
    columns = max(1, width // CELL)
    shown = sorted(quotas, key=lambda row: (row.tokens / row.burst, row.rate_per_s))
    cells = [_gauge(row, now) for row in shown[: columns * rows]]
    left = len(shown) - len(cells)
    body = [
        inked(*(piece for cell in cells[start : start + columns] for piece in cell))
        for start in range(0, len(cells), columns)
    ]
    if left:
        words = _("ほか{n}種類は余裕があります。").format(n=left)
        head = inked(Ink(f"── {_('Amazonの呼び出し枠')}  {words}", "quiet"))
    return lines(head, *body)


def _gauge(row: QuotaRow, now: datetime) -> list[str | Ink]:
    """Name, bar, number; `!` and when the next call may go where nothing is left."""
    out = row.ready_at > now
    tone: Tone = "bad" if out else "warn" if row.tokens < row.burst / 4 else "good"
    number = f"{int(row.tokens)}/{row.burst}"
    if out:
        wait = f"! {ahead(row.ready_at, now)}"
        return [fit(row.operation, _NAME), " ", Ink(fit(wait, BAR + 1 + _NUMBER), "bad"), "  "]
    return [
        fit(row.operation, _NAME),
        " ",
        Ink(bar(row.tokens / row.burst, BAR), tone),
        " ",
        fit(number, _NUMBER, right=True),
        "  ",
    ]
