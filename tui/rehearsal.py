"""`python -m tui.rehearsal`: the dashboard over a busy world, to see how it feels and measure it.

The clock runs at ×3600, and ten orders come in every second of real time.
"""

import sys
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING

from scenarios.bench.shop_day import PRODUCTS, shop
from scenarios.live import LiveWorld
from tui import collecting
from tui.app import RenkeiApp
from tui.opening import Opened
from tui.words import speak

if TYPE_CHECKING:
    from scenarios.world import World

SPEED = 3_600.0
ORDERS_A_SECOND = 10
PAYS_AFTER = timedelta(minutes=20)


def feed(live: LiveWorld, ended: Event) -> None:
    """Place orders at Amazon until `ended`."""
    draw = Random("1/rehearsal")
    while not ended.wait(1 / ORDERS_A_SECOND):
        sku = f"SKU-{draw.randrange(PRODUCTS):03}"

        async def buy(world: "World", sku: str = sku) -> None:
            await world.amazon.place_order({sku: 1}, pay_after=PAYS_AFTER, oversell=True)

        live.submit(buy)


def rehearse() -> int:
    """Run the dashboard until its user leaves; its exit code."""
    speak("ja")
    collecting.seldom()
    collecting.rest()
    with TemporaryDirectory(prefix="renkei-", ignore_cleanup_errors=True) as folder:
        live = LiveWorld(shop(Path(folder) / "books.db", seed=1))
        live.start()
        ended = Event()
        feeder = Thread(target=feed, args=(live, ended), name="feeder", daemon=True)
        feeder.start()
        live.set_speed(SPEED)
        live.resume()
        app = RenkeiApp(Opened(live))
        try:
            app.run()
        finally:
            ended.set()
            feeder.join()
            if app.session is not None:
                app.session.close()
            live.stop()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(rehearse())
