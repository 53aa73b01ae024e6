"""Which `includedData` is asked for, and what is given up when Amazon refuses it (R41).

On 2026-08-26 Amazon refused FULFILLMENT to sellers in Japan for twelve hours. A refusal is not for
good: what was given up is asked for again after a while.
"""

from datetime import timedelta

PERSONAL = ("BUYER", "RECIPIENT")
PLAIN = ("FULFILLMENT", "PROCEEDS", "PAYMENT", "CANCELLATION", "PACKAGES")
STATUS_ALONE = ("FULFILLMENT",)

ASK_AGAIN_AFTER = timedelta(hours=1)
"""How long a smaller set is asked for before the whole is tried again."""


def ladder(*, personal: bool) -> tuple[tuple[str, ...], ...]:
    """The sets to ask for, the fullest first.

    Below the last one there is no status in an answer: statuses come by report then.
    """
    sets = (PLAIN, STATUS_ALONE)
    return (PLAIN + PERSONAL, *sets) if personal else sets
