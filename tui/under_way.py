"""What runs at this moment and would be broken off by leaving."""

from collections.abc import Iterator
from contextlib import suppress

from textual.app import App

from tui.live import EngineState
from tui.screens.frame import FrameScreen
from tui.session import Session
from tui.widgets.masthead import SCREENS
from tui.words import N_, _

WORK = {
    "desk": N_("ショップへの書き込み"),
    "undo": N_("ショップへの書き込み"),
    "amazon-act": N_("Amazon側の操作"),
    "clock": N_("時計の移動"),
    "play": N_("シナリオの実行"),
    "record": N_("ファイルへの書き出し"),
    "har": N_("ファイルへの書き出し"),
    "file": N_("ファイルへの書き出し"),
}
"""Groups of workers that do something for a person; the others only read."""


def under_way(app: App[object], session: Session | None) -> Iterator[str]:
    """Each thing once, in the language in use."""
    found = [_(WORK[worker.group]) for worker in app.workers if worker.group in WORK]
    for mode in SCREENS:
        # A mode that was never shown has no screens yet.
        with suppress(KeyError):
            stack = app.get_screen_stack(mode)
            found += [screen.running() for screen in stack if isinstance(screen, FrameScreen)]
    yield from dict.fromkeys(each for each in found if each)
    yield from _unsent(session)


def _unsent(session: Session | None) -> Iterator[str]:
    """Notices given here that nobody sends once the engine of this shop has ended with us."""
    shop = session.linked if session is not None else None
    if session is None or shop is None or shop.state().engine is EngineState.ELSEWHERE:
        return
    waiting = sum(session.views.order(each).take_back is None for each in session.given)
    if waiting:
        told = _("送信待ち {n}件。renkei shop か renkei sync を動かすまで送りません")
        yield told.format(n=waiting)
