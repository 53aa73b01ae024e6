"""R10, R15: two switches with four states, and what each of them sends."""

import pytest
from products_town import ProductTown, code, sku

from core.domain.labels import DataLink, Posting, PushState
from core.domain.refusals import Refusal
from core.errors import Refused

ON, OFF = DataLink.ON, DataLink.OFF
LISTED, UNLISTED = Posting.ON, Posting.OFF
WRITES = ("patchListingsItem", "putListingsItem", "deleteListingsItem", "createFeed")


def written(town: ProductTown) -> int:
    """How many changes were sent since the last time."""
    counts = town.counted()
    return sum(counts[operation] for operation in WRITES)


def settled(town: ProductTown) -> None:
    """Let the first sending be over."""
    town.until(30)
    town.counted()


def test_r10_linked_and_listed_sends_stock_and_price(town: ProductTown) -> None:
    settled(town)
    town.desk.set_stock(code(0), 3)
    town.until(90)
    assert town.quantity(0) == 3
    assert written(town) == 1


def test_r10_not_linked_but_listed_sends_nothing_and_the_listing_stays(town: ProductTown) -> None:
    settled(town)
    town.desk.set_switches(code(0), OFF, LISTED)
    town.desk.set_stock(code(0), 3)
    town.until(150)
    assert town.quantity(0) == 10
    assert written(town) == 0


def test_r10_linked_and_not_listed_deletes_the_listing(town: ProductTown) -> None:
    settled(town)
    town.desk.set_switches(code(0), ON, UNLISTED, confirmed=True)
    town.until(61)
    assert town.product(0).push_state is PushState.ACCEPTED
    town.until(100)
    assert town.listing(sku(0)) is None
    assert town.product(0).push_state is PushState.CONFIRMED
    assert town.product(0).deleted
    assert town.product(0).pushed_quantity is None
    assert written(town) == 1
    town.desk.set_stock(code(0), 3)
    town.until(200)
    assert written(town) == 0


def test_r10_neither_linked_nor_listed_sends_nothing_at_all(town: ProductTown) -> None:
    settled(town)
    town.desk.set_switches(code(0), OFF, UNLISTED)
    town.desk.set_stock(code(0), 3)
    town.until(150)
    assert town.quantity(0) == 10
    assert written(town) == 0


def test_r10_the_user_is_asked_before_a_listing_goes(town: ProductTown) -> None:
    with pytest.raises(Refused) as refused:
        town.desk.set_switches(code(0), ON, UNLISTED)
    assert refused.value.reason is Refusal.DELETES_LISTING
    assert refused.value.reason.rule == "R10"
    assert town.product(0).posting is LISTED
    town.desk.set_switches(code(0), OFF, UNLISTED)
    with pytest.raises(Refused):
        town.desk.set_switches(code(0), ON, UNLISTED)


def test_r10_a_listing_that_is_gone_needs_no_second_question(town: ProductTown) -> None:
    town.desk.set_switches(code(0), ON, UNLISTED, confirmed=True)
    town.until(100)
    town.desk.set_switches(code(0), OFF, UNLISTED)
    town.desk.set_switches(code(0), ON, UNLISTED)


def test_r10_listed_again_the_offer_is_registered_anew(town: ProductTown) -> None:
    town.desk.set_switches(code(0), ON, UNLISTED, confirmed=True)
    town.until(100)
    town.desk.set_switches(code(0), ON, LISTED)
    town.desk.set_stock(code(0), 6)
    town.until(160)
    assert town.quantity(0) == 6
    assert town.product(0).push_state is PushState.CONFIRMED
    assert not town.product(0).deleted


def test_r10_listed_again_before_amazon_deleted_it_ends_listed(town: ProductTown) -> None:
    """The deletion takes effect after an offer was taken: a later run registers it again."""
    settled(town)
    town.control("PATCH", "/_sim/behaviours", listing_visible_after="PT70M")
    town.desk.set_switches(code(0), ON, UNLISTED, confirmed=True)
    town.until(61)
    town.desk.set_switches(code(0), ON, LISTED)
    town.until(121)
    assert town.quantity(0) == 10
    town.control("PATCH", "/_sim/behaviours", listing_visible_after="PT5M")
    town.until(135)
    assert town.listing(sku(0)) is None
    town.until(300)
    assert town.quantity(0) == 10
    assert town.product(0).push_state is PushState.CONFIRMED
    assert town.findings(sku(0)) == set()


def test_r10_a_deletion_of_what_amazon_does_not_have_is_done_already(town: ProductTown) -> None:
    settled(town)
    town.desk.link(code(0), "NOWHERE", "B0NOWHERE0")
    town.desk.set_switches(code(0), ON, UNLISTED, confirmed=True)
    town.until(70)
    assert town.product(0).push_state is PushState.CONFIRMED
    assert town.product(0).deleted
    assert written(town) == 0


def test_r14_an_fba_listing_is_not_deleted_either(town: ProductTown) -> None:
    settled(town)
    town.edit(0, fulfilled_by="AMAZON")
    town.desk.set_switches(code(0), ON, UNLISTED, confirmed=True)
    town.until(130)
    assert town.listing(sku(0)) is not None
    assert town.findings(sku(0)) == {"FBA_PAUSED"}


def test_r15_a_deleted_product_takes_its_listing_with_it(town: ProductTown) -> None:
    settled(town)
    with pytest.raises(Refused) as refused:
        town.desk.remove_product(code(0))
    assert refused.value.reason is Refusal.DELETES_LISTING
    town.desk.remove_product(code(0), confirmed=True)
    assert town.product(0).removed
    town.until(100)
    assert town.listing(sku(0)) is None
    assert code(0) not in {row.code for row in town.views.products()}


def test_r15_a_product_without_a_link_goes_at_once(town: ProductTown) -> None:
    settled(town)
    town.desk.unlink(code(0))
    town.desk.remove_product(code(0))
    assert code(0) not in {row.code for row in town.views.products()}
    town.until(130)
    assert town.quantity(0) == 10
    assert written(town) == 0


def test_r15_a_negative_stock_is_reported_even_where_the_offer_stays_nought(
    town: ProductTown,
) -> None:
    town.desk.set_stock(code(0), 0)
    town.until(61)
    town.place(0)
    town.until(121)
    assert town.product(0).stock == -1
    assert town.findings(sku(0)) == {"STOCK_NEGATIVE"}
    town.desk.set_stock(code(0), 1)
    town.until(181)
    assert town.findings(sku(0)) == set()


def test_r24_what_is_not_linked_moves_no_stock_and_what_is_not_listed_still_does(
    town: ProductTown,
) -> None:
    settled(town)
    town.desk.set_switches(code(0), OFF, LISTED)
    town.desk.set_switches(code(1), ON, UNLISTED, confirmed=True)
    town.place(0)
    town.place(1)
    town.until(40)
    assert town.product(0).stock == 10
    assert town.product(1).stock == 9


def test_r10_switches_need_amazon_data(town: ProductTown) -> None:
    town.desk.add_product("NEW", "新商品", stock=1, price_yen=100)
    with pytest.raises(Refused) as refused:
        town.desk.set_switches("NEW", ON, LISTED)
    assert refused.value.reason is Refusal.NO_ASIN
