"""R11: an import is taken back row by row; what has changed meanwhile stays and is named."""

from csv_shop import CsvShop, csv_shop, file

from core.books import product_import
from core.domain.labels import DataLink, PushState
from core.views.product_rows import ProductRow

NEW_FIGURES = file(
    "P1,,宇治抹茶 新,4901234567894,12,1200,3,連携しない,,,",
    "P3,,,,31,,,連携する,登録する,B0PEN00000,PEN",
    "P4,,新商品,,5,800,,,,,",
    "P4-S,P4,新商品 小,,5,400,,連携する,登録する,B0NEW00000,NEW-S",
)


def _rows(shop: CsvShop) -> list[tuple[object, ...]]:
    """Products with their Amazon data, as a person sees them."""
    return [
        (
            row.code,
            row.parent,
            row.title,
            row.jan,
            row.stock,
            row.price_yen,
            row.reserve,
            *_data(row),
        )
        for row in shop.views.products()
    ]


def _data(row: ProductRow) -> tuple[object, ...]:
    return row.data_link, row.posting, row.asin, row.sku


def test_every_row_is_as_before_new_products_and_links_gone() -> None:
    with csv_shop() as shop:
        before = _rows(shop)
        plan = shop.take(NEW_FIGURES)
        assert _rows(shop) != before
        restored = shop.desk.restore_products(plan.written)
        assert _rows(shop) == before
        assert (len(restored.done), restored.kept) == (4, ())
        assert shop.views.ledger(sku="TEA")[-1].quantity == -2, "the way back is in the ledger"


def test_what_changed_meanwhile_stays_and_the_rest_goes_back() -> None:
    with csv_shop() as shop:
        plan = shop.take(NEW_FIGURES)
        shop.desk.set_stock("P1", 7)
        shop.desk.set_price("P4", 900)
        restored = shop.desk.restore_products(plan.written)
        assert set(restored.kept) == {"P1", "P4"}
        assert shop.product("P1").stock == 7
        assert shop.product("P1").title == "宇治抹茶 新"
        assert shop.product("P3").stock == 30
        assert shop.codes() == ["P1", "P2", "P2-R", "P3", "P4"], "its option was nobody else's"


def test_a_figure_that_the_file_left_alone_may_change() -> None:
    with csv_shop() as shop:
        plan = shop.take(file("P3,,,,,777,,,,,"))
        shop.desk.set_stock("P3", 1)
        assert shop.desk.restore_products(plan.written).kept == ()
        assert (shop.product("P3").price_yen, shop.product("P3").stock) == (1_000, 1)


def test_an_option_given_meanwhile_keeps_its_new_parent() -> None:
    with csv_shop() as shop:
        plan = shop.take(file("P4,,新商品,,5,800,,,,,"))
        shop.desk.set_parent("P3", "P4")
        assert shop.desk.restore_products(plan.written).kept == ("P4",)
        assert shop.product("P3").parent == "P4"


def test_r09_exchanged_skus_are_exchanged_again_unless_another_has_one() -> None:
    exchange = file("P1,,,,,,,,,B0TSHIRTR0,TSHIRT-R", "P2-R,,,,,,,,,B0TEA00000,TEA")
    moved = file("P1,,,,,,,,,B0MOVED000,MOVED")
    with csv_shop() as shop:
        before = _rows(shop)
        plan = shop.take(exchange)
        assert shop.desk.restore_products(plan.written).kept == ()
        assert _rows(shop) == before
        plan = shop.take(moved)
        shop.desk.link("P3", "TEA", "B0TEA00000")
        assert shop.desk.restore_products(plan.written).kept == ("P1",)
        assert shop.product("P1").sku == "MOVED"


def test_what_amazon_already_got_stays() -> None:
    with csv_shop() as shop:
        plan = shop.take(NEW_FIGURES)
        shop.books.connection.execute(
            "UPDATE links SET push_state = ? WHERE sku = 'NEW-S'", (PushState.ACCEPTED,)
        )
        assert set(shop.desk.restore_products(plan.written).kept) == {"P4", "P4-S"}
        assert shop.product("P4-S").sku == "NEW-S"


def test_r10_the_way_back_deletes_no_listing() -> None:
    with csv_shop() as shop:
        shop.take(file("P1,,,,,,,連携する,登録しない,,"), confirmed=True)
        plan = shop.take(file("P1,,,,,,,連携しない,,,"))
        assert shop.desk.restore_products(plan.written).kept == ("P1",)
        assert shop.product("P1").data_link is DataLink.OFF


def test_a_product_that_is_gone_is_kept_out() -> None:
    with csv_shop() as shop:
        plan = shop.take(file("P3,,,,31,,,,,,"))
        shop.desk.remove_product("P3")
        assert shop.desk.restore_products(plan.written).kept == ("P3",)


def test_a_negative_stock_comes_back_as_it_was() -> None:
    with csv_shop() as shop:
        shop.books.connection.execute("UPDATE products SET stock = -2 WHERE code = 'P3'")
        plan = shop.take(file("P3,,,,31,,,,,,"))
        shop.desk.restore_products(plan.written)
        assert shop.product("P3").stock == -2


def test_an_import_too_long_to_be_kept_says_so_by_keeping_nothing(monkeypatch) -> None:
    monkeypatch.setattr(product_import, "WRITTEN_MAX", 1)
    with csv_shop() as shop:
        assert shop.take(file("P1,,,,1,,,,,,")).written
        assert shop.take(file("P1,,,,2,,,,,,", "P3,,,,2,,,,,,")).written == ()
