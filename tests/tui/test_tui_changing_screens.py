"""Another screen is drawn once it has read what it shows, not after a fixed time."""

import pytest
from tui_stage import Stage, run_on_stage

from tui.app import RenkeiApp
from tui.changing_screens import ScreenChanger


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixed time is an hour."""

    def hold(app: RenkeiApp, delay: float = 0.05) -> None:
        ScreenChanger.delay_update(app, 3_600.0)

    monkeypatch.setattr(RenkeiApp, "delay_update", hold)


def test_a_screen_is_drawn_when_it_stands() -> None:
    async def play(stage: Stage) -> None:
        for key in ("3", "2", "1", "3"):
            await stage.press(key)
            assert not stage.app.is_holding
            assert f"[{key}" in stage.text()

    run_on_stage(play)


def test_a_second_wish_to_wait_takes_the_place_of_the_first() -> None:
    async def play(stage: Stage) -> None:
        stage.app.delay_update()
        stage.app.delay_update()
        assert stage.app.is_holding
        stage.app.show_now()
        stage.app.show_now()
        assert not stage.app.is_holding
        await stage.press("2")
        assert "[2" in stage.text()

    run_on_stage(play)
