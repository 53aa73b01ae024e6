"""What the shop has on its way against what Amazon says; which commands are refused."""

import msgspec
import pytest
from core_facts import axes, fact, package, remembered, setting, told
from hypothesis import given
from hypothesis import strategies as st

from core.domain.facts import OrderFact
from core.domain.findings import Finding
from core.domain.labels import (
    LIVE_STATES,
    AmazonStatus,
    FulfilledBy,
    Handling,
    PaymentStatus,
    Policy,
    PushKind,
    PushState,
)
from core.domain.outbox import LEGAL, check_step, may_cancel, may_ship, may_take_back
from core.domain.refusals import Refusal
from core.domain.transitions import OrderState, Push, is_news, learn
from core.errors import OurBug

S = AmazonStatus
POLICIES = pytest.mark.parametrize("policy", list(Policy))


def shipped_here(state: PushState = PushState.WAITING) -> OrderState:
    """An order on which 配送完了 was pressed, and the fact that the books hold."""
    known = fact(S.UNSHIPPED)
    before = remembered(known, told(known, shop=setting()), Push(PushKind.SHIP, state, "1234"))
    return with_axes(before, handling=Handling.SHIPPED)


def cancelled_here(state: PushState) -> OrderState:
    """An order on which 注文キャンセル was pressed."""
    known = fact(S.UNSHIPPED)
    before = remembered(known, told(known, shop=setting()), Push(PushKind.CANCEL, state))
    return with_axes(before, handling=Handling.CANCELLED)


def with_axes(
    state: OrderState,
    payment: PaymentStatus | None = None,
    handling: Handling | None = None,
) -> OrderState:
    return msgspec.structs.replace(
        state,
        payment_status=payment or state.payment_status,
        handling=handling or state.handling,
    )


@POLICIES
@pytest.mark.parametrize("state", LIVE_STATES)
def test_a_pull_that_still_shows_unshipped_does_not_undo_a_shipment(
    state: PushState, policy: Policy
) -> None:
    """R32, and the table's last sentence."""
    learned = learn(shipped_here(state), fact(S.UNSHIPPED, minute=5), setting(policy))
    assert axes(learned) == ("注文完了", "配送完了")


@POLICIES
@pytest.mark.parametrize("state", [PushState.SENDING, PushState.ACCEPTED, PushState.UNKNOWN])
def test_r38_amazons_shipment_confirms_a_notice_that_was_sent(
    state: PushState, policy: Policy
) -> None:
    seen = fact(S.SHIPPED, minute=5, packages=(package("1234"),))
    learned = learn(shipped_here(state), seen, setting(policy))
    assert learned.ship_confirmed
    assert axes(learned) == ("注文完了", "配送完了")


@POLICIES
def test_r35_amazons_shipment_does_not_confirm_a_notice_that_waits(policy: Policy) -> None:
    seen = fact(S.SHIPPED, minute=5, packages=(package("9999"),))
    learned = learn(shipped_here(PushState.WAITING), seen, setting(policy))
    assert not learned.ship_confirmed


@POLICIES
def test_r33_a_cancel_at_amazon_takes_the_object_from_a_waiting_notice(policy: Policy) -> None:
    learned = learn(shipped_here(), fact(S.CANCELLED, minute=5), setting(policy))
    assert learned.notice_dropped is Finding.NOTICE_DROPPED
    assert axes(learned) == ("注文キャンセル", "キャンセル")


@POLICIES
@pytest.mark.parametrize("state", [PushState.SENDING, PushState.ACCEPTED, PushState.UNKNOWN])
@pytest.mark.parametrize("by", ["MERCHANT", ""])
def test_r37_our_own_cancel_returns_the_stock_once(
    state: PushState, by: str, policy: Policy
) -> None:
    seen = fact(S.CANCELLED, minute=5, cancelled_by=by)
    learned = learn(cancelled_here(state), seen, setting(policy))
    assert learned.returns_stock
    assert Finding.STOCK_NOT_RETURNED not in learned.findings
    assert axes(learned) == ("注文キャンセル", "キャンセル")


@pytest.mark.parametrize("by", ["BUYER", "AMAZON"])
def test_r30_a_cancel_by_another_is_not_ours(by: str) -> None:
    seen = fact(S.CANCELLED, minute=5, cancelled_by=by)
    learned = learn(cancelled_here(PushState.ACCEPTED), seen, setting())
    assert not learned.returns_stock
    assert Finding.STOCK_NOT_RETURNED in learned.findings


@POLICIES
@pytest.mark.parametrize("status", [S.UNSHIPPED, S.PARTIALLY_SHIPPED, S.SHIPPED, S.CANCELLED])
def test_r35_nothing_leaves_link_failed(status: AmazonStatus, policy: Policy) -> None:
    failed = with_axes(shipped_here(PushState.REFUSED), payment=PaymentStatus.LINK_FAILED)
    learned = learn(failed, fact(status, minute=5), setting(policy))
    assert learned.payment_status is PaymentStatus.LINK_FAILED


def test_r36_link_failed_says_whether_amazon_has_the_shipment() -> None:
    failed = with_axes(shipped_here(PushState.REFUSED), payment=PaymentStatus.LINK_FAILED)
    has = learn(failed, fact(S.SHIPPED, minute=5), setting())
    lacks = learn(failed, fact(S.PARTIALLY_SHIPPED, minute=5), setting())
    assert Finding.LINK_FAILED_BUT_SHIPPED in has.findings
    assert Finding.LINK_FAILED_NOT_SHIPPED in lacks.findings


