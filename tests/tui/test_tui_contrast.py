"""What can be read: the contrast of every letter on screen, and colours that mean nothing alone."""

import pytest
from rich.color import Color
from rich.segment import Segment
from tui_stage import WIDE, Stage, run_on_stage

from tui.cell_grid import strips
from tui.themes import themes

pytestmark = pytest.mark.long

READABLE, HIGH = 4.5, 7.0
"""Least contrast of text by WCAG 2, levels AA and AAA."""


def _luminance(color: Color) -> float:
    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in color.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(segment: Segment) -> float:
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    darker, lighter = sorted((_luminance(style.color), _luminance(style.bgcolor)))
    return (lighter + 0.05) / (darker + 0.05)


def _letters(stage: Stage) -> list[Segment]:
    """Everything that is there to be read; what lies behind a dialog is not."""
    screen = stage.app.screen
    seen = screen.query_one("#form").region if screen.is_modal else screen.region
    return [
        segment
        for strip in strips(stage.app)[seen.y : seen.bottom]
        for segment in strip.crop(seen.x, seen.right)
        if any(map(str.isalnum, segment.text)) and segment.style and segment.style.color
    ]


@pytest.mark.parametrize("theme", [theme.name for theme in themes()])
def test_every_letter_has_enough_contrast(theme: str) -> None:
    least = HIGH if theme == "renkei-contrast" else READABLE

    async def play(stage: Stage) -> None:
        stage.app.theme = theme
        wrong: dict[str, tuple[float, str]] = {}

        async def look(*keys: str) -> None:
            await stage.press(*keys)
            for segment in _letters(stage):
                if (contrast := _contrast(segment)) < least:
                    wrong[segment.text.strip()] = (round(contrast, 2), str(segment.style))

        for key in ("1", "2", "question_mark", "escape", "3", "4", "5", "6", "7"):
            await look(key)
        await stage.open_orders(stage.find().order_id)
        await look("enter")
        await look("s")
        assert not wrong

    run_on_stage(play, size=WIDE)


def test_the_plain_theme_has_one_colour_for_all_meanings() -> None:
    (plain,) = (theme for theme in themes() if theme.name == "renkei-plain")
    tones = {value for name, value in plain.variables.items() if name.startswith("tone-")}
    meanings = {plain.warning, plain.error, plain.success, plain.foreground}
    assert tones == meanings == {plain.foreground}
