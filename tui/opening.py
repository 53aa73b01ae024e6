"""Opens a world in a thread of its own while the terminal is being set up."""

import shutil
from concurrent.futures import Future
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import TYPE_CHECKING

from core.domain.labels import Policy
from tui.words import N_

if TYPE_CHECKING:
    from scenarios.turns import TurnResult
    from tui.linked_shop import LinkedShop
    from tui.live import Live


class Opening:
    """A demo world on its way: `live` is there when the books can be read."""

    sentence = N_("デモのショップと模擬Amazonを開いています…")
    """What a person is told meanwhile."""
    notice = ""
    """What he is told as soon as it is shown."""
    stopped: "TurnResult | None" = None
    """The turn whose world it is, where that stopped."""

    def __init__(self, policy: Policy, seed: int, books: Path | None) -> None:
        """Start at once; without `books` they live in a folder that `close` removes."""
        self.live: Future[Live | LinkedShop] = Future()
        self._folder = None if books else Path(mkdtemp(prefix="renkei-"))
        self._books = books or Path(str(self._folder)) / "books.db"
        self._thread = Thread(target=self._open, args=(policy, seed), name="opening", daemon=True)
        self._thread.start()

    def _open(self, policy: Policy, seed: int) -> None:
        try:
            from scenarios.demo import demo_setup, open_demo
            from scenarios.live import LiveWorld

            live = LiveWorld(demo_setup(self._books, policy, seed))
            live.start()
            live.submit(open_demo).result()
        except BaseException as error:
            self.live.set_exception(error)
        else:
            self.live.set_result(live)

    def opened(self) -> "Live | LinkedShop | None":
        """What is open already, None as long as it is not."""
        if not self.live.done() or self.live.exception() is not None:
            return None
        return self.live.result()

    def close(self) -> None:
        """Stop the world if there is one and remove what was only borrowed."""
        self._thread.join()
        if self.live.exception() is None:
            self.live.result().stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


class Opened(Opening):
    """A world or a linked shop that is open already; whoever opened it ends it."""

    sentence = ""

    def __init__(
        self,
        live: "Live | LinkedShop",
        notice: str = "",
        stopped: "TurnResult | None" = None,
    ) -> None:
        self.notice = notice
        self.stopped = stopped
        self.live: Future[Live | LinkedShop] = Future()
        self.live.set_result(live)

    def close(self) -> None:
        """Leave the world as it stands."""
