"""The demo shop opens with something of everything that a support person meets."""

import asyncio
from collections import Counter

import pytest

from core.domain.labels import (
    FulfilledBy,
    Handling,
    Mark,
    PaymentKind,
    PaymentStatus,
    Policy,
    PushState,
)
from core.views.rows import OrderRow
from scenarios.demo import demo_setup, open_demo
from scenarios.journal_text import journal_text
from scenarios.world import START, World


def opened(policy: Policy, seed: int = 1) -> tuple[tuple[OrderRow, ...], set[str], str]:
    """Orders, kinds of findings and journal at the curtain."""

    async def run() -> tuple[tuple[OrderRow, ...], set[str], str]:
        world = await World.open(demo_setup(None, policy, seed))
        try:
            await open_demo(world)
            assert world.now == START
            codes = {finding.code for finding in world.views.findings()}
            return world.views.orders(limit=100).rows, codes, journal_text(world.views)
        finally:
            await world.close()

    return asyncio.run(run())


@pytest.mark.parametrize("policy", list(Policy))
def test_every_state_is_there(policy: Policy) -> None:
    rows, codes, _ = opened(policy)
    assert len(rows) >= 25
    axes = Counter((row.payment_status, row.handling) for row in rows)
    assert axes[PaymentStatus.NEEDS_CHECK, Handling.OPEN] >= 2
    assert axes[PaymentStatus.COMPLETE, Handling.OPEN] >= 5
    assert axes[PaymentStatus.COMPLETE, Handling.SHIPPED] >= 4
    assert axes[PaymentStatus.CANCELLED, Handling.CANCELLED] >= 2
    failed = axes[PaymentStatus.LINK_FAILED, Handling.SHIPPED]
    assert failed == (1 if policy is Policy.DOCUMENTED else 0)
    states = {row.push_state for row in rows}
    assert {PushState.WAITING, PushState.CONFIRMED, None} <= states
    assert {row.payment_kind for row in rows} == set(PaymentKind)
    assert {row.fulfilled_by for row in rows} == set(FulfilledBy)
    assert any(Mark.CANCEL_ASKED in row.marks for row in rows)
    assert "CANCEL_ASKED" in codes
    expected = "STOCK_NOT_RETURNED" if policy is Policy.DOCUMENTED else "TRACKING_DIFFERS"
    assert expected in codes


def test_it_is_the_same_each_time_for_the_same_seed() -> None:
    journal = opened(Policy.DOCUMENTED)[2]
    assert opened(Policy.DOCUMENTED)[2] == journal
    assert opened(Policy.DOCUMENTED, seed=2)[2] != journal
