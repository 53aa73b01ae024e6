"""`renkei sim` in a process of its own, and the journal of a day lived against it."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from proof_day import START, Day, account_at
from proof_ending import Ending, Rows, ending_of

from core import Books, Desk, Engine
from core.amazon.transport import Transport
from core.domain.labels import Policy
from core.personal.cipher import FernetCipher, demo_key
from scenarios.amazon_side import AmazonSide

SEED = 7
WAVES = (timedelta(minutes=2),)
ENDS = timedelta(minutes=175)
JOURNAL = "SELECT seq, at, kind, order_id, sku, cause, amazon_at, data FROM journal ORDER BY seq"


@contextmanager
def renkei_sim() -> Iterator[str]:
    """The command as a user types it; gives the address that it announces."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    house = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "sim", "--port", str(port)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": house, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        announced = process.stdout.readline().decode()
        assert str(port) in announced
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


async def live(policy: Policy, host: str, new_line: Callable[[], Transport]) -> tuple[Ending, Rows]:
    """A morning with twenty orders; what it left, and every line of its journal."""
    line = new_line()
    amazon = AmazonSide(new_line(), host)
    await amazon.reset(SEED, START, empty=True)
    account = await account_at(amazon, host)
    with Books.open(None, cipher=FernetCipher(demo_key(SEED))) as books:

        @contextmanager
        def till(clock: Callable[[], datetime]) -> Iterator[Desk]:
            yield Desk(books, clock)

        engine = Engine(books, account, line, seed=SEED)
        try:
            day = Day(amazon, engine, till)
            await day.open_shop(policy)
            await day.live(WAVES, ENDS)
            return await ending_of(books, amazon), list(books.connection.execute(JOURNAL))
        finally:
            await engine.close()
            await amazon.close()


def lived(policy: Policy, host: str, new_line: Callable[[], Transport]) -> tuple[Ending, Rows]:
    """`live` for plain functions."""
    return asyncio.run(live(policy, host, new_line))
