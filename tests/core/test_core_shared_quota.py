"""R41: a search by hand and the engine count one quota, whichever process they are in."""

from random import Random

from core_shop import ACCOUNT, Shop

from core.amazon.client import Client
from core.amazon.transport import as_transport
from core.sync.line import Line

SEARCH = "searchCatalogItems"


def line(shop: Shop) -> Line:
    return Line(shop.books, Client(ACCOUNT, as_transport(shop.amazon)), Random("line"))


def test_r41_what_one_spends_the_other_does_not_have(shop: Shop) -> None:
    engine, by_hand = line(shop), line(shop)
    assert engine.whole_tokens(SEARCH, shop.now) == by_hand.whole_tokens(SEARCH, shop.now) == 2
    with shop.books.atomic(shop.now):
        by_hand.intend(SEARCH, 2, shop.now)
    assert engine.ready_at(SEARCH, shop.now) > shop.now
    assert by_hand.ready_at(SEARCH, shop.now) > shop.now
