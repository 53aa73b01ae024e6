"""Every case of the library holds, and says the same whatever the wall clock shows.

The same case is played under two frozen dates far apart and unfrozen: a wall-clock time, a random
number or an id from outside that reached the journal would make a difference.
"""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache

import pytest
from wall_clock import frozen_wall_clock

from core.domain.labels import Policy
from scenarios.journal_text import journal_text
from scenarios.language.definition import Case
from scenarios.library_files import library
from scenarios.runner import Outcome, play, setup_of
from scenarios.world import World

OVER_A_SOCKET = ("happy-path", "early-seller-central-shipment", "listing-overwrite", "shop-cancel")
"""Cases that also go over a socket in the short run; a case of several days takes seconds there."""

TURNS = [
    pytest.param(
        loaded.case,
        policy,
        id=f"{loaded.case.id}-{policy}",
        marks=[pytest.mark.long] if "long" in loaded.case.tags else [],
    )
    for loaded in library()
    for policy in loaded.case.policies
]

SOCKET_TURNS = [
    pytest.param(
        loaded.case,
        policy,
        id=f"{loaded.case.id}-{policy}",
        marks=[] if loaded.case.id in OVER_A_SOCKET else [pytest.mark.long],
    )
    for loaded in library()
    if "long" not in loaded.case.tags
    for policy in loaded.case.policies
]
"""All but those that take a minute over a socket: .ci/run plays them there, once is enough."""


@cache
def plain_journal(case_id: str, policy: Policy) -> str:
    """The journal in process, the wall clock running."""
    return journal_of(case_of(case_id), policy)


def case_of(case_id: str) -> Case:
    return next(loaded.case for loaded in library() if loaded.case.id == case_id)


def journal_of(case: Case, policy: Policy, *, http: bool = False) -> str:
    """Play `case` to its end and give the journal; an expectation that fails fails the test."""

    async def run() -> str:
        world = await World.open(setup_of(case, policy, http=http))
        try:
            async for result in play(case, policy, world):
                assert result.outcome is not Outcome.FAILED, (
                    f"step {result.number} (line {result.line})\n"
                    f"expected {result.expected}\nactual   {result.actual}"
                )
            return journal_text(world.views)
        finally:
            await world.close()

    return asyncio.run(run())


@pytest.mark.parametrize(("case", "policy"), TURNS)
def test_a_case_holds_and_no_wall_clock_reaches_its_journal(case: Case, policy: Policy) -> None:
    journal = plain_journal(case.id, policy)
    assert journal
    for date in ("1999-01-01", "2087-06-30"):
        with frozen_wall_clock(date):
            assert journal_of(case, policy) == journal


def test_the_frozen_wall_clock_is_one() -> None:
    """Else the proof above would prove nothing."""
    with frozen_wall_clock("1999-01-01"):
        assert datetime.now(UTC).year == 1999


@pytest.mark.parametrize(("case", "policy"), SOCKET_TURNS)
def test_a_socket_between_the_sides_changes_nothing(case: Case, policy: Policy) -> None:
    assert journal_of(case, policy, http=True) == plain_journal(case.id, policy)


def test_a_frozen_wall_clock_stops_no_server() -> None:
    case = case_of("happy-path")
    journal = plain_journal(case.id, Policy.SAFE)
    with frozen_wall_clock("1999-01-01"):
        assert journal_of(case, Policy.SAFE, http=True) == journal


DIGEST = """
import asyncio, hashlib
from core.domain.labels import Policy
from scenarios.journal_text import journal_text
from scenarios.library_files import library
from scenarios.runner import play, setup_of
from scenarios.world import World

async def main():
    for loaded in library():
        if loaded.case.id in ("two-axes", "shop-cancel", "cannot-ship"):
            world = await World.open(setup_of(loaded.case, Policy.SAFE))
            async for _ in play(loaded.case, Policy.SAFE, world):
                pass
            print(loaded.case.id, hashlib.sha256(journal_text(world.views).encode()).hexdigest())
            await world.close()

asyncio.run(main())
"""


def test_the_order_of_sets_reaches_no_journal() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert told.pop().count("\n") == 3
