"""The garbage collector rests while the dashboard starts: what is loaded then stays for good.

Looking through it again and again would take a sixth of the start.
"""

import gc


def rest() -> None:
    """Collect nothing from now on."""
    gc.disable()


def go_on() -> None:
    """Collect again, where it rests, but leave alone what has been loaded so far."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
