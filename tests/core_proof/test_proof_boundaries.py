"""R42 in this process: killed at any call or commit of a day of sixty orders, all ends the same.

A place right after a commit leaves what the place before the next call or commit finds, so it needs
no life of its own.
"""

import pytest
from proof_ending import differences
from proof_in_process import lived, trouble, undisturbed

from core.domain.labels import Policy, PushKind, PushState

POLICIES = pytest.mark.parametrize("policy", list(Policy))
SHARES = 4
"""The long runs are cut in so many, for as many processes."""

SAMPLE = 40
"""The short run strikes at one place in so many."""


def places(policy: Policy, *, listens: bool = False) -> list[int]:
    """Where to strike."""
    seen = undisturbed(policy, listens=listens).places
    return [number for number, where in enumerate(seen, 1) if where != "after a commit"]


def strike(policy: Policy, numbers: list[int], *, listens: bool = False) -> None:
    seen = undisturbed(policy, listens=listens).places
    found = {
        f"{at} {seen[at - 1]}": bad
        for at in numbers
        if (bad := trouble(policy, at, listens=listens))
    }
    assert found == {}


@POLICIES
def test_the_day_is_busy_enough_to_prove_anything(policy: Policy) -> None:
    books = undisturbed(policy).ending.books
    assert len(books["orders"]) == 60
    assert {row[2] for row in books["orders"]} >= {"要確認", "注文完了", "注文キャンセル"}
    states = {(row[2], row[3]) for row in books["pushes"]}
    assert {(kind, PushState.CONFIRMED) for kind in PushKind} <= states
    assert (PushKind.CANCEL, PushState.REFUSED) in states
    assert books["set_aside"] == books["follows"] == []
    assert len(places(policy)) > 500


@POLICIES
def test_r42_the_same_day_twice_is_the_same_day(policy: Policy) -> None:
    assert lived(policy) == undisturbed(policy)


@POLICIES
def test_r42_killed_at_some_places(policy: Policy) -> None:
    strike(policy, places(policy)[::SAMPLE])


@pytest.mark.long
@POLICIES
@pytest.mark.parametrize("share", range(SHARES))
def test_r42_killed_at_every_call_and_commit(policy: Policy, share: int) -> None:
    strike(policy, places(policy)[share::SHARES])


@POLICIES
def test_r18_notifications_bring_orders_sooner_and_nothing_else(policy: Policy) -> None:
    calm, listening = undisturbed(policy), undisturbed(policy, listens=True)
    assert list(differences(calm.ending, listening.ending)) == ["jobs"]


@pytest.mark.long
@POLICIES
def test_r42_killed_at_some_places_with_a_queue(policy: Policy) -> None:
    strike(policy, places(policy, listens=True)[:: 4 * SAMPLE], listens=True)


@pytest.mark.long
@POLICIES
def test_r42_killed_at_many_places_with_a_queue(policy: Policy) -> None:
    strike(policy, places(policy, listens=True)[:: SAMPLE // 2], listens=True)
