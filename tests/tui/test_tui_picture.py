"""Pictures: each part stands exactly on its cells, Japanese included, and comes out the same."""

import xml.etree.ElementTree as ET

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from tui_stage import WIDE, Stage, run_on_stage

from tui.cell_grid import runs
from tui.picture import CELL_H, CELL_W, svg

SVG = "{http://www.w3.org/2000/svg}"


def _texts(picture: str) -> list[tuple[int, int, int, str]]:
    """Row, first cell, cells, and characters of each written part."""
    found = []
    for element in ET.fromstring(picture).iter(f"{SVG}text"):
        y, x = int(element.attrib["y"]) // CELL_H, int(element.attrib["x"])
        width = int(element.attrib["textLength"])
        assert x % CELL_W == 0
        assert width % CELL_W == 0
        found.append((y, x // CELL_W, width // CELL_W, element.text or ""))
    return found


def test_mixed_text_is_placed_by_cells() -> None:
    picture = svg([Strip([Segment("注文 A1 ｱ│要確認")])], "x")
    assert _texts(picture) == [
        (0, 0, 4, "注文"),
        (0, 5, 4, "A1 ｱ"),
        (0, 10, 6, "要確認"),
    ]
    assert "<path" in picture, "lines are drawn, so that they join in every font"


def test_markup_characters_are_escaped_and_colours_kept() -> None:
    strip = Strip([Segment("<&>", Style(color="#ff0000", bgcolor="#00ff00", bold=True))])
    (run,) = runs(strip)
    assert (run.foreground, run.background, run.bold) == ("#ff0000", "#00ff00", True)
    assert _texts(svg([strip], "<&>"))[0][3] == "<&>"


def test_a_real_screen_has_no_overlaps_and_all_its_words() -> None:
    async def play(stage: Stage) -> None:
        from tui.cell_grid import strips

        await stage.press("2")
        lines = strips(stage.app)
        texts = _texts(svg(lines, "注文"))
        taken: set[tuple[int, int]] = set()
        for y, x, cells, text in texts:
            assert cell_len(text) == cells
            here = {(y, cell) for cell in range(x, x + cells)}
            assert not here & taken
            taken |= here
        assert any("注文完了" in text for _y, _x, _cells, text in texts)
        assert svg(lines, "注文") == svg(strips(stage.app), "注文")

    run_on_stage(play, size=WIDE)
