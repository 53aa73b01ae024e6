"""Commands at the shop: one line each, refused with the reason, nothing done under --dry-run."""

import pytest
from headless_shop import FBA, PRODUCTS, TEA, Till

from core.domain.refusals import Refusal
from core.views.product_rows import ProductOrder
from tui.headless.products import ORDERS


@pytest.fixture
def paid(linked: Till) -> tuple[Till, str]:
    """A shop with one order to ship."""
    order = linked.amazon.place()
    linked.take_in(order)
    return linked, order


def state(till: Till, order: str) -> tuple[str, str | None]:
    (row,) = (row for row in till("orders", "--json").json() if row["order_id"] == order)
    return row["handling"], row["push_state"]


def test_r32_a_shipment_waits_and_can_be_taken_back(paid: tuple[Till, str]) -> None:
    till, order = paid
    said = till("ship", order, "佐川急便", "3600-1")
    assert (said.code, "送信待ち" in said.out) == (0, True)
    assert till("take-back", order, "--dry-run").code == 0
    assert state(till, order) == ("配送完了", "送信待ち")
    assert till("take-back", order).code == 0
    assert state(till, order) == ("未処理", "取り下げ")
    said = till("take-back", order)
    assert (said.code, said.out) == (1, "")
    assert Refusal.NOTHING_TO_TAKE_BACK.value in said.err


def test_the_same_shipment_twice_changes_nothing(paid: tuple[Till, str]) -> None:
    till, order = paid
    assert till("ship", order, "YAMATO", "1").code == 0
    assert till("ship", order, "ヤマト運輸", "1").code == 0
    said = till("ship", order, "ヤマト運輸", "2")
    assert (said.code, Refusal.PUSH_UNDER_WAY.value in said.err) == (1, True)


def test_r31_dry_run_checks_and_does_nothing(paid: tuple[Till, str]) -> None:
    till, order = paid
    assert till("ship", order, "ヤマト運輸", "1", "--dry-run").code == 0
    said = till("ship", order, "ヤマト運輸", "番号", "--dry-run")
    assert (said.code, Refusal.BAD_TRACKING.value in said.err) == (1, True)
    assert state(till, order) == ("未処理", None)


def test_r25_an_fba_order_cannot_be_shipped_or_cancelled(linked: Till) -> None:
    order = linked.amazon.place(FBA)
    linked.take_in(order)
    for words in (("ship", order, "ヤマト運輸", "1"), ("cancel", order, "在庫切れ")):
        said = linked(*words)
        assert (said.code, Refusal.FBA.value in said.err) == (1, True)


def test_r37_cancel_by_label_or_by_amazons_word(paid: tuple[Till, str]) -> None:
    till, order = paid
    assert till("cancel", order, "NoInventory", "--dry-run").code == 0
    assert state(till, order) == ("未処理", None)
    assert till("cancel", order, "在庫切れ").code == 0
    assert state(till, order) == ("キャンセル", "送信待ち")
    said = till("cancel", order, "なんとなく")
    assert (said.code, "在庫切れ" in said.err) == (2, True)


def test_r39_many_are_cancelled_at_once_and_each_is_answered(paid: tuple[Till, str]) -> None:
    till, order = paid
    said = till("cancel", order, "250-0000000-0000000", "購入者都合", "--json")
    assert said.code == 1
    assert [row["outcome"] for row in said.json()] == ["受付", "不可"]


def test_r39_shipments_by_csv(paid: tuple[Till, str]) -> None:
    till, order = paid
    file = till.folder / "ship.csv"
    row = f"{order},ヤマト運輸,1234,2026/11/23\n"
    file.write_text(f"注文番号,配送業者,追跡番号,出荷日\n{row}", encoding="cp932")
    said = till("ship", "--csv", str(file), "--dry-run")
    assert (said.code, state(till, order)) == (0, ("未処理", None))
    assert till("ship", "--csv", str(file)).code == 0
    assert state(till, order) == ("配送完了", "送信待ち")
    assert "変更なし 1件" in till("ship", "--csv", str(file)).out


def test_r39_a_bad_row_is_named_by_line_and_column_and_stops_all(paid: tuple[Till, str]) -> None:
    till, order = paid
    file = till.folder / "ship.csv"
    rows = f"{order},ヤマト運輸,1234\n{order[:-1]}x,ヤマト運輸,=cmd\n"
    file.write_text(f"注文番号,配送業者,追跡番号\n{rows}", encoding="utf-8")
    said = till("ship", "--csv", str(file))
    assert said.code == 1
    assert "3行目 追跡番号" in said.err
    assert state(till, order) == ("未処理", None)
    assert till("ship", "--csv", str(file), "--skip-bad-rows").code == 1
    assert state(till, order) == ("配送完了", "送信待ち")


def test_r11_products_go_out_and_come_back_unchanged(linked: Till) -> None:
    for encoding in ("utf-8", "cp932"):
        file = linked.folder / f"{encoding}.csv"
        assert linked("products", "export", str(file), "--encoding", encoding).code == 0
        said = linked("products", "import", str(file), "--json")
        assert said.code == 0
        assert (said.json()["changed"], said.json()["unchanged"]) == (0, 2)


