"""Every case of the library holds, and says the same whatever the wall clock shows.

The same case is played under two frozen dates far apart and unfrozen: a wall-clock time, a random
number or an id from outside that reached the journal would make a difference.
"""

import asyncio

import pytest
from freezegun import freeze_time

from core.domain.labels import Policy
from scenarios.journal_text import journal_text
from scenarios.language.definition import Case
from scenarios.library_files import library
from scenarios.runner import Outcome, play, setup_of
from scenarios.world import World

LASTS_FOR_DAYS = ("auto-cancel", "fba-order")
"""Thousands of calls: seconds over a socket, a fraction of one in process."""

TURNS = [
    pytest.param(loaded.case, policy, id=f"{loaded.case.id}-{policy}")
    for loaded in library()
    for policy in loaded.case.policies
]

SOCKET_TURNS = [
    pytest.param(
        loaded.case,
        policy,
        id=f"{loaded.case.id}-{policy}",
        marks=[pytest.mark.long] if loaded.case.id in LASTS_FOR_DAYS else [],
    )
    for loaded in library()
    for policy in loaded.case.policies
]


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
    journal = journal_of(case, policy)
    assert journal
    for date in ("1999-01-01", "2087-06-30"):
        with freeze_time(date, real_asyncio=True):
            assert journal_of(case, policy) == journal


@pytest.mark.parametrize(("case", "policy"), SOCKET_TURNS)
def test_a_socket_between_the_sides_changes_nothing(case: Case, policy: Policy) -> None:
    assert journal_of(case, policy, http=True) == journal_of(case, policy)


def test_a_frozen_wall_clock_stops_no_server() -> None:
    case = next(loaded.case for loaded in library() if loaded.case.id == "happy-path")
    journal = journal_of(case, Policy.SAFE)
    with freeze_time("1999-01-01", real_asyncio=True):
        assert journal_of(case, Policy.SAFE, http=True) == journal
