"""R16, R42: killed, cut off or unanswered at any call of a small sending, Amazon ends right."""

import pytest
from products_town import ProductTown, code, sku

from core.amazon.transport import Answer
from core.domain.labels import DataLink, Posting, PushState

CALLS = (
    "getListingsItem",
    "searchCatalogItems",
    "patchListingsItem",
    "putListingsItem",
    "deleteListingsItem",
)


def changed(town: ProductTown) -> None:
    """One product to change, one to delete, one to register, one that does not move."""
    town.until(59)
    town.catalogue("B0KNOWN000")
    town.desk.add_product("NEW", "新商品", stock=5, price_yen=500)
    town.desk.link("NEW", "NEW-SKU", "B0KNOWN000")
    town.desk.set_stock(code(0), 4)
    town.desk.set_switches(code(1), DataLink.ON, Posting.OFF, confirmed=True)
    town.counted()


def arrived(town: ProductTown) -> None:
    assert town.quantity(0) == 4
    assert town.listing(sku(1)) is None
    registered = town.listing("NEW-SKU")
    assert registered is not None
    assert (registered.asin, registered.quantity, registered.price) == ("B0KNOWN000", 5, 500)
    assert town.quantity(2) == 10
    assert {row.push_state for row in town.views.products()} == {PushState.CONFIRMED}
    assert town.views.findings() == ()


@pytest.mark.parametrize("operation", CALLS)
def test_r42_killed_at_any_call(town: ProductTown, operation: str) -> None:
    changed(town)
    town.line.kill[operation] = 1
    town.until_killed(62)
    town.until(180)
    arrived(town)


@pytest.mark.parametrize("operation", CALLS)
def test_r42_an_answer_is_lost_at_any_call(town: ProductTown, operation: str) -> None:
    changed(town)
    town.line.lose[operation] = 2
    town.until(180)
    arrived(town)
    assert not town.line.lose[operation]


@pytest.mark.parametrize("operation", CALLS)
def test_r42_no_route_at_any_call(town: ProductTown, operation: str) -> None:
    changed(town)
    town.line.cut[operation] = 2
    town.until(180)
    arrived(town)


@pytest.mark.parametrize("operation", CALLS)
def test_r41_the_quota_is_used_up_at_any_call(town: ProductTown, operation: str) -> None:
    changed(town)
    quota = b'{"errors":[{"code":"QuotaExceeded","message":"slow down"}]}'
    town.line.instead[operation] = [Answer(429, {}, quota)] * 2
    town.until(180)
    arrived(town)


@pytest.mark.parametrize("operation", ["patchListingsItem", "putListingsItem"])
def test_r38_after_a_lost_answer_a_look_comes_before_anything_goes_again(
    town: ProductTown, operation: str
) -> None:
    """The change took effect meanwhile: the look shows it, and nothing is sent twice."""
    changed(town)
    town.control("PATCH", "/_sim/behaviours", listing_visible_after="PT1S")
    town.line.lose[operation] = 1
    town.until(180)
    assert town.counted()[operation] == 1
    assert town.quantity(0) == 4
    assert town.listing("NEW-SKU") is not None
    assert town.views.findings() == ()


@pytest.mark.parametrize(
    "operation", ["patchListingsItem", "putListingsItem", "deleteListingsItem"]
)
def test_r16_what_amazon_refuses_is_reported_and_tried_every_hour(
    town: ProductTown, operation: str
) -> None:
    changed(town)
    no = b'{"sku":"S","status":"INVALID","submissionId":"1","issues":[{"code":"8560","message":"x",'
    no += b'"severity":"ERROR"}]}'
    town.line.instead[operation] = [Answer(200, {}, no)]
    town.until(100)
    (finding,) = town.views.findings()
    assert (finding.code, finding.note) == ("LISTING_REFUSED", "8560 x")
    states = [row.push_state for row in town.views.products()]
    assert states.count(PushState.REFUSED) == 1
    town.until(180)
    arrived(town)
