"""R06 to R08: nothing lists itself; an ASIN is found and linked, or refused with advice."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from products_town import OpenTown, ProductTown, asin, code, sku

from core import Finder
from core.amazon.transport import Answer
from core.domain.labels import Policy, PushState
from core.domain.refusals import Refusal
from core.errors import NotAuthorised, Refused, Throttled, Unavailable

T = TypeVar("T")
JAN = "4901234567894"


def seek(town: ProductTown, ask: Callable[[Finder], Awaitable[T]]) -> T:
    """Ask a finder of its own, on the town's books and line."""

    async def run() -> T:
        finder = Finder(town.books, town.world.engine._work.account, town.line)
        return await ask(finder)

    return town._runner.run(run())  # type: ignore[arg-type]


def test_r06_a_product_is_never_listed_by_itself(open_town: OpenTown) -> None:
    for policy in Policy:
        town = open_town(policy=policy, linked=False)
        town.desk.set_stock(code(0), 3)
        town.until(130)
        counts = town.counted()
        assert not any(name.endswith(("ListingsItem", "ListingsItems")) for name in counts)
        assert town.quantity(0) == 10


def test_r07_an_item_is_found_by_keyword_jan_and_asin(documented: ProductTown) -> None:
    documented.control("POST", "/_sim/catalog", asin="B0FOUND000", title="宇治抹茶 缶", jan=JAN)
    for minute, text in enumerate(("宇治抹茶", "  宇治抹茶, 缶 ", JAN, "B0FOUND000")):
        documented.until(minute)
        (item,) = seek(documented, lambda finder, text=text: finder.find(text, documented.now))
        assert (item.asin, item.title, item.jan) == ("B0FOUND000", "宇治抹茶 缶", JAN)
    for minute, text in enumerate(("", "  ", "B0NOWHERE0", "どこにもない"), start=4):
        documented.until(minute)
        found = seek(documented, lambda finder, text=text: finder.find(text, documented.now))
        assert found == ()


def test_r07_a_jan_with_a_wrong_check_digit_is_refused_unasked(documented: ProductTown) -> None:
    documented.counted()
    with pytest.raises(Refused) as refused:
        seek(documented, lambda finder: finder.find("4901234567890", documented.now))
    assert refused.value.reason is Refusal.BAD_JAN
    assert documented.counted() == {}


def test_r08_an_asin_that_does_not_exist_is_refused_with_advice(documented: ProductTown) -> None:
    documented.catalogue("B0THERE000")
    item = seek(documented, lambda finder: finder.check("B0THERE000", documented.now))
    assert item.asin == "B0THERE000"
    for wrong, reason in (("B0NOWHERE0", Refusal.NO_SUCH_ASIN), ("B0", Refusal.BAD_ASIN)):
        with pytest.raises(Refused) as refused:
            seek(documented, lambda finder, wrong=wrong: finder.check(wrong, documented.now))
        assert refused.value.reason is reason
    assert "セラーセントラル" in Refusal.NO_SUCH_ASIN
    assert Refusal.NO_SUCH_ASIN.rule == "R08"


def test_r41_the_finder_keeps_the_quota_that_the_engine_counts(documented: ProductTown) -> None:
    for _ in range(2):
        seek(documented, lambda finder: finder.find("茶", documented.now))
    with pytest.raises(Throttled):
        seek(documented, lambda finder: finder.find("茶", documented.now))
    tokens = documented.books.jobs.bucket("searchCatalogItems", documented.now).tokens
    assert tokens == 0.0


def test_r42_a_finder_says_what_stopped_it(documented: ProductTown) -> None:
    documented.line.cut["searchCatalogItems"] = 1
    with pytest.raises(Unavailable):
        seek(documented, lambda finder: finder.find("茶", documented.now))
    denied = Answer(403, {}, b'{"errors":[{"code":"Unauthorized","message":"no"}]}')
    documented.until(10)
    documented.line.instead["searchCatalogItems"] = [denied, denied]
    with pytest.raises(NotAuthorised):
        seek(documented, lambda finder: finder.find("茶", documented.now))


def new_product(town: ProductTown, its_asin: str) -> None:
    town.desk.add_product("NEW", "新商品", stock=5, price_yen=500)
    town.desk.link("NEW", "NEW-SKU", its_asin)


def test_r07_linking_a_known_asin_registers_an_offer_on_it(town: ProductTown) -> None:
    town.until(30)
    town.catalogue("B0KNOWN000")
    new_product(town, "B0KNOWN000")
    town.counted()
    town.until(100)
    listing = town.listing("NEW-SKU")
    assert listing is not None
    assert (listing.asin, listing.quantity, listing.price) == ("B0KNOWN000", 5, 500)
    counts = town.counted()
    assert counts["putListingsItem"] == 1
    assert counts["patchListingsItem"] == 0
    (row,) = [row for row in town.views.products() if row.code == "NEW"]
    assert row.push_state is PushState.CONFIRMED
    assert town.findings("NEW-SKU") == set()


