"""The periodic jobs: by what name the books know them, how they are called, how often they come.

What they do is in `core.sync`; who only shows or starts them needs no engine.
"""

from datetime import timedelta
from typing import NamedTuple


class JobFacts(NamedTuple):
    """One job; `label` is what a person reads."""

    name: str
    label: str
    period: timedelta


FILL_IN = JobFacts("fill_in", "注文補完", timedelta(minutes=5))
PULL_ORDERS = JobFacts("pull_orders", "注文取込", timedelta(minutes=5))
PUSH_LISTINGS = JobFacts("push_listings", "在庫・価格送信", timedelta(hours=1))
PUSH_OUTCOMES = JobFacts("push_outcomes", "配送・キャンセル送信", timedelta(minutes=20))
WATCH = JobFacts("watch", "見回り", timedelta(hours=1))
LISTEN = JobFacts("listen", "注文通知", timedelta(seconds=20))

PERIODIC = {job.name: job for job in (FILL_IN, PULL_ORDERS, PUSH_LISTINGS, PUSH_OUTCOMES, WATCH)}
"""Those of every linked shop."""

EVERY = PERIODIC | {LISTEN.name: LISTEN}
"""And the one that is there only where a queue is configured."""

FEED_FROM = 41
"""So many notices or listings at once go in one feed: up to 40 singly, each answered at once."""
