"""The table of the two axes (rules.md), row by row: first seen, and later."""

from datetime import timedelta

import pytest
from core_facts import CUP, START, TEA, axes, fact, line, moved, remembered, setting, told

from core.domain.findings import Finding
from core.domain.labels import AmazonStatus, FulfilledBy, Mark, Policy
from core.domain.transitions import LEGAL, learn
from core.errors import SetAside

S = AmazonStatus
POLICIES = pytest.mark.parametrize("policy", list(Policy))

FIRST_SEEN = [
    (S.PENDING_AVAILABILITY, "要確認", "未処理", -2),
    (S.PENDING, "要確認", "未処理", -2),
    (S.UNSHIPPED, "注文完了", "未処理", -2),
    (S.PARTIALLY_SHIPPED, "注文完了", "未処理", -2),
    (S.SHIPPED, "注文完了", "配送完了", -2),
    (S.CANCELLED, "注文キャンセル", "キャンセル", 0),
]

LATER = [
    (S.PENDING_AVAILABILITY, S.PENDING, "要確認", "未処理"),
    (S.PENDING, S.UNSHIPPED, "注文完了", "未処理"),
    (S.PENDING, S.PARTIALLY_SHIPPED, "注文完了", "未処理"),
    (S.PENDING, S.SHIPPED, "注文完了", "配送完了"),
    (S.PENDING, S.CANCELLED, "注文キャンセル", "キャンセル"),
    (S.UNSHIPPED, S.PARTIALLY_SHIPPED, "注文完了", "未処理"),
    (S.UNSHIPPED, S.SHIPPED, "注文完了", "配送完了"),
    (S.UNSHIPPED, S.CANCELLED, "注文キャンセル", "キャンセル"),
    (S.PARTIALLY_SHIPPED, S.SHIPPED, "注文完了", "配送完了"),
    (S.PARTIALLY_SHIPPED, S.CANCELLED, "注文キャンセル", "キャンセル"),
]


@POLICIES
@pytest.mark.parametrize(("status", "payment", "handling", "stock"), FIRST_SEEN)
def test_r20_r21_first_seen(
    status: AmazonStatus, payment: str, handling: str, stock: int, policy: Policy
) -> None:
    learned = told(fact(status, lines=(line(quantity=2),)), shop=setting(policy))
    assert axes(learned) == (payment, handling)
    assert moved(learned) == stock


@POLICIES
@pytest.mark.parametrize(("before", "after", "payment", "handling"), LATER)
def test_r22_r23_r30_r34_later(
    before: AmazonStatus, after: AmazonStatus, payment: str, handling: str, policy: Policy
) -> None:
    learned = told(fact(before), fact(after, minute=5), shop=setting(policy))
    assert axes(learned) == (payment, handling)


@pytest.mark.parametrize("before", [S.PENDING, S.UNSHIPPED, S.PARTIALLY_SHIPPED])
def test_r23_r30_documented_a_cancel_returns_nothing_and_says_so(before: AmazonStatus) -> None:
    learned = told(fact(before), fact(S.CANCELLED, minute=5), shop=setting())
    assert not learned.returns_stock
    assert Finding.STOCK_NOT_RETURNED in learned.findings


@pytest.mark.parametrize("before", [S.PENDING, S.UNSHIPPED, S.PARTIALLY_SHIPPED])
def test_r23_r30_safe_a_cancel_returns_all(before: AmazonStatus) -> None:
    learned = told(fact(before), fact(S.CANCELLED, minute=5), shop=setting(Policy.SAFE))
    assert learned.returns_stock
    assert Finding.STOCK_NOT_RETURNED not in learned.findings


@POLICIES
def test_r23_a_cancelled_order_that_shows_no_quantity_deducts_no_less(policy: Policy) -> None:
    """Reports show a cancelled order with quantity 0: that must not look like a return."""
    emptied = fact(S.CANCELLED, minute=5, lines=(line(quantity=0),))
    learned = told(fact(S.UNSHIPPED, lines=(line(quantity=2),)), emptied, shop=setting(policy))
    assert not learned.wanted


@POLICIES
@pytest.mark.parametrize("status", [row[0] for row in FIRST_SEEN])
def test_r25_fba_moves_no_stock_and_both_axes_follow_amazon(
    status: AmazonStatus, policy: Policy
) -> None:
    own = told(fact(status), shop=setting(policy))
    fba = told(fact(status, by=FulfilledBy.AMAZON), shop=setting(policy))
    assert axes(fba) == axes(own)
    assert moved(fba) == 0
    assert not fba.findings


