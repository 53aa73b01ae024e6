"""R09: options are rows of their own and win over the parent; SKU and ASIN belong to one row."""

import pytest
from products_town import ProductTown, asin, code, sku

from core.books.journal import Entry
from core.domain.labels import DataLink, Posting
from core.domain.refusals import Refusal
from core.errors import Refused


def family(town: ProductTown) -> None:
    """Product 1 becomes an option of product 0."""
    town.desk.set_parent(code(1), code(0))


def refusal(town: ProductTown, number: int, its_sku: str, its_asin: str) -> Refusal:
    """Why product `number` cannot be linked so."""
    with pytest.raises(Refused) as refused:
        town.desk.link(code(number), its_sku, its_asin)
    return refused.value.reason


def test_r09_an_option_is_sent_under_its_own_sku_and_the_parent_is_not(town: ProductTown) -> None:
    town.until(30)
    family(town)
    town.desk.set_stock(code(0), 3)
    town.desk.set_stock(code(1), 4)
    town.until(90)
    assert town.quantity(0) == 10
    assert town.quantity(1) == 4
    assert town.product(1).parent == code(0)


def test_r09_without_a_linked_option_the_parent_is_sent(town: ProductTown) -> None:
    town.until(30)
    family(town)
    town.desk.set_stock(code(0), 3)
    town.until(70)
    assert town.quantity(0) == 10
    town.desk.unlink(code(1))
    town.until(130)
    assert town.quantity(0) == 3


def test_r09_order_lines_match_by_sku_alone(town: ProductTown) -> None:
    town.until(30)
    family(town)
    town.place(0, quantity=2)
    town.place(1)
    town.until(40)
    assert town.product(0).stock == 8
    assert town.product(1).stock == 9


def test_r09_the_same_asin_on_parent_and_option_is_refused(town: ProductTown) -> None:
    family(town)
    town.desk.set_parent(code(2), code(0))
    assert refusal(town, 1, "OWN-SKU", asin(0)) is Refusal.OPTION_ASIN
    assert refusal(town, 0, "OWN-SKU", asin(1)) is Refusal.OPTION_ASIN
    assert refusal(town, 2, "OWN-SKU", asin(1)) is Refusal.OPTION_ASIN
    assert Refusal.OPTION_ASIN.rule == "R09"


def test_r09_the_same_asin_or_sku_on_two_products_is_refused(town: ProductTown) -> None:
    assert refusal(town, 1, "OWN-SKU", asin(0)) is Refusal.ASIN_TAKEN
    assert refusal(town, 1, sku(0), "B0OTHER000") is Refusal.SKU_TAKEN


def test_r09_a_row_that_is_not_linked_still_holds_its_sku_and_asin(town: ProductTown) -> None:
    town.desk.unlink(code(0))
    assert refusal(town, 1, sku(0), "B0OTHER000") is Refusal.SKU_TAKEN
    town.desk.clear_link(code(0))
    town.desk.link(code(1), sku(0), asin(0))
    assert town.product(1).sku == sku(0)


@pytest.mark.parametrize(
    ("its_sku", "its_asin", "reason"),
    [
        ("", "B0OTHER000", Refusal.NO_SKU),
        ("S" * 41, "B0OTHER000", Refusal.BAD_SKU),
        ("S", "B0OTHER00", Refusal.BAD_ASIN),
        ("S", "B0OTHER0000", Refusal.BAD_ASIN),
        ("S", "b0other000", Refusal.BAD_ASIN),
        ("S", "B0OTHER00é", Refusal.BAD_ASIN),
        ("S", "", Refusal.BAD_ASIN),
    ],
)
def test_r09_asin_and_sku_have_their_form(
    documented: ProductTown, its_sku: str, its_asin: str, reason: Refusal
) -> None:
    assert refusal(documented, 1, its_sku, its_asin) is reason


def test_r09_a_family_has_two_generations(documented: ProductTown) -> None:
    family(documented)
    for child, parent, reason in (
        (code(2), code(1), Refusal.PARENT_IS_OPTION),
        (code(0), code(2), Refusal.PARENT_IS_OPTION),
        (code(2), code(2), Refusal.NO_SUCH_PARENT),
        (code(2), "nobody", Refusal.NO_SUCH_PARENT),
    ):
        with pytest.raises(Refused) as refused:
            documented.desk.set_parent(child, parent)
        assert refused.value.reason is reason
    documented.desk.set_parent(code(1), None)
    documented.desk.set_parent(code(2), code(1))


def test_r09_options_outlive_their_parent(documented: ProductTown) -> None:
    family(documented)
    documented.desk.clear_link(code(0))
    documented.desk.remove_product(code(0))
    assert documented.product(1).parent == ""


def test_r09_a_return_goes_to_the_product_that_was_deducted(town: ProductTown) -> None:
    """The SKU has moved to another product between the order and its cancel."""
    town.until(30)
    order_id = town.place(0)
    town.until(40)
    assert town.product(0).stock == 9
    town.desk.clear_link(code(0))
    town.desk.clear_link(code(1))
    town.desk.link(code(1), sku(0), asin(0))
    town.desk.set_switches(code(1), DataLink.ON, Posting.ON)
    books = town.books
    with books.atomic(town.now):
        seq = books.journal.write(Entry.COMMAND)
        books.stock.settle(order_id, books.stock.returnable(order_id), town.now, cause=seq)
    assert (town.product(0).stock, town.product(1).stock) == (10, 10)
