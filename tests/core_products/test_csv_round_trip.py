"""R11: what is exported is read back equal, and no spreadsheet finds a formula in it."""

import csv
from io import StringIO

from csv_shop import csv_shop
from hypothesis import given, settings
from hypothesis import strategies as st

from core.csv.cells import escaped, unescaped
from core.domain.cleaning import clean

STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''-", "＝", "－1", "\t", "'\t"])
TEXT = st.builds(str.__add__, STARTS, st.text(max_size=20))
TITLES = TEXT.map(lambda text: clean(text, 300).strip(" \u3000")).filter(bool)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(TEXT)
def test_r11_escaped_text_starts_no_formula_and_comes_back(text: str) -> None:
    written = escaped(text)
    assert not written.startswith(FORMULAS)
    assert unescaped(written) == text


@settings(deadline=None)
@given(
    titles=st.lists(TITLES, max_size=4),
    stock=st.integers(-9, 9_999_999),
    price_yen=st.integers(1, 999_999_999),
    reserve=st.none() | st.integers(0, 99),
)
def test_r11_an_export_imported_changes_nothing(
    titles: list[str], stock: int, price_yen: int, reserve: int | None
) -> None:
    with csv_shop() as shop:
        for number, title in enumerate(titles):
            shop.desk.add_product(f"-{number}", title, stock=1, price_yen=price_yen)
            shop.desk.link(f"-{number}", f"={number}", f"B{number:09d}")
            shop.desk.set_reserve(reserve, f"-{number}")
            shop.books.connection.execute(
                "UPDATE products SET stock = ? WHERE code = ?", (stock, f"-{number}")
            )
        before = shop.everything()
        exported = shop.export()
        for row in csv.reader(StringIO(exported.decode("utf-8-sig"))):
            assert not any(cell.startswith(FORMULAS) for cell in row)
        plan = shop.take(exported)
        assert plan.errors == ()
        assert (plan.added, plan.changed, plan.unchanged) == (0, 0, 4 + len(titles))
        assert shop.everything() == before


@settings(deadline=None)
@given(titles=st.lists(TITLES, min_size=1, max_size=4))
def test_r11_an_export_fills_an_empty_shop_with_the_same(titles: list[str]) -> None:
    with csv_shop() as shop, csv_shop(filled=False) as other:
        for number, title in enumerate(titles):
            shop.desk.add_product(f"N{number}", title, stock=number, price_yen=100)
        exported = shop.export()
        plan = other.take(exported)
        assert (plan.added, plan.errors) == (4 + len(titles), ())
        assert other.export() == exported


@settings(deadline=None)
@given(junk=st.binary(max_size=400))
def test_r11_no_bytes_at_all_break_the_reader(junk: bytes) -> None:
    with csv_shop() as shop:
        for data in (junk, shop.export() + junk):
            shop.take(data, skip_bad_rows=True)


@settings(deadline=None)
@given(rows=st.lists(st.lists(TEXT, min_size=11, max_size=11), max_size=4))
def test_r11_no_cells_at_all_break_the_import(rows: list[list[str]]) -> None:
    with csv_shop() as shop:
        text = StringIO(newline="")
        csv.writer(text).writerows(rows)
        data = shop.export() + text.getvalue().encode("utf-8", "replace")
        plan = shop.take(data, skip_bad_rows=True)
        assert plan.applied
        again = shop.take(data, skip_bad_rows=True)
        assert (again.added, again.changed) == (0, 0)
