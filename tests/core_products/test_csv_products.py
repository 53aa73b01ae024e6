"""R11: products by CSV both ways; bad rows by line and column, good rows never lost."""

import pytest
from csv_bad_rows import BAD
from csv_shop import HEADER, NOW, CsvShop, csv_shop, file, told

from core.csv import NotInCp932, plan_products, read_products
from core.domain.findings import Finding
from core.domain.labels import DataLink, MoveReason, Policy, Posting
from core.domain.listings import Terms
from core.domain.refusals import Refusal

NEW = "N1,,新商品,4901234567894,5,500,,連携する,登録する,B0NEW00000,NEW-SKU"

SWITCHES = ("商品データ連携", "商品掲載")
GOOD = "G1,,良い商品,,20,1000,,,,,"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_r11_a_file_in_any_encoding_and_with_any_newline(encoding: str, newline: str) -> None:
    with csv_shop() as shop:
        text = file(NEW, 'P1,,"新しい, ""名前""",,7,1200,2,,,,').replace("\r\n", newline)
        plan = shop.take(text.encode(encoding))
        assert (plan.added, plan.changed, plan.unchanged, plan.errors) == (1, 1, 0, ())
        assert plan.applied
        new = shop.product("N1")
        assert (new.title, new.stock, new.price_yen, new.jan) == ("新商品", 5, 500, "4901234567894")
        assert (new.sku, new.asin) == ("NEW-SKU", "B0NEW00000")
        assert (new.data_link, new.posting) == (DataLink.ON, Posting.ON)
        old = shop.product("P1")
        assert (old.title, old.stock, old.price_yen) == ('新しい, "名前"', 7, 1_200)
        assert (old.reserve, old.sku) == (2, "TEA")


def test_r11_newlines_may_be_mixed_and_empty_lines_left() -> None:
    with csv_shop() as shop:
        text = f"\n{HEADER}\rP1,,あ,,1,1,,,,,\n\r\n,,,,,,,,,,\r\nP2,,い,,2,2,,,,,"
        assert shop.take(text).changed == 2
        assert (shop.product("P1").stock, shop.product("P2").title) == (1, "い")


def test_r11_columns_come_in_any_order_and_may_be_left_out() -> None:
    with csv_shop() as shop:
        plan = shop.take(file("8,P1", "9,P3", header="在庫数,独自商品コード"))
        assert (plan.changed, plan.errors) == (2, ())
        assert shop.product("P1").title == "宇治抹茶"
        assert (shop.product("P1").stock, shop.product("P3").stock) == (8, 9)


def test_r11_the_same_file_twice_changes_nothing() -> None:
    with csv_shop() as shop:
        text = file(NEW, "P1,,あ,,7,1200,2,連携しない,登録する,,", "P3,P2,万年筆,,1,1,,,,,")
        assert shop.take(text).changed == 2
        before = shop.everything()
        plan = shop.take(text)
        assert (plan.added, plan.changed, plan.unchanged) == (0, 0, 3)
        assert shop.everything() == before


def test_r11_stock_by_csv_stands_in_the_ledger() -> None:
    with csv_shop() as shop:
        shop.take(file("P1,,,,7,,,,,,"))
        (line,) = [line for line in shop.views.ledger() if line.sku == "TEA"]
        assert (line.reason, line.quantity, line.stock_after) == (MoveReason.MANUAL, -3, 7)


@pytest.mark.parametrize("case", BAD)
def test_r11_a_bad_row_is_named_by_line_column_and_reason(case: str) -> None:
    row, column = BAD[case]
    with csv_shop() as shop:
        before = shop.everything()
        plan = shop.take(file(GOOD, row, NEW))
        assert told(plan.errors) == [(3, column)]
        assert plan.errors[0].reason
        assert not plan.applied
        assert shop.everything() == before


