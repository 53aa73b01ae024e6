"""R42 for real: the engine's process is ended by SIGKILL, over and over, and loses nothing.

Books in a file, Amazon behind a socket in a third process, the shop's commands from a fourth place.
Half of the kills strike at an exact call or commit, half at any instant within it.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from proof_ending import differences, parcels_amiss
from proof_lives import Strike
from proof_sockets import served_amazon, survived

from core import Books
from core.domain.labels import Policy

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="lives are forks")

POLICIES = pytest.mark.parametrize("policy", list(Policy))
KILLS = 200
PASSED_AGAIN = 2
"""So many places at least a new life passes that the calm day does not have: its access token and
what the killed one had not stored."""

SPARE = 10
"""One strike more in so many: where the machine is busy a late one comes later still, and the day
may be over before the last."""

AT_MOST_LATER_S = 0.004
MORNING = {"waves": (timedelta(minutes=5),), "ends": timedelta(minutes=175)}


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A fake Amazon that is served to all of these tests in turn."""
    with served_amazon() as url:
        yield url


def drawn(seed: str, kills: int, places: int) -> list[Strike]:
    """Kills at random places of a day that has so many of them when it is calm."""
    draw = Random(seed)
    at = sorted(draw.sample(range(1, places + PASSED_AGAIN * kills), kills))
    return [
        Strike(place - before, draw.random() * AT_MOST_LATER_S if draw.random() < 0.5 else None)
        for before, place in zip([0, *at], at, strict=False)
    ]


def strike(host: str, path: Path, policy: Policy, kills: int, **day: object) -> None:
    calm = survived(host, path / "calm.db", policy, **day)  # type: ignore[arg-type]
    strikes = drawn(f"sigkill {policy}", kills + kills // SPARE, calm.places)
    hard = survived(host, path / "hard.db", policy, strikes, **day)  # type: ignore[arg-type]
    assert len(hard.struck) >= kills
    assert differences(calm.ending, hard.ending) == {}, hard.struck
    assert parcels_amiss(hard.ending) == {}, hard.struck
    with Books.open(path / "hard.db") as books:
        assert list(books.connection.execute("PRAGMA integrity_check")) == [("ok",)]
        assert list(books.connection.execute("PRAGMA foreign_key_check")) == []


@POLICIES
def test_r42_a_morning_with_twenty_kills(host: str, tmp_path: Path, policy: Policy) -> None:
    strike(host, tmp_path, policy, 20, **MORNING)


@pytest.mark.long
@POLICIES
def test_r42_a_day_with_two_hundred_kills(host: str, tmp_path: Path, policy: Policy) -> None:
    strike(host, tmp_path, policy, KILLS)
