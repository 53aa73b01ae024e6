"""Personal data on screen: only on demand, gone when one leaves, and kept in the journal (R40)."""

from tui_stage import Stage, run_on_stage

from core.domain.labels import FulfilledBy
from tui.messages import BuyerRead, CommandRefused
from tui.screens.order import OrderScreen


def _told(stage: Stage) -> list[str]:
    """Commands of the journal that speak of buyers."""
    lines = stage.session.views.journal(limit=100_000)
    return [line.data for line in lines if "個人情報の表示" in line.data]


async def _open(stage: Stage, order_id: str) -> None:
    stage.frame.open_order(order_id)
    await stage.settle()


def test_r40_the_buyer_is_hidden_until_asked_for_and_hidden_again() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id
        await _open(stage, order_id)
        assert "個人情報 " in stage.text(), "the day of deletion is always shown"
        assert not _told(stage)
        await stage.press("p")
        (read,) = stage.posted(BuyerRead)
        assert read.buyer is not None
        person = read.buyer.person
        assert person.name in stage.text()
        assert person.phone in stage.text()
        assert "BuyerRow" not in repr(read), "no log shows him"
        assert len(_told(stage)) == 1, "the journal keeps that he was shown"
        assert person.name not in _told(stage)[0]
        await stage.press("p")
        assert person.name not in stage.text()
        await stage.press("p", "2", "1")
        assert isinstance(stage.app.screen, OrderScreen)
        assert person.name not in stage.text(), "leaving the screen hides him"

    run_on_stage(play, size=(120, 40))


def test_r40_nobody_is_kept_of_an_fba_order_and_the_key_says_so() -> None:
    async def play(stage: Stage) -> None:
        await _open(stage, stage.find(by=FulfilledBy.AMAZON).order_id)
        await stage.press("p")
        (refused,) = stage.posted(CommandRefused)
        assert "FBA" in refused.sentence
        assert not stage.posted(BuyerRead)

    run_on_stage(play)


def test_r40_a_deleted_buyer_does_not_come_back() -> None:
    async def play(stage: Stage) -> None:
        order_id = stage.find().order_id

        async def purge(world: object) -> None:
            world.desk.purge([order_id])  # type: ignore[attr-defined]

        await _open(stage, order_id)
        await stage.press("p")
        (read,) = stage.posted(BuyerRead)
        assert read.buyer is not None
        await stage.world(purge)
        assert read.buyer.person.name not in stage.text(), "he goes while he is on screen"
        assert "に削除済み" in stage.text()
        await stage.press("p")
        (refused,) = stage.posted(CommandRefused)
        assert "削除しました" in refused.sentence

    run_on_stage(play)