def test_r11_dry_run_of_an_import_shows_what_would_change(linked: Till) -> None:
    file = linked.folder / "more.csv"
    file.write_text("独自商品コード,在庫数\nP1,7\n", encoding="utf-8")
    said = linked("products", "import", str(file), "--dry-run")
    assert (said.code, "在庫数 40 → 7" in said.out) == (0, True)
    assert {row["code"]: row["stock"] for row in linked("products", "--json").json()}["P1"] == 40


def test_r10_an_import_deletes_listings_only_when_told(linked: Till) -> None:
    file = linked.folder / "gone.csv"
    file.write_text("独自商品コード,商品掲載\nP1,登録しない\n", encoding="utf-8")
    assert linked("link-csv", str(file)).code == 1
    said = linked("link-csv", str(file), "--delete-listings", "--json")
    assert (said.code, said.json()["deletions"]) == (0, 1)


@pytest.mark.parametrize("body", [b"", b"\x00\x01", "見出し\n".encode(), PRODUCTS.encode("utf-16")])
def test_a_file_that_is_no_csv_of_products_changes_nothing(linked: Till, body: bytes) -> None:
    file = linked.folder / "bad.csv"
    file.write_bytes(body)
    said = linked("products", "import", str(file))
    assert said.code == 1
    assert "行目" in said.err
    assert "Traceback" not in said.err


def test_r12_what_changed_is_pushed_before_the_hour(linked: Till) -> None:
    linked("stock", "P1", "5")
    waiting = linked("products", "--unsent", "--sort", "difference", "--json").json()
    assert [row["code"] for row in waiting] == ["P1"]
    assert linked("products", "push", "--dry-run").code == 0
    assert linked("products", "push").code == 0


def test_the_ways_of_sorting_are_those_of_the_list() -> None:
    assert list(ProductOrder) == list(ORDERS)


def test_stock_is_set_by_hand(linked: Till) -> None:
    assert "40 → 5" in linked("stock", "P1", "5", "--dry-run").out
    assert "40 → 5" in linked("stock", "P1", "5").out
    assert "5 → 6" in linked("stock", "P1", "6").out
    assert linked("stock", "P9", "1").code == 1
    assert linked("stock", "P1", "viele").code == 2


def test_r40_purge_deletes_buyers_for_good(paid: tuple[Till, str]) -> None:
    till, order = paid
    assert till("order", order, "--buyer", "--json").json()["buyer"] is not None
    assert "0人" in till("purge").out
    assert "1人" in till("purge", order, "--dry-run").out
    assert till("purge", "--all").code == 2
    assert "1人" in till("purge", "--all", "--yes").out
    assert till("order", order, "--buyer", "--json").json()["buyer"] is None


def test_r40_nothing_shows_a_buyer_but_the_order_when_asked(paid: tuple[Till, str]) -> None:
    till, order = paid
    person = till("order", order, "--buyer", "--json").json()["buyer"]
    secrets = [text for text in person.values() if isinstance(text, str) and len(text) > 5]
    assert len(secrets) > 3
    (hit,) = till("orders", "--buyer", secrets[0], "--json").json()
    assert hit["order_id"] == order
    written = "".join(
        till(*words).out
        for words in (
            ("orders", "--json"),
            ("order", order),
            ("order", order, "--json"),
            ("journal", "--limit", "1000", "--json"),
            ("findings", "--json"),
            ("status", "--json"),
            ("doctor", "--json"),
        )
    )
    assert [text for text in secrets if text in written] == []


def test_books_that_are_not_there_are_not_made_by_looking(till: Till) -> None:
    for words in (("orders",), ("status",), ("ship", "1", "2", "3"), ("purge",)):
        said = till(*words)
        assert said.code == 2
        assert "renkei link" in said.err
    assert not till.books.exists()


def test_a_wrong_argument_is_exit_2(till: Till) -> None:
    for words in (
        ("ship",),
        ("ship", "1", "ヤマト運輸"),
        ("orders", "--json", "--csv"),
        ("orders", "--limit", "0"),
        ("products", "--search", "x", "import"),
        ("sync", "--once", "--until", "+1h"),
    ):
        said = till(*words)
        assert (said.code, said.err.count("\n")) == (2, 1)


def test_the_two_lanes_of_an_order_fit_80_columns(paid: tuple[Till, str]) -> None:
    from rich.cells import cell_len

    till, order = paid
    till("ship", order, "ヤマト運輸", "1234")
    till("sync", "--until", "+40m")
    said = till("order", order)
    assert "makeshop" in said.out
    assert "confirmShipment → 204" in said.out
    assert max(cell_len(line) for line in said.out.splitlines()) <= 80
    assert TEA in said.out


def test_r17_settings_are_shown_and_changed(linked: Till) -> None:
    before = linked("settings", "--json").json()
    assert (before["policy"], before["reserve"]) == ("documented", 0)
    assert linked("settings", "--policy", "safe", "--dry-run").code == 0
    assert linked("settings", "--json").json() == before
    said = linked("settings", "--policy", "safe", "--reserve", "2", "--no-personal-data", "--json")
    assert said.json() == before | {"policy": "safe", "reserve": 2, "personal_data": False}
