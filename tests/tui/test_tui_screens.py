"""The frame: seven screens by number, help, palette, a terminal that is too small."""

import pytest
from textual.command import CommandPalette
from textual.widgets import HelpPanel
from tui_stage import SMALL, WIDE, Stage, run_on_stage

from tui.screens.keys_help import KeysHelp
from tui.screens.order import OrderScreen
from tui.themes import themes
from tui.widgets.masthead import SCREENS, Masthead


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_screen_opens_by_its_number(lang: str) -> None:
    async def play(stage: Stage) -> None:
        for number, mode in enumerate(SCREENS, start=1):
            await stage.press(str(number))
            assert stage.app.current_mode == mode
            assert f"[{number}" in stage.text().splitlines()[0]
            assert "JST" in stage.text().splitlines()[1]

    run_on_stage(play, lang=lang)


def test_a_click_on_its_name_opens_a_screen_too() -> None:
    async def play(stage: Stage) -> None:
        for tab in list(stage.frame.query_one(Masthead).tabs()):
            await stage.pilot.click(Masthead, offset=(tab.start + 1, 0))
            await stage.settle()
            assert stage.app.current_mode == tab.mode
        await stage.pilot.click(Masthead, offset=(stage.app.size.width - 1, 0))
        await stage.settle()
        assert stage.app.current_mode == tab.mode, "the policy is no screen"

    run_on_stage(play, size=WIDE)


def test_the_job_strip_names_runs_waits_and_backlog() -> None:
    async def play(stage: Stage) -> None:
        text = stage.text()
        for job in stage.session.views.jobs():
            assert job.label in text
        assert "次の周期" in text
        assert "残り" in text

    run_on_stage(play)


def test_question_mark_lists_the_keys_with_the_reason_of_a_grey_one() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "question_mark")
        assert isinstance(stage.app.screen, KeysHelp)
        assert "取り下げられる送信待ちがありません" in stage.text()
        await stage.press("escape")
        assert not isinstance(stage.app.screen, KeysHelp)

    run_on_stage(play, size=WIDE)


def test_a_long_sentence_of_a_key_stays_in_its_column() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "question_mark")
        rows = stage.text().split("\n")
        broken = next(index for index, row in enumerate(rows) if "なぜその状態" in row)
        column = rows[broken].index("注文番号")
        assert not rows[broken + 1][5:column].strip(" │")

        await stage.press("escape", "enter", "question_mark")
        assert "Esc Esc" not in stage.text(), "two keys with one name are one"

    run_on_stage(play)


def test_f1_opens_and_closes_the_help_of_the_screen() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2", "f1")
        assert stage.app.screen.query(HelpPanel)
        assert "注文の一覧です" in stage.text()
        await stage.press("f1")
        assert not stage.app.screen.query(HelpPanel)

    run_on_stage(play, size=WIDE)


def test_the_palette_offers_what_can_be_done_here() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("2")
        offered = {command.title for command in stage.app.get_system_commands(stage.app.screen)}
        assert "商品へ" in offered
        assert "注文へ" not in offered, "we are there"
        await stage.press("ctrl+p")
        assert isinstance(stage.app.screen, CommandPalette)

    run_on_stage(play)


def test_n_opens_the_heaviest_finding_from_anywhere() -> None:
    async def play(stage: Stage) -> None:
        heaviest = stage.session.views.findings()[0]
        await stage.press("n")
        assert isinstance(stage.app.screen, OrderScreen)
        assert heaviest.subject in stage.text()

    run_on_stage(play)


def test_enter_on_a_finding_opens_its_order() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("4")
        subject = stage.app.screen.query_one("#findings").pointed.subject
        await stage.press("enter")
        assert isinstance(stage.app.screen, OrderScreen)
        assert stage.app.screen.at_hand.row.order_id == subject
        await stage.press("escape")
        assert stage.app.current_mode == "findings"

    run_on_stage(play)


def test_calls_are_listed_and_filtered() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("5")
        assert "searchOrders" in stage.text()
        await stage.press("slash")
        await stage.write("patchListings")
        await stage.press("enter")
        table = stage.app.screen.query_one("#calls")
        assert {table.source.at(index).operation for index in range(len(table.source))} == {
            "patchListingsItem"
        }

    run_on_stage(play)


@pytest.mark.parametrize("size", [(60, 20), (80, 12), (20, 5), (3, 2)])
def test_a_small_terminal_gets_one_sentence(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        words = "".join(stage.text().split())
        assert words
        assert "画面が小さすぎます。端末を80×24以上に広げてください。".startswith(words[:2])
        await stage.press("2", "s", "g")
        await stage.pilot.resize_terminal(*SMALL)
        await stage.settle()

    run_on_stage(play, size=size)


def test_keys_go_where_they_went_after_the_terminal_was_small_for_a_while() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("3")
        table = stage.app.focused
        assert table is not None
        await stage.press("i")
        for size in ((60, 15), SMALL):
            await stage.pilot.resize_terminal(*size)
            await stage.settle()
        await stage.press("escape")
        assert stage.app.focused is table, "not a search line that nobody sees"
        await stage.press("5")
        assert stage.app.current_mode == "calls"

    run_on_stage(play)


def test_full_width_letters_of_an_input_method_are_keys_too() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("２")
        assert stage.app.current_mode == "orders"

    run_on_stage(play)


def test_quitting_ends_with_code_zero() -> None:
    async def play(stage: Stage) -> None:
        await stage.pilot.press("q")
        assert stage.app.return_code == 0

    run_on_stage(play)


def test_every_theme_can_be_worn_and_none_hides_the_states() -> None:
    """A state is a word and a sign in each of them, whatever the colours."""

    async def play(stage: Stage) -> None:
        await stage.press("2")
        before = stage.text()
        for theme in (*(each.name for each in themes()), "nord", "textual-light"):
            stage.app.theme = theme
            await stage.settle()
            assert stage.text() == before

    run_on_stage(play)
