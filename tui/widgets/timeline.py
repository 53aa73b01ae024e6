"""The two-lane time line of an order, makeshop | Amazon: a line from each cause to its effect."""

from collections.abc import Sequence

from textual.content import Content

from core.domain.instants import jst
from core.domain.labels import Lane
from core.views.rows import TimelineEntry
from core.views.timeline import SENTENCES
from tui.formats import clock_time, span
from tui.ink import ELLIPSIS, Ink, fit, inked, lines
from tui.rails import Rail, Stop, draw_rail
from tui.words import _
from tui.wrapping import wrap_content

TIME_CELLS = 10
DOT = "●"
VALUE_MAX = 60
"""Longest value in an entry, in characters."""


def lanes(entries: Sequence[TimelineEntry], width: int) -> Content:
    """The time line in `width` cells: time, makeshop, rail, Amazon."""
    if not entries:
        return inked(Ink(_("まだ何も起きていません。"), "quiet"))
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.seq))
    place = {entry.seq: index for index, entry in enumerate(ordered)}
    stops = [
        Stop(
            left=entry.lane is Lane.SHOP,
            cause=None if entry.cause is None else place.get(entry.cause),
        )
        for entry in ordered
    ]
    rail = draw_rail(stops)
    lane = max(8, (width - TIME_CELLS - rail.width - 2) // 2)
    rows = [_head(lane, rail)]
    shown_day = ""
    for index, entry in enumerate(ordered):
        this_day = f"{jst(entry.at):%m/%d}"
        if this_day != shown_day:
            above = rail.between[index - 1] if index else " " * rail.width
            rows.append(_row(Ink(this_day, "strong"), Content(""), above, Content(""), lane))
            shown_day = this_day
        rows += _entry(entry, index, rail, lane, _cause_words(entry, index, rail, ordered, place))
    return lines(*rows)


def entry_words(entry: TimelineEntry) -> str:
    """What happened, in the language in use."""
    values = {
        name: _(word) if name in SENTENCES else _short(word) for name, word in entry.values.items()
    }
    return _(entry.template).format_map(values)


def _short(word: str) -> str:
    """Amazon's longer errors stand in full beside the notice that they refused."""
    return word if len(word) <= VALUE_MAX else word[: VALUE_MAX - 1] + ELLIPSIS


def _head(lane: int, rail: Rail) -> Content:
    shop = inked(Ink(Lane.SHOP.value, "shop"))
    amazon = inked(Ink(Lane.AMAZON.value, "amazon"))
    return _row(Ink(_("時刻(JST)"), "quiet"), shop, " " * rail.width, amazon, lane)


def _cause_words(
    entry: TimelineEntry,
    index: int,
    rail: Rail,
    ordered: Sequence[TimelineEntry],
    place: dict[int, int],
) -> str:
    """The cause in words, where no line could be drawn to it."""
    if index not in rail.undrawn or entry.cause is None:
        return ""
    return f" ← {clock_time(ordered[place[entry.cause]].at)}"


def _entry(
    entry: TimelineEntry, index: int, rail: Rail, lane: int, cause_words: str
) -> list[Content]:
    shop = entry.lane is Lane.SHOP
    late = entry.learned_at - entry.at
    learned = _("（{span}後に把握）").format(span=span(late)) if late.total_seconds() >= 1 else ""
    rule = f" {entry.rule}" if entry.rule else ""
    text = inked(entry_words(entry), Ink(f"{learned}{cause_words}{rule}", "quiet"))
    rows = []
    for number, line in enumerate(wrap_content(text, lane - 4)):
        time = Ink(clock_time(entry.at) if number == 0 else "", "quiet")
        middle = rail.rows[index] if number == 0 else rail.between[index]
        dot = Ink(DOT if number == 0 else " ", "shop" if shop else "amazon")
        piece = Content.assemble(inked(dot, " "), line)
        left, right = (piece, Content("")) if shop else (Content(""), piece)
        rows.append(_row(time, left, middle, right, lane))
    return rows


def _row(time: Ink, left: Content, middle: str, right: Content, lane: int) -> Content:
    padded = left.pad_right(max(0, lane - left.cell_length))
    return Content.assemble(
        inked(Ink(fit(time.text, TIME_CELLS), time.tone)),
        padded,
        " ",
        inked(Ink(middle, "note")),
        " ",
        right,
    )