@pytest.mark.parametrize("case", BAD)
def test_r11_the_good_rows_are_taken_where_bad_ones_are_skipped(case: str) -> None:
    row, _ = BAD[case]
    with csv_shop() as shop:
        plan = shop.take(file(GOOD, row, NEW), skip_bad_rows=True)
        assert plan.applied
        assert (plan.added, plan.changed) == (2, 0)
        assert shop.product("G1").title == "良い商品"
        assert shop.product("N1").stock == 5
        assert shop.product("P1").title == "宇治抹茶"


def test_r11_every_wrong_cell_of_a_row_is_named() -> None:
    with csv_shop() as shop:
        plan = shop.take(file("=X,,あ,1,x,0,y,z,z,B0,"))
        assert [column for _, column in told(plan.errors)] == sorted(
            ["独自商品コード", "JANコード", "在庫数", "価格", "安全在庫", "ASIN", *SWITCHES]
        )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (b"\r\n \r\n", "空"),
        (b"\xef\xbb\xbf", "空"),
        ("商品名\r\nあ\r\n".encode(), "独自商品コード"),
        ("独自商品コード,色\r\nP1,赤\r\n".encode(), "「色」"),
        ("独自商品コード,価格,価格\r\nP1,1,1\r\n".encode(), "2つ"),
        ("code\r\n".encode("utf-16"), "UTF-16"),
        (HEADER.encode() + b"\r\nP1,\xff\xff", "文字コード"),
        (HEADER.encode("utf-8-sig") + b"\r\n" + "あ".encode("cp932"), "文字コード"),
        (HEADER.encode("euc_jp") + b"\r\n", ""),
        (b'"' + HEADER.encode(), "引用符"),
    ],
)
def test_r11_a_file_that_cannot_be_read_is_refused_whole(data: bytes, reason: str) -> None:
    with csv_shop() as shop:
        before = shop.everything()
        for skip_bad_rows in (False, True):
            plan = shop.take(data, skip_bad_rows=skip_bad_rows)
            assert not plan.applied
            assert plan.errors
            assert reason in " ".join(error.reason for error in plan.errors)
        assert shop.everything() == before


def test_r11_the_line_where_an_encoding_breaks_is_named() -> None:
    with csv_shop() as shop:
        rows = HEADER.encode() + b"\r\nP1,,a,,1,1,,,,,\r\nP2,,\xff\xff,,1,1,,,,,\r\n"
        assert told(shop.take(rows).errors) == [(3, "")]


def test_r11_a_cell_of_several_lines_does_not_shift_the_numbers() -> None:
    with csv_shop() as shop:
        plan = shop.take(file('P1,,"あ\r\nい\r\nう",,1,1,,,,,', "P2,,い,,x,1,,,,,"))
        assert told(plan.errors) == [(2, "商品名"), (5, "在庫数")]


def test_r11_a_code_that_comes_twice_is_refused_the_second_time() -> None:
    with csv_shop() as shop:
        plan = shop.take(file(NEW, "P1,,あ,,1,1,,,,,", "P1,,い,,2,2,,,,,"), skip_bad_rows=True)
        assert told(plan.errors) == [(4, "独自商品コード")]
        assert "3行目" in plan.errors[0].reason
        assert shop.product("P1").title == "あ"


def test_r10_r11_a_file_that_deletes_listings_asks_first() -> None:
    with csv_shop() as shop:
        text = file("P1,,,,,,,,登録しない,,", "P2-R,,,,,,,連携しない,登録しない,,")
        plan = plan_products(shop.books, read_products(text.encode()))
        assert told(plan.errors) == [(2, "商品掲載")]
        assert plan.errors[0].reason == Refusal.DELETES_LISTING
        plan = plan_products(shop.books, read_products(text.encode()), confirmed=True)
        assert (plan.deletions, plan.errors) == (1, ())
        assert shop.take(text, confirmed=True).applied
        assert shop.product("P1").posting is Posting.OFF
        assert (shop.product("P2-R").data_link, shop.product("P2-R").posting) == (
            DataLink.OFF,
            Posting.OFF,
        )


