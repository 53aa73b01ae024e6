"""When the garbage collector looks for cycles: seldom, and not at all while the dashboard starts.

What is loaded then stays for good; looking through it again and again would take a sixth of the
start.
"""

import gc

SELDOM = (20_000, 20, 20)
DUE = 4
"""Short looks before a longer one, a fifth of what Python would wait for."""


def seldom() -> None:
    """Collect less often than Python would: an engine leaves hardly any cycles, and looking for
    them takes a twentieth of a simulated day."""
    gc.set_threshold(*SELDOM)


def rest() -> None:
    """Collect nothing from now on."""
    gc.disable()


def go_on() -> None:
    """Collect again, where it rests, but leave alone what has been loaded so far."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def look_between_keys() -> None:
    """Take the longer looks before Python does so in the middle of an answer, for 0.1 s."""
    _short, longer, longest = gc.get_count()
    if longer >= DUE and gc.get_freeze_count():
        gc.collect(2 if longest >= SELDOM[2] - 1 else 1)
