"""F1: a text for everything that can have the focus, in both languages, dialogs included."""

import re
from textwrap import dedent

import pytest
from rich.cells import cell_len
from textual.screen import ModalScreen, Screen
from tui_catalogue import sentences, translations
from tui_stage import SMALL, WIDE, Stage, run_on_stage

from tui.cell_grid import strips
from tui.config import Config
from tui.dialogs.dialog import Dialog
from tui.dialogs.ship import ShipForm
from tui.help_panel import WordsHelpPanel
from tui.keyboard import _owners, all_keys
from tui.keys import choose_keys, in_keys
from tui.screens.frame import FrameScreen
from tui.screens.orders import OrdersScreen
from tui.widgets.drawn import Drawn

SHOWN = [
    owner
    for owner in _owners()
    if issubclass(owner, Screen)
    and (
        (issubclass(owner, ModalScreen) and owner is not Dialog)
        or (issubclass(owner, FrameScreen) and owner.body is not FrameScreen.body)
    )
]
"""Every screen and dialog; what has the focus lies in one of them and shares its text."""


@pytest.mark.parametrize("owner", SHOWN, ids=[owner.__name__ for owner in SHOWN])
def test_there_is_a_text_in_both_languages(owner: type[Screen[object]]) -> None:
    assert owner.HELP
    text = dedent(owner.HELP).strip()
    assert translations()[text]


@pytest.mark.parametrize("owner", SHOWN, ids=[owner.__name__ for owner in SHOWN])
def test_keys_in_the_text_are_keys_that_there_are(owner: type[Screen[object]]) -> None:
    for text in (str(owner.HELP), translations()[dedent(str(owner.HELP)).strip()]):
        assert not re.search(r"\{[a-z_.]+\}", in_keys(text))


@pytest.mark.parametrize(("lang", "words"), [("ja", "どちらも必要です"), ("en", "both are needed")])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
def test_f1_explains_a_dialog_and_goes_again(lang: str, words: str, size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.open_orders(stage.find().order_id)
        await stage.press("s", "f1")
        form = stage.app.screen
        assert isinstance(form, ShipForm)
        assert words.replace(" ", "") in _panel(stage)
        assert form.query_one("#tracking").has_focus
        await stage.press("f1")
        assert not form.query(WordsHelpPanel)

    run_on_stage(play, size=size, lang=lang)


def _panel(stage: Stage) -> str:
    """What the help panel says, without the spaces that laying out put in."""
    panel = stage.app.screen.query_one(WordsHelpPanel).region
    lines = (strip.crop(panel.x + 1, panel.right).text for strip in strips(stage.app))
    return "".join("".join(lines).split())


def test_japanese_help_fills_its_lines() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "f1")
        panel = stage.app.screen.query_one("#widget-help", Drawn)
        words, _more = str(panel.render()).split("\n\n")
        *full, _last = map(cell_len, words.split("\n"))
        assert min(full) > max(full) - 8, "a line ends where its width does, not at a space"

    run_on_stage(play, size=SMALL)


def test_the_help_of_a_list_names_the_keys_of_the_moment() -> None:
    assert "{orders.search}" in str(OrdersScreen.HELP)

    async def play(stage: Stage) -> None:
        await stage.press("2", "f1")
        assert "Ctrl+tで検索" in _panel(stage)
        assert "{" not in _panel(stage)

    run_on_stage(play, size=WIDE, config=Config(keys={"orders.search": "ctrl+t"}))
    choose_keys({})


BARE_KEY = re.compile(
    r"(?<![A-Za-z0-9_.{/+-])(`?[a-zA-Z]`?|[/.;<?\[\]]|Space|F[0-9]+)`? ?(で|を押|は(?!い)|キー)"
)


def test_no_sentence_of_the_screens_names_a_key_that_may_have_been_moved() -> None:
    """They say `{key.id}`; Enter, Esc, Tab and Ctrl+Q are where they are."""
    for sentence, place in sentences().items():
        if place.startswith(("tui/screens", "tui/dialogs", "tui/widgets", "tui/app")):
            assert not BARE_KEY.search(sentence), (place, sentence)


def test_every_key_that_a_sentence_names_exists() -> None:
    known = all_keys()
    for sentence, english in translations().items():
        for text in (sentence, english):
            for name in re.findall(r"\{([a-z_]+\.[a-z_]+)\}", text):
                assert name in known, text
