"""The clock bar's line of a linked shop: real time, how the engine is, what it does next."""

from textual.content import Content

from tui.formats import ahead, clock_time, day, near
from tui.ink import Ink, inked
from tui.live import EngineState, ShopClock
from tui.widgets.job_strip import wait_words
from tui.words import _


def shop_line(clock: ShopClock) -> Content:
    """One line, the most important first; a sentence stands in the place of what comes next."""
    pieces: list[str | Ink] = [
        f" {day(clock.now)} ",
        Ink(clock_time(clock.now), "strong"),
        " JST  ",
        _engine(clock.engine),
    ]
    if clock.read_only:
        pieces.append(Ink(f"  {_('読み取り専用')}", "warn"))
    if clock.note:
        pieces.append(Ink(f"  ! {clock.note}", "warn"))
        return inked(*pieces)
    if clock.waits is not None:
        job, wait = clock.waits
        words = _("{job}が待っているもの: {wait}")
        pieces.append(Ink("  ! " + words.format(job=_(job), wait=wait_words(wait)), "warn"))
    if clock.next_due is not None:
        pieces += [
            f"  {_('次')} ",
            Ink(ahead(clock.next_due, clock.now), "strong"),
            f" {_(clock.next_job)}",
            Ink(f"  {near(clock.next_due, clock.now)}", "quiet"),
        ]
    return inked(*pieces)


def _engine(engine: EngineState) -> Ink:
    match engine:
        case EngineState.WORKS:
            return Ink(f"▸ {_(engine.value)}", "good")
        case EngineState.ELSEWHERE:
            return Ink(f"▹ {_(engine.value)}", "note")
        case EngineState.STARTS:
            return Ink(f"… {_(engine.value)}", "quiet")
        case EngineState.OFF:
            return Ink(f"|| {_(engine.value)}", "warn")