@POLICIES
def test_r25_fba_later_moves_no_stock(policy: Policy) -> None:
    steps = [
        fact(status, minute=number, by=FulfilledBy.AMAZON)
        for number, status in enumerate([S.PENDING, S.UNSHIPPED, S.CANCELLED])
    ]
    learned = told(*steps, shop=setting(policy))
    assert axes(learned) == ("注文キャンセル", "キャンセル")
    assert moved(learned) == 0
    assert not learned.findings


@POLICIES
def test_r19_an_order_from_before_the_link_is_taken_marked_and_moves_nothing(
    policy: Policy,
) -> None:
    day_before = START - timedelta(hours=9, seconds=1)
    steps = [
        fact(status, minute=number, created=day_before)
        for number, status in enumerate([S.UNSHIPPED, S.CANCELLED])
    ]
    first, later = told(steps[0], shop=setting(policy)), told(*steps, shop=setting(policy))
    for learned in (first, later):
        assert learned.before_link
        assert Mark.BEFORE_LINK in learned.marks
        assert moved(learned) == 0
    assert axes(later) == ("注文キャンセル", "キャンセル")


def test_r19_the_day_of_the_link_begins_at_0_o_clock_japanese_time() -> None:
    first_second = fact(S.UNSHIPPED, created=START - timedelta(hours=9))
    assert not told(first_second, shop=setting()).before_link


def test_r24_a_line_that_is_not_linked_moves_nothing_and_is_reported() -> None:
    both = fact(S.PENDING, lines=(line(TEA, 2), line(CUP, 5)))
    learned = told(both, shop=setting(linked=[TEA]))
    assert {sku for sku, _ in learned.wanted} == {TEA}
    assert moved(learned) == -2
    assert Finding.LINE_NOT_LINKED in learned.findings


def test_r24_linking_afterwards_does_not_move_what_was_not_held() -> None:
    first = fact(S.PENDING, lines=(line(CUP),))
    before = told(first, shop=setting(linked=[TEA]))
    assert moved(before) == 0
    paid = fact(S.UNSHIPPED, minute=5, lines=(line(CUP),))
    learned = learn(remembered(first, before), paid, setting(linked=[TEA, CUP]))
    assert moved(learned) == 0


def test_r24_two_lines_of_one_sku_count_together() -> None:
    lines = (line(TEA, 2, "item-1"), line(TEA, 3, "item-2"))
    assert moved(told(fact(S.PENDING, lines=lines), shop=setting())) == -5


def test_r21_a_partial_shipment_is_marked_until_all_is_shipped() -> None:
    part = told(fact(S.PARTIALLY_SHIPPED), shop=setting())
    whole = told(fact(S.PARTIALLY_SHIPPED), fact(S.SHIPPED, minute=5), shop=setting())
    assert part.marks == (Mark.PARTLY_SHIPPED,)
    assert whole.marks == ()


def test_r29_a_cancel_request_is_marked_and_cancels_nothing() -> None:
    asked = fact(S.UNSHIPPED, minute=5, cancel_asked="間違えて注文しました")
    learned = told(fact(S.UNSHIPPED), asked, shop=setting())
    assert axes(learned) == ("注文完了", "未処理")
    assert learned.marks == (Mark.CANCEL_ASKED,)
    assert Finding.CANCEL_ASKED in learned.findings


@POLICIES
def test_unfulfillable_is_shown_with_a_finding_and_moves_nothing(policy: Policy) -> None:
    learned = told(fact(S.UNFULFILLABLE), shop=setting(policy))
    assert moved(learned) == 0
    assert Finding.UNFULFILLABLE in learned.findings


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_what_cannot_follow_is_set_aside(before: AmazonStatus, after: AmazonStatus) -> None:
    """R43: a status that cannot follow is never booked; an equal one always may."""
    steps = (fact(before), fact(after, minute=5))
    if before is after or after in LEGAL[before]:
        told(*steps, shop=setting())
    else:
        with pytest.raises(SetAside, match=after.value):
            told(*steps, shop=setting())


def test_shipped_and_cancelled_are_the_end() -> None:
    assert not LEGAL[S.SHIPPED]
    assert not LEGAL[S.CANCELLED]
    assert set(LEGAL) == set(S)
