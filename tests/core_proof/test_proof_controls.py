"""Negative controls: engines that are wrong on purpose, which the same checks must not let pass."""

from datetime import datetime

import pytest
from proof_ending import differences
from proof_in_process import lived, trouble, undisturbed
from proof_mishaps import Mishap

from core.books.jobs import Cursor
from core.books.outbox import PushItem
from core.domain.labels import Policy, PushKind, PushState
from core.errors import AnswerLost, Refused, RenkeiError
from core.sync import push_outcomes
from core.sync.pull_orders import OVERLAP, PullOrders
from core.sync.push_outcomes import PushOutcomes
from core.sync.work import Work, put_off

POLICIES = pytest.mark.parametrize("policy", list(Policy))
NOTICES = ("after", "/shipmentConfirmation")
SEARCHES = ("after", "2026-01-01/orders")
FEEDS = ("after POST", "/feeds/2021-06-30/feeds")


def is_caught(policy: Policy, at: int, mishap: Mishap) -> bool:
    """Whether the checks see it: books that differ, or an order that the shop never got."""
    try:
        return bool(trouble(policy, at, mishap))
    except Refused:
        return True


@POLICIES
def test_r38_the_right_engine_loses_answers_and_passes(policy: Policy) -> None:
    calm = undisturbed(policy)
    for at in (*calm.numbers(*NOTICES)[::5], *calm.numbers(*FEEDS)):
        assert trouble(policy, at, Mishap.ANSWER_LOST) == {}, calm.places[at - 1]


@pytest.fixture
def sends_blindly(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that sends again after a lost answer, without a look, as a parcel of its own."""
    settle, sent = PushOutcomes._settle, list[int]()

    def blindly(
        self: PushOutcomes,
        work: Work,
        item: PushItem,
        error: RenkeiError,
        now: datetime,
        cause: int,
    ) -> None:
        if isinstance(error, AnswerLost):
            work.books.outbox.step(item, PushState.WAITING, now, cause=cause)
            put_off(work, self, error, now)
            return
        settle(self, work, item, error, now, cause)

    def reference(push_id: int, kind: object) -> str:
        sent.append(push_id)
        return str(len(sent))

    monkeypatch.setattr(PushOutcomes, "_settle", blindly)
    monkeypatch.setattr(push_outcomes, "package_reference", reference)


@pytest.mark.usefixtures("sends_blindly")
def test_negative_control_a_blind_repeat_is_caught() -> None:
    policy = Policy.DOCUMENTED
    calm, wrong = undisturbed(policy), lived(policy)
    assert differences(calm.ending, wrong.ending) == {}, "as long as no answer is lost"
    taken = [
        order_id
        for _, order_id, kind, state, *_ in calm.ending.books["pushes"]
        if (kind, state) == (PushKind.SHIP, PushState.CONFIRMED)
    ]
    notices = [at for order_id in taken[::4] for at in wrong.numbers(str(order_id), *NOTICES)]
    assert notices
    assert all(is_caught(policy, at, Mishap.ANSWER_LOST) for at in notices)


@pytest.fixture
def moves_the_cursor_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that notes how far it has read before it has stored what it read."""
    read_page = PullOrders._page

    async def page(
        self: PullOrders, work: Work, cursor: Cursor, datasets: tuple[str, ...], now: datetime
    ) -> None:
        with work.books.atomic(now):
            work.books.jobs.put_cursor(self.name, Cursor(now - OVERLAP))
        await read_page(self, work, cursor, datasets, now)

    monkeypatch.setattr(PullOrders, "_page", page)


@POLICIES
@pytest.mark.usefixtures("moves_the_cursor_first")
def test_negative_control_a_cursor_that_runs_ahead_is_caught(policy: Policy) -> None:
    calm, wrong = undisturbed(policy), lived(policy)
    assert differences(calm.ending, wrong.ending) == {}, "as long as nobody kills it"
    searches = wrong.numbers(*SEARCHES)
    assert any(is_caught(policy, at, Mishap.KILLED) for at in searches)
