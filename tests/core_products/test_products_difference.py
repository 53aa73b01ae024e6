"""R12, R13, R17: the difference is one indexed query, and says what the pure decision says."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import Books, Desk
from core.domain.labels import DataLink, Policy, Posting, PushState
from core.domain.listings import (
    AtAmazon,
    Errand,
    ListingFact,
    Offer,
    Terms,
    Verdict,
    changed_parts,
    check_jan,
    delete_verdict,
    deletes_listing,
    errand_of,
    offer_verdict,
    pauses,
    wanted_offer,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FIGURES = st.integers(-5, 12)
PRICES = st.integers(1, 3)


def shop(count: int) -> tuple[Books, Desk]:
    """Books with `count` linked products of 10 pieces at 100 yen, all sent."""
    books = Books.open(None)
    desk = Desk(books, lambda: NOW)
    with books.atomic(NOW):
        for number in range(count):
            code = f"P{number:05d}"
            books.products.add(code, code, 10, 100)
            books.products.enter(code, f"S{number:05d}", f"B{number:09d}", forced=False)
    sent(books)
    return books, desk


def sent(books: Books, quantity: int | None = 10, price_yen: int | None = 100) -> None:
    """Let Amazon have got these figures of everything."""
    books.connection.execute(
        "UPDATE links SET pushed_quantity = ?, pushed_price_yen = ?, push_state = '確認済み',"
        " at_amazon = 'present', touched = 0",
        (quantity, price_yen),
    )


@settings(deadline=None)
@given(
    stock=FIGURES,
    price_yen=PRICES,
    shop_reserve=st.integers(0, 4),
    own_reserve=st.none() | st.integers(0, 4),
    policy=st.sampled_from(list(Policy)),
    pushed=st.none() | st.tuples(st.integers(0, 12), PRICES),
)
def test_r12_the_query_finds_what_the_decision_says(
    stock: int,
    price_yen: int,
    shop_reserve: int,
    own_reserve: int | None,
    policy: Policy,
    pushed: tuple[int, int] | None,
) -> None:
    books, _ = shop(1)
    with books:
        sent(books, *(pushed or (None, None)))
        books.connection.execute(
            "UPDATE products SET stock = ?, price_yen = ?, reserve = ?",
            (stock, price_yen, own_reserve),
        )
        books.connection.execute("UPDATE links SET touched = 1")
        reserve = shop_reserve if own_reserve is None else own_reserve
        wanted = wanted_offer(stock, price_yen, reserve, policy)
        expected = changed_parts(wanted, Offer(*pushed) if pushed else None)
        found = [each.offer for each in books.offers.changed(Terms(policy, shop_reserve))]
        assert found == ([expected] if expected else [])
        books.offers.settle_unchanged(Terms(policy, shop_reserve))
        assert books.offers.count_changed(Terms(policy, shop_reserve)) == len(found)


def test_r12_fifty_thousand_links_are_not_read_to_find_the_changed_ones() -> None:
    books, desk = shop(500)
    with books:
        plans = [
            str(row[3])
            for row in books.connection.execute(
                "EXPLAIN QUERY PLAN " + changed_sql(books), {"safe": 1, "reserve": 0}
            )
        ]
        assert plans[0] == "SCAN links USING INDEX links_changed"
        assert plans[1].startswith("SEARCH products USING PRIMARY KEY")
        for number in range(5):
            desk.set_stock(f"P{number:05d}", 3)
        touched = books.connection.execute("SELECT count(*) FROM links WHERE touched").fetchone()
        assert touched == (5,)
        assert len(books.offers.changed(Terms(Policy.SAFE, 0))) == 5


def changed_sql(books: Books) -> str:
    from core.books import offers_sql

    return f"SELECT links.sku {offers_sql.CHANGED}"


def test_r12_whoever_moves_a_figure_the_books_notice() -> None:
    books, desk = shop(3)
    terms = Terms(Policy.DOCUMENTED, 0)
    with books:
        for change in (
            lambda: desk.set_stock("P00000", 9),
            lambda: desk.set_price("P00000", 101),
            lambda: desk.link("P00000", "S00000", "B000000000"),
            lambda: books.connection.execute("UPDATE products SET stock = 8 WHERE code = 'P00000'"),
        ):
            sent(books)
            books.connection.execute("UPDATE products SET stock = 10, price_yen = 100")
            books.offers.settle_unchanged(terms)
            assert books.offers.changed(terms) == []
            change()
            assert [each.sku for each in books.offers.changed(terms)] == ["S00000"]


def test_r17_the_reserve_bears_on_every_offer_under_safe_alone() -> None:
    books, desk = shop(3)
    with books:
        for policy, number in ((Policy.DOCUMENTED, 0), (Policy.SAFE, 3)):
            desk.set_policy(policy)
            desk.set_reserve(4)
            terms = Terms(books.settings.policy, books.settings.reserve)
            assert {each.quantity for each in books.offers.changed(terms)} <= {6}
            assert books.offers.count_changed(terms) == number
        desk.set_reserve(7, "P00001")
        desk.set_reserve(0, "P00002")
        terms = Terms(Policy.SAFE, books.settings.reserve)
        found = {each.code: each.quantity for each in books.offers.changed(terms)}
        assert found == {"P00000": 6, "P00001": 3}
        desk.set_reserve(None, "P00001")
        desk.set_reserve(None)
        assert books.offers.count_changed(Terms(Policy.SAFE, books.settings.reserve)) == 0


def test_r13_a_figure_that_moved_and_came_back_is_not_sent() -> None:
    books, desk = shop(1)
    with books:
        desk.set_stock("P00000", 3)
        desk.set_stock("P00000", 10)
        assert books.offers.changed(Terms(Policy.SAFE, 0)) == []


@pytest.mark.parametrize("state", [PushState.SENDING, PushState.UNKNOWN])
def test_r38_what_is_open_is_looked_at_again_even_where_the_figures_agree(
    state: PushState,
) -> None:
    books, _ = shop(1)
    terms = Terms(Policy.DOCUMENTED, 0)
    with books:
        books.connection.execute("UPDATE links SET push_state = ?, touched = 1", (state,))
        (change,) = books.offers.to_look_at(terms, NOW, after="", limit=20)
        assert change.open
        assert books.offers.to_send(terms, NOW, after="", limit=20) == []


def test_r10_the_four_states_of_the_switches() -> None:
    every = [(link, posting) for link in DataLink for posting in Posting]
    for before in every:
        for after in every:
            asked = deletes_listing(before, after, deleted=False)
            assert asked == (after == (DataLink.ON, Posting.OFF) and before != after)
            assert not deletes_listing(before, after, deleted=True)


def test_r07_r10_what_is_sent_of_a_changed_sku() -> None:
    assert errand_of(Posting.ON, AtAmazon.PRESENT) is Errand.OFFER
    assert errand_of(Posting.ON, AtAmazon.ABSENT) is Errand.REGISTER
    assert errand_of(Posting.OFF, AtAmazon.PRESENT) is Errand.DELETE


def fact(**changed: object) -> ListingFact:
    plain: dict[str, object] = {
        "sku": "S",
        "asin": "B000000000",
        "quantity": 3,
        "price_yen": 100,
        "fba": False,
        "updated_at": None,
        "errors": "",
    }
    return ListingFact(**{**plain, **changed})  # type: ignore[arg-type]


def test_r14_fba_is_never_sent_under_safe_and_only_by_force_under_documented() -> None:
    fba = fact(fba=True)
    assert not pauses(fact(), forced=False, policy=Policy.SAFE)
    assert pauses(fba, forced=True, policy=Policy.SAFE)
    assert pauses(fba, forced=False, policy=Policy.DOCUMENTED)
    assert not pauses(fba, forced=True, policy=Policy.DOCUMENTED)


def test_r16_an_offer_counts_when_it_shows_or_something_later_does() -> None:
    offer = Offer(3, 100)
    before, after = NOW.replace(year=2025), NOW.replace(year=2027)
    assert offer_verdict(None, offer, NOW) is Verdict.NOT_YET
    assert offer_verdict(fact(), offer, NOW) is Verdict.CONFIRMED
    assert offer_verdict(fact(price_yen=None), offer, NOW) is Verdict.CONFIRMED
    assert offer_verdict(fact(quantity=2), offer, NOW) is Verdict.NOT_YET
    assert offer_verdict(fact(price_yen=99), offer, NOW) is Verdict.NOT_YET
    assert offer_verdict(fact(quantity=2, updated_at=before), offer, NOW) is Verdict.NOT_YET
    assert offer_verdict(fact(quantity=2, updated_at=after), offer, NOW) is Verdict.CONFIRMED
    assert offer_verdict(fact(errors="90220 no"), offer, NOW) is Verdict.REFUSED
    assert delete_verdict(None) is Verdict.CONFIRMED
    assert delete_verdict(fact()) is Verdict.NOT_YET


@given(
    st.text("0123456789", min_size=7, max_size=7) | st.text("0123456789", min_size=12, max_size=12)
)
def test_r07_exactly_one_check_digit_fits_a_jan(head: str) -> None:
    assert sum(check_jan(head + digit) is None for digit in "0123456789") == 1


@pytest.mark.parametrize(
    "jan", ["", "1", "49012345678942", "４９０１２３４５６７８９４", "abcdefgh"]
)
def test_r07_a_jan_has_8_or_13_digits(jan: str) -> None:
    assert check_jan(jan) is not None
    assert check_jan("4901234567894") is None
    assert check_jan("49123456") is None