@given(known=st.integers(0, 60), said=st.integers(0, 60))
def test_an_older_update_is_never_news(known: int, said: int) -> None:
    """The table's last sentence: an older `lastUpdatedTime` never overwrites a newer one."""
    first = fact(S.PENDING, minute=known)
    before = remembered(first, told(first, shop=setting()))
    assert is_news(before, fact(S.UNSHIPPED, minute=said)) == (said >= known)


def test_r42_the_same_fact_again_is_no_news() -> None:
    first = fact(S.PENDING)
    before = remembered(first, told(first, shop=setting()))
    assert not is_news(before, fact(S.PENDING))


def test_a_change_within_the_same_second_is_news() -> None:
    first = fact(S.PENDING)
    before = remembered(first, told(first, shop=setting()))
    assert is_news(before, fact(S.UNSHIPPED))


REFUSED_SHIPMENTS: list[tuple[str, OrderFact, Refusal | None]] = [
    ("要確認", fact(S.PENDING), Refusal.UNPAID),
    ("予約", fact(S.PENDING_AVAILABILITY), Refusal.UNPAID),
    ("注文完了", fact(S.UNSHIPPED), None),
    ("一部出荷", fact(S.PARTIALLY_SHIPPED), Refusal.PARTLY_SHIPPED),
    ("配送完了", fact(S.SHIPPED), Refusal.ALREADY_SHIPPED),
    ("注文キャンセル", fact(S.CANCELLED), Refusal.ALREADY_CANCELLED),
    ("出荷不可", fact(S.UNFULFILLABLE), Refusal.UNFULFILLABLE),
]


@pytest.mark.parametrize(("label", "known", "refusal"), REFUSED_SHIPMENTS)
def test_r33_when_a_shipment_may_be_pressed(
    label: str, known: OrderFact, refusal: Refusal | None
) -> None:
    state = remembered(known, told(known, shop=setting()))
    assert may_ship(state, FulfilledBy.MERCHANT) is refusal


def test_r33_a_paid_order_that_amazon_cannot_fulfil_is_not_shipped() -> None:
    steps = fact(S.UNSHIPPED), fact(S.UNFULFILLABLE, minute=5)
    state = remembered(steps[1], told(*steps, shop=setting()))
    assert may_ship(state, FulfilledBy.MERCHANT) is Refusal.UNFULFILLABLE


@pytest.mark.parametrize("status", list(S))
def test_r25_fba_is_refused_whatever_the_status(status: AmazonStatus) -> None:
    known = fact(status, by=FulfilledBy.AMAZON)
    state = remembered(known, told(known, shop=setting()))
    assert may_ship(state, FulfilledBy.AMAZON) is Refusal.FBA
    assert may_cancel(state, FulfilledBy.AMAZON) is Refusal.FBA


def test_r33_link_failed_is_refused_for_both() -> None:
    failed = with_axes(shipped_here(PushState.REFUSED), payment=PaymentStatus.LINK_FAILED)
    assert may_ship(failed, FulfilledBy.MERCHANT) is Refusal.LINK_FAILED
    assert may_cancel(failed, FulfilledBy.MERCHANT) is Refusal.LINK_FAILED


@pytest.mark.parametrize("state", LIVE_STATES)
def test_r33_not_twice(state: PushState) -> None:
    again = may_ship(shipped_here(state), FulfilledBy.MERCHANT)
    other = may_cancel(shipped_here(state), FulfilledBy.MERCHANT)
    assert again in (Refusal.PUSH_UNDER_WAY, Refusal.ALREADY_SHIPPED)
    assert other in (Refusal.PUSH_UNDER_WAY, Refusal.ALREADY_SHIPPED)


@pytest.mark.parametrize("state", list(PushState))
def test_r32_only_a_waiting_notice_can_be_taken_back(state: PushState) -> None:
    refusal = may_take_back(shipped_here(state))
    match state:
        case PushState.WAITING:
            assert refusal is None
        case PushState.REFUSED | PushState.TAKEN_BACK:
            assert refusal is Refusal.NOTHING_TO_TAKE_BACK
        case _:
            assert refusal is Refusal.ALREADY_SENT


def test_every_step_of_a_notice_is_in_its_life_or_a_bug() -> None:
    """R32, R38: 送信待ち → 送信中 → 受理 → 確認済み, or 拒否 / 結果不明."""
    for before in PushState:
        for after in PushState:
            if after in LEGAL[before]:
                check_step(before, after)
            else:
                with pytest.raises(OurBug):
                    check_step(before, after)


def test_a_settled_notice_stays_settled_and_a_live_one_can_settle() -> None:
    settled = set(PushState) - set(LIVE_STATES)
    assert all(not LEGAL[state] for state in settled)
    for state in LIVE_STATES:
        reached, rest = set[PushState](), {state}
        while rest:
            reached |= rest
            rest = {after for before in rest for after in LEGAL[before]} - reached
        assert PushState.CONFIRMED in reached
        assert PushState.REFUSED in reached


def test_r32_what_was_sent_is_never_taken_back() -> None:
    reached, rest = set[PushState](), {PushState.SENDING}
    while rest:
        reached |= rest
        rest = {after for before in rest for after in LEGAL[before]} - reached
    assert PushState.SENDING in reached
    assert LEGAL[PushState.SENDING].isdisjoint({PushState.TAKEN_BACK})
