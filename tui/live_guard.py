"""Keeps a person from writing to the real Amazon unawares: a bar on every screen, and a question.

Both hang on the app and on the session, not on screens, so that a new screen, a new dialog and a
new write have them without knowing of them.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from tui.destination import Reach
from tui.session import Session

if TYPE_CHECKING:
    from tui.errands import Errand


def stand_guard(app: App[object], session: Session) -> None:
    """Mark every screen of `app`, and ask before `session` writes, as its shop needs it."""
    shop = session.linked
    if shop is None or shop.destination.reach is Reach.LOCAL:
        return
    from tui.widgets.live_bar import LiveBar

    def mark(screen: Screen[object]) -> None:
        if not screen.query(LiveBar):
            screen.mount(LiveBar(shop.destination, read_only=shop.read_only))

    async def ask(errands: "Sequence[Errand]") -> bool:
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        from tui.dialogs.confirm_live import ConfirmLive

        def hear(answer: bool | None) -> None:
            if not answered.done():
                answered.set_result(answer is True)

        app.push_screen(ConfirmLive(errands, shop.destination.host), hear)
        return await answered

    session.asks = ask
    mark(app.screen)
    app.screen_change_signal.subscribe(app, mark)