def test_r08_an_unknown_asin_is_never_registered_and_says_why(town: ProductTown) -> None:
    town.until(30)
    new_product(town, "B0UNKNOWN0")
    town.until(130)
    (finding,) = town.views.findings("NEW-SKU")
    assert (finding.code, finding.rule) == ("LISTING_MISSING", "R08")
    assert "B0UNKNOWN0" in finding.note
    assert town.counted()["putListingsItem"] == 0
    town.catalogue("B0UNKNOWN0")
    town.until(220)
    assert town.listing("NEW-SKU") is not None
    assert town.findings("NEW-SKU") == set()


def test_r08_where_the_catalogue_is_closed_nothing_is_registered(town: ProductTown) -> None:
    town.until(30)
    new_product(town, "B0KNOWN000")
    denied = Answer(403, {}, b'{"errors":[{"code":"Unauthorized","message":"no"}]}')
    town.line.instead["searchCatalogItems"] = [denied] * 2
    town.desk.set_stock(code(0), 3)
    town.until(90)
    assert town.findings("NEW-SKU") == {"LISTING_MISSING"}
    assert town.quantity(0) == 3


def test_r08_a_listing_that_went_at_amazon_is_reported_not_made_again(town: ProductTown) -> None:
    town.until(30)
    town.books.connection.execute("UPDATE links SET sku = 'GONE' WHERE sku = ?", (sku(0),))
    town.desk.set_stock(code(0), 3)
    if town.views.policy() is Policy.DOCUMENTED:
        town.books.connection.execute("UPDATE links SET at_amazon = NULL WHERE sku = 'GONE'")
    town.counted()
    town.until(130)
    assert town.findings("GONE") == {"LISTING_MISSING"}
    assert town.counted()["putListingsItem"] == 0


def test_r09_a_sku_that_is_another_asin_at_amazon_is_reported(town: ProductTown) -> None:
    town.desk.link(code(0), sku(0), "B0OTHER000")
    town.until(10)
    (finding,) = town.views.findings(sku(0))
    assert (finding.code, finding.note) == ("ASIN_DIFFERS", asin(0))
    town.desk.link(code(0), sku(0), asin(0))
    town.until(70)
    assert town.findings(sku(0)) == set()


def test_r07_what_was_registered_is_changed_like_any_other(town: ProductTown) -> None:
    town.catalogue("B0KNOWN000")
    new_product(town, "B0KNOWN000")
    town.until(59)
    town.counted()
    town.desk.set_stock("NEW", 2)
    town.until(100)
    assert town.counted()["patchListingsItem"] == 1
    listing = town.listing("NEW-SKU")
    assert listing is not None
    assert listing.quantity == 2


def test_r14_documented_forced_again_after_safe_paused_it(documented: ProductTown) -> None:
    documented.edit(0, fulfilled_by="AMAZON")
    documented.desk.link(code(0), sku(0), asin(0), force=True)
    documented.desk.set_policy(Policy.SAFE)
    documented.until(65)
    assert documented.product(0).fba
    documented.desk.set_policy(Policy.DOCUMENTED)
    documented.until(130)
    assert not documented.product(0).fba
    assert documented.product(0).pushed_quantity == 10


def test_a_sku_with_a_comma_is_asked_for_singly(open_town: OpenTown) -> None:
    """Amazon separates the SKUs of a search by commas."""
    town = open_town(45, policy=Policy.SAFE, linked=False)
    town.until(30)
    town.catalogue("B0COMMA000")
    town.desk.add_product("COMMA", "コンマ", stock=4, price_yen=400)
    town.desk.link("COMMA", "A,B", "B0COMMA000")
    for number in range(45):
        town.desk.link(code(number), sku(number), asin(number))
    town.until(150)
    listing = town.listing("A,B")
    assert listing is not None
    assert listing.quantity == 4
    assert {row.push_state for row in town.views.products()} == {PushState.CONFIRMED}


def test_one_hostile_answer_holds_up_no_other_sku(town: ProductTown) -> None:
    """R43: a listing that cannot be read is set apart, the others are sent."""
    town.until(30)
    for number in range(3):
        town.desk.set_stock(code(number), 3)
        town.books.connection.execute("UPDATE links SET at_amazon = NULL")
    town.line.instead["getListingsItem"] = [
        Answer(200, {}, b'{"sku": 1}'),
        Answer(400, {}, b'{"errors":[{"code":"InvalidInput","message":"bad sku"}]}'),
    ]
    town.until(90)
    assert town.findings(sku(0)) == town.findings(sku(1)) == {"LISTING_MISSING"}
    assert town.quantity(2) == 3
    town.until(160)
    assert (town.quantity(0), town.quantity(1)) == (3, 3)
    assert town.findings(sku(0)) == set()
