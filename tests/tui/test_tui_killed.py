"""R42: what the screen has confirmed is in the books, however suddenly the dashboard is killed."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tui_demo import demo_opened
from tui_terminal import Terminal

from core import Books
from core.domain.labels import FulfilledBy, Handling, PaymentStatus, Policy, PushState
from core.views.rows import OrderFilter
from core.views.views import Views

TRACKING = "1234-5678-9012"
CONFIRMED = "送信待ちに入れました"


@pytest.fixture(scope="module")
def order_id() -> str:
    """An order of the demo that can be shipped; the demo is the same in every process."""
    wanted = OrderFilter(
        payment_status=PaymentStatus.COMPLETE,
        handling=Handling.OPEN,
        fulfilled_by=FulfilledBy.MERCHANT,
    )
    with demo_opened(Policy.DOCUMENTED) as opening:
        shop = opening.opened()
        assert shop is not None
        with Books.open(shop.books_path) as books:
            return Views(books).orders(wanted).rows[0].order_id


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(["-m", "tui", "--books", str(tmp_path / "books.db")], tmp_path)
    yield opened
    opened.close()


def _ship(terminal: Terminal, order_id: str) -> None:
    """All in one breath, as fast as a scanner types."""
    terminal.until("注文")
    terminal.press(f"2/{order_id}\rs{TRACKING}\r")


def _waiting(folder: Path, order_id: str) -> bool:
    """What the books have to say after the kill; they are whole."""
    with Books.open(folder / "books.db") as books:
        assert books.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        pushes = Views(books).pushes(order_id)
        return [push.state for push in pushes] == [PushState.WAITING]


def test_a_notice_that_was_confirmed_is_there(
    terminal: Terminal, order_id: str, tmp_path: Path
) -> None:
    _ship(terminal, order_id)
    terminal.until(CONFIRMED)
    terminal.signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    assert _waiting(tmp_path, order_id)


@pytest.mark.long
@pytest.mark.parametrize("seen", ["追跡番号", TRACKING, "送信がまだ終わっていません"])
def test_killed_on_the_way_it_is_there_or_was_never_confirmed(
    terminal: Terminal, order_id: str, tmp_path: Path, seen: str
) -> None:
    _ship(terminal, order_id)
    terminal.until(seen)
    terminal.signal(signal.SIGKILL)
    terminal.ended()
    assert _waiting(tmp_path, order_id) or CONFIRMED not in terminal.output.decode(errors="ignore")
