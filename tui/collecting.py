"""When the garbage collector looks for cycles: seldom, and not at all while the dashboard starts.

What is loaded then stays for good; looking through it again and again would take a sixth of the
start.
"""

import gc

SELDOM = (20_000, 20, 20)


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