def test_r14_r11_what_stood_on_a_link_goes_with_it_by_csv_too() -> None:
    with csv_shop() as shop:
        with shop.books.atomic(NOW):
            for sku in ("TEA", "TSHIRT-R"):
                shop.books.findings.raise_(Finding.FBA_PAUSED, sku, NOW, sku=sku)
        shop.books.connection.execute("UPDATE links SET paused = 'FBA', at_amazon = 'present'")
        shop.take(file("P1,,,,,,,,,,TEA-2", "P2-R,,,,,,,連携しない,,,"))
        assert shop.views.findings() == ()
        assert not shop.product("P2-R").fba
        shop.take(file("P2-R,,,,,,,連携する,,,"))
        (change,) = [
            each
            for each in shop.books.offers.to_look_at(
                Terms(Policy.DOCUMENTED, 0), NOW, after="", limit=9
            )
            if each.code == "P2-R"
        ]
        assert change.at_amazon is None


def test_r11_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    with csv_shop() as shop:
        before = shop.everything()
        plan = plan_products(shop.books, read_products(file(NEW, "P1,,,,7,,,,,,").encode()))
        assert (plan.added, plan.changed, plan.applied) == (1, 1, False)
        shown = {(each.code, each.column): (each.before, each.after) for each in plan.changes}
        assert shown["P1", "在庫数"] == ("10", "7")
        assert shown["N1", "ASIN"] == ("", "B0NEW00000")
        assert ("P1", "商品名") not in shown
        assert shop.everything() == before


def test_r11_nothing_is_half_done_where_the_writing_is_cut() -> None:
    with csv_shop() as shop:
        before = shop.everything()
        shop.books.connection.execute(
            "CREATE TEMP TRIGGER cut AFTER INSERT ON links BEGIN SELECT raise(ABORT, 'cut'); END"
        )
        with pytest.raises(Exception, match="cut"):
            shop.take(file("P1,,あ,,1,1,,,,,", NEW))
        assert shop.everything() == before


def test_r15_an_oversold_product_can_be_exported_and_imported() -> None:
    with csv_shop() as shop:
        shop.books.connection.execute("UPDATE products SET stock = -2 WHERE code = 'P1'")
        exported = shop.export()
        assert b",'-2," in exported
        plan = shop.take(exported)
        assert (plan.changed, plan.unchanged, plan.errors) == (0, 4, ())


def test_r11_shift_jis_holds_what_it_can_and_says_what_it_cannot() -> None:
    with csv_shop() as shop:
        assert shop.take(shop.export("cp932")).unchanged == 4
        shop.desk.add_product("P4", "絵文字🍵", stock=1, price_yen=1)
        with pytest.raises(NotInCp932) as refused:
            shop.export("cp932")
        assert (refused.value.code, refused.value.character) == ("P4", "🍵")
        assert shop.take(shop.export()).unchanged == 5


def test_r11_a_deleted_product_comes_back_by_csv() -> None:
    with csv_shop() as shop:
        shop.desk.remove_product("P1", confirmed=True)
        assert b"P1," not in shop.export()
        assert shop.take(file("P1,,宇治抹茶,,10,1000,,,,,")).changed == 1
        assert not shop.product("P1").removed


def test_r11_a_hundred_thousand_rows_are_read_one_by_one() -> None:
    rows = "".join(f"P{n},,商品,,{n % 7},{1 + n % 9},,,,,\r\n" for n in range(100_000))
    sheet = read_products((HEADER + "\r\n" + rows).encode())
    found = sheet.rows()
    assert next(found).line == 2
    assert sum(row.value is not None for row in found) == 99_999


def test_clock_of_the_shop_is_the_one_given() -> None:
    with csv_shop() as shop:
        shop.take(file("P1,,,,7,,,,,,"))
        assert {line.at for line in shop.views.ledger()} == {NOW}
        assert isinstance(shop, CsvShop)
