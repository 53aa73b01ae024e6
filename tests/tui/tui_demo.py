"""The demo world, played up to the curtain once in a process and rewound for every test.

Its two days cost more than most tests do with them. That a rewound world is the world that was is
proven in tests/scenarios; the way in from nothing is walked in test_tui_start.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from core.domain.labels import Policy
from scenarios.demo import demo_setup, open_demo
from scenarios.history import Moment
from scenarios.live import LiveWorld
from scenarios.world import World
from tui.opening import Opened

_open: dict[Policy, tuple[LiveWorld, Moment]] = {}


@contextmanager
def demo_opened(policy: Policy) -> Iterator[Opened]:
    """The demo at its curtain, still and at speed 1.

    One in which a test failed, that it tampered with or led back past the curtain is not kept.
    """
    live, curtain = _open.pop(policy, None) or _play(policy)
    live.rewound = lambda moment: None
    live.set_speed(1.0)
    live.rewind(curtain).result()
    attributes = set(vars(live))
    try:
        yield Opened(live)
        untouched = set(vars(live)) == attributes and live.failure is None
        moments = {moment.number for moment in live.moments().result()}
    except BaseException:
        live.stop()
        raise
    if untouched and curtain.number in moments:
        _open[policy] = live, curtain
    else:
        live.stop()


def close_demos() -> None:
    """End the worlds that are kept."""
    while _open:
        live, _ = _open.popitem()[1]
        live.stop()


def _play(policy: Policy) -> tuple[LiveWorld, Moment]:
    live = LiveWorld(demo_setup(policy=policy))
    live.start()
    live.submit(open_demo).result()
    live.submit(_nothing).result()
    return live, live.moments().result()[-1]


async def _nothing(world: World) -> None:
    """The moment before it is the curtain."""
