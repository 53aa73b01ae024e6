"""R34 to R37: a refusal and what Amazon shows come in any order, the books to the same end."""

from collections.abc import Sequence

import pytest
from core_facts import ORDER, fact, package
from core_shop import Shop

from core.domain.labels import AmazonStatus, CancelReason, Policy, PushKind, PushState
from core.sync.axes import link_failed
from core.sync.booking import book_fact, setting_of

S = AmazonStatus
WAYS = ((S.SHIPPED,), (S.PARTIALLY_SHIPPED, S.SHIPPED), (S.PARTIALLY_SHIPPED,), ())
"""What may happen at Amazon to a paid order whose notice is then refused."""


def press(shop: Shop, kind: PushKind) -> None:
    if kind is PushKind.SHIP:
        shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    else:
        shop.desk.cancel(ORDER, CancelReason.NO_INVENTORY)


def see(shop: Shop, status: AmazonStatus, minute: int) -> None:
    parcels = () if status is S.UNSHIPPED else (package("SC-1"),)
    with shop.books.atomic(shop.now):
        seen = fact(status, minute=minute, packages=parcels)
        book_fact(shop.books, seen, setting_of(shop.books), shop.now, cause=0)


def refuse(shop: Shop, kind: PushKind) -> None:
    books, now = shop.books, shop.now
    with books.atomic(now):
        item = books.outbox.newest(ORDER, kind)
        assert item is not None
        (sent,) = books.outbox.step_each([item], PushState.SENDING, now)
        seq = books.outbox.step(sent, PushState.REFUSED, now)
        link_failed(books, ORDER, now, cause=seq, rule="R37")


def end(shop: Shop, kind: PushKind, way: Sequence[AmazonStatus], refused_at: int) -> object:
    """What stands in the books when the refusal came after `refused_at` steps of Amazon's."""
    see(shop, S.UNSHIPPED, 0)
    press(shop, kind)
    for place, status in enumerate((*way, None)):
        if place == refused_at:
            refuse(shop, kind)
        if status is not None:
            see(shop, status, place + 1)
    return shop.axes(ORDER), shop.findings(ORDER), shop.stock


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("kind", "policy"),
    [
        (PushKind.CANCEL, Policy.DOCUMENTED),
        (PushKind.CANCEL, Policy.SAFE),
        # Under `safe` a notice adopts what it sees at Amazon, so that nothing is refused after it.
        (PushKind.SHIP, Policy.DOCUMENTED),
    ],
)
def test_r37_the_end_does_not_depend_on_what_was_seen_first(
    kind: PushKind, policy: Policy, way: tuple[AmazonStatus, ...]
) -> None:
    ends = []
    for refused_at in range(len(way) + 1):
        with Shop(policy=policy) as shop:
            ends.append(end(shop, kind, way, refused_at))
    assert ends == ends[:1] * len(ends)


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("refused_at", [0, 1])
def test_r34_a_refused_cancel_of_what_amazon_shipped_is_shipped(
    policy: Policy, refused_at: int
) -> None:
    with Shop(policy=policy) as shop:
        axes = ("連携失敗", "配送完了")
        assert end(shop, PushKind.CANCEL, (S.SHIPPED,), refused_at) == (
            axes,
            {"LINK_FAILED_BUT_SHIPPED"},
            9,
        )
