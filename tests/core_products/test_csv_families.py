"""R09, R11: SKU, ASIN and parent hold over all rows of a file together with the books."""

from csv_shop import csv_shop, file, told

from core.domain.refusals import Refusal


def test_r09_r11_two_rows_of_a_file_cannot_have_one_sku() -> None:
    with csv_shop() as shop:
        plan = shop.take(
            file(
                "N1,,あ,,1,1,,連携する,登録する,B0AAAAAAAA,SAME",
                "N2,,い,,1,1,,連携する,登録する,B0BBBBBBBB,SAME",
                "N3,N1,う,,1,1,,連携する,登録する,B0AAAAAAAA,OTHER",
            ),
            skip_bad_rows=True,
        )
        assert told(plan.errors) == [(3, "Amazon出品者SKU"), (4, "ASIN")]
        assert str(Refusal.SKU_TAKEN) in plan.errors[0].reason
        assert str(Refusal.OPTION_ASIN) in plan.errors[1].reason
        assert shop.product("N1").sku == "SAME"
        assert "N2" not in shop.codes()


def test_r09_r11_two_products_may_exchange_their_skus() -> None:
    with csv_shop() as shop:
        plan = shop.take(
            file(
                "P1,,,,,,,,,B0TSHIRTR0,TSHIRT-R",
                "P2-R,,,,,,,,,B0TEA00000,TEA",
            )
        )
        assert (plan.changed, plan.errors) == (2, ())
        assert (shop.product("P1").sku, shop.product("P2-R").sku) == ("TSHIRT-R", "TEA")


def test_r09_r11_a_row_that_is_left_out_keeps_its_sku_from_the_others() -> None:
    with csv_shop() as shop:
        plan = shop.take(
            file("P3,,,,,,,連携する,,B0PEN00000,TEA", "P1,,,,x,,,,,,MOVED"), skip_bad_rows=True
        )
        assert told(plan.errors) == [(2, "Amazon出品者SKU"), (3, "在庫数")]
        assert shop.product("P1").sku == "TEA"


def test_r09_r11_a_clash_may_leave_the_next_row_without_its_sku() -> None:
    """The first row cannot have its new SKU, so the second cannot have the first one's old SKU."""
    with csv_shop() as shop:
        plan = shop.take(
            file("P1,,,,,,,,,,TSHIRT-R", "P3,,,,,,,連携する,,B0PEN00000,TEA"), skip_bad_rows=True
        )
        assert told(plan.errors) == [(2, "Amazon出品者SKU"), (3, "Amazon出品者SKU")]
        assert (shop.product("P1").sku, shop.product("P3").sku) == ("TEA", "")


def test_r09_r11_options_may_come_before_their_parent_in_one_file() -> None:
    with csv_shop(filled=False) as shop:
        plan = shop.take(
            file(
                "SHIRT-R,SHIRT,赤,,1,1,,連携する,登録する,B0REDREDRE,S-R",
                "SHIRT,,シャツ,,1,1,,,,,",
            )
        )
        assert (plan.added, plan.errors) == (2, ())
        assert shop.product("SHIRT-R").parent == "SHIRT"
        assert shop.product("SHIRT").data_link is None
