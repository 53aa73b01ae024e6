"""Every verb, every part of an expectation and every kind of value tells its mistakes by place."""

from pathlib import Path

import pytest
from scenario_mistakes import HERE, check
from scenario_texts import HEAD, case_text

from scenarios.language import kinds
from scenarios.language.definition import VERBS
from scenarios.language.expectations import Expect
from scenarios.language.kinds import block_of
from scenarios.language.loader import load_all
from scenarios.language.mistakes import WrongFile

A = "  - buyer_orders: {order: A, items: {TEA: 1}}\n"
F = "  - buyers_order: {group: F, orders: 3, items: {TEA: 1}}\n"
WAIT = "steps:\n  - wait: PT1H\n"
OUT = "  - fault: {name: out, kind: reset}\n"

VERB_MISTAKES = (
    ("  - buyer_orders: {order: A, items: §[TEA]}\n", "を項目名とする表"),
    ("  - buyer_orders: {order: A, items: {TEA: 1}, placed_at: §昨日}\n", "日本時間の日時"),
    ("  - buyer_orders: {order: A, items: {TEA: 1}, oversell: §はい}\n", "true か false"),
    ("  - buyer_pays: §[A]\n", "リストがあります"),
    (A + "  - buyer_cancels: {§oder: A}\n", "「order」ではありませんか"),
    (A + "  - buyer_asks_to_cancel: {order: A, §reason: }\n", "値がありません"),
    (A + "  - seller_central_ships: {order: A, tracking: §''}\n", "文字数が0です"),
    (A + "  - seller_central_cancels: §{reason: 在庫}\n", "「order」がありません"),
    ("  - seller_central_edits: {sku: TEA, quantity: §-1}\n", "0から1000000までの整数"),
    ("  - seller_central_edits: {sku: TEA, fulfilled_by: §FBA}\n", "MERCHANT, AMAZON"),
    ("  - amazon_cancels: §B\n", "注文の呼び名「B」はありません"),
    (A + "  - shop_ships: {order: A, tracking: 1, refused: §ALREADY_SHIPED}\n", "ではありませんか"),
    (A + "  - shop_cancels: {order: A, reason: §品切れ}\n", "在庫切れ, "),
    (A + "  - shop_takes_back: {order: A, §reason: x}\n", "「reason」という項目はありません"),
    ("  - shop_sets_stock: {product: tea, quantity: §たくさん}\n", "までの整数"),
    ("  - shop_sets_price: {product: tea, price: §9.5}\n", "「9.5」は書けません"),
    ("  - shop_adds_product: {product: §tea, title: 茶, stock: 1, price: 1}\n", "二つ目です"),
    ("  - shop_adds_product: {product: §緑茶, title: 茶, stock: 1, price: 1}\n", "半角英数字"),
    ("  - shop_links: {product: tea, sku: TEA, asin: §B0}\n", "10文字の半角英大文字と数字"),
    ("  - shop_links: {product: tea, sku: TEA, asin: B0RENKEI01, force: §yes}\n", "true か false"),
    ("  - shop_unlinks: §tee\n", "「tea」ではありませんか"),
    ("  - wait: §1時間\n", "期間（例: PT20M"),
    ("  - shop_sells: {product: tea, quantity: §0}\n", "1から100000までの整数"),
    ("  - shop_sets_reserve: §-2\n", "0から1000000までの整数"),
    (
        "  - shop_switches: {product: tea, data_link: §ON, posting: 登録する}\n",
        "連携する, 連携しない",
    ),
    ("  - shop_switches: §{product: tea, data_link: 連携する}\n", "「posting」がありません"),
    (
        "  - shop_makes_option: {product: tea, parent: §cha}\n",
        "ショップの商品コード「cha」はありません",
    ),
    ("  - shop_sets_jan: {product: §tee, jan: '49968712'}\n", "「tea」ではありませんか"),
    ("  - shop_removes_product: {product: tea, confirmed: §1}\n", "true か false"),
    ("  - shop_finds: {text: 茶, asins: §B0RENKEI01}\n", "リスト（"),
    ("  - shop_finds: {text: 茶, asins: [§B0renkei01]}\n", "半角英大文字"),
    ("  - shop_checks_asin: §B0-RENKEI1\n", "半角英大文字"),
    ("  - shop_imports_products: §{skip_bad_rows: true}\n", "「csv」がありません"),
    ("  - shop_imports_products: {csv: x, wrong_lines: [§二]}\n", "までの整数"),
    ("  - shop_imports_shipments: {csv: x, shipped: §-1}\n", "までの整数"),
    ("  - shop_ships_all: §G\n", "注文の組の呼び名「G」はありません"),
    (F + "  - shop_cancels_all: {group: F, reason: §なし}\n", "在庫切れ, "),
    ("  - shop_starts_link: {ready_after: §3}\n", "期間"),
    ("  - shop_starts_link: {contract: §本契役}\n", "「本契約」ではありませんか"),
    ("  - shop_stops_link: {refused: §NOT_LINKT}\n", "「NOT_LINKED」ではありませんか"),
    ("  - shop_sets_contract: §本契役\n", "「本契約」ではありませんか"),
    ("  - shop_sets_policy: §save\n", "「safe」ではありませんか"),
    ("  - shop_pushes_now: §すぐ\n", "「すぐ」は書けません"),
    ("  - shop_renews_link: {§refuse: NOT_LINKED}\n", "「refused」ではありませんか"),
    ("  - shop_authorises: {answer: §goood}\n", "「good」ではありませんか"),
    ("  - shop_authorises: {plan: §大口}\n", "PROFESSIONAL, INDIVIDUAL"),
    ("  - buyers_order: {group: F, orders: §0, items: {TEA: 1}}\n", "1から100000までの整数"),
    (F + F.replace("group: F", "group: §F"), "注文の組の呼び名「F」は二つ目です"),
    (F + "  - buyer_pays: §G-1\n", "注文の呼び名「G-1」はありません"),
    ("  - fault: {name: out, kind: §timeot}\n", "「timeout」ではありませんか"),
    ("  - fault: {name: out, kind: status, status: §200}\n", "400から599までの整数"),
    (
        "  - fault: {name: out, kind: reset, operation: §getOrders}\n",
        "「getOrder」ではありませんか",
    ),
    (OUT + "  - fault_ends: §outt\n", "「out」ではありませんか"),
    ("  - amazon_behaves: {behaviour: §feed_outcom, value: stuck}\n", "「feed_outcome」では"),
    ("  - engine: §stopped\n", "killed, started"),
    ("  - network: §down\n", "cut, answers_lost, back"),
    ("  - shop_clock: {fast: §5分}\n", "期間"),
    ("  - expect: {§stok: {tea: 1}}\n", "「stock」ではありませんか"),
)

EXPECTED_MISTAKES = (
    (A + "  - expect: {orders: {§B: {shown: true}}}\n", "ここまでにあるのは A です"),
    (F + "  - expect: {every: {F: {送信状態: §済み}}}\n", "送信待ち, "),
    ("  - expect: {stock: {§tee: 1}}\n", "「tea」ではありませんか"),
    ("  - expect: {products: {tea: {§在庫: 1}}}\n", "「在庫数」ではありませんか"),
    ("  - expect: {ledger: {TEA: {§引当: -1}}}\n", "「注文引当」ではありませんか"),
    ("  - expect: {findings: {TEA: [§R99]}}\n", "お知らせの種類「R99」はありません"),
    ("  - expect: {jobs: {注文取込: {backlog: §なし}}}\n", "までの整数"),
    ("  - expect: {link: {状態: §連携}}\n", "「連携中」ではありませんか"),
    ("  - expect: {amazon: {listings: {TEA: §たくさん}}}\n", "なし のどれか、または"),
    (A + "  - expect: {amazon: {orders: {A: §SHIPED}}}\n", "「SHIPPED」ではありませんか"),
    ("  - expect: {calls: {getOrder: {§most: 1}}}\n", "「at_most」ではありませんか"),
    ("  - expect: {failed_calls: {§getorder: 0}}\n", "「getOrder」ではありませんか"),
    ("  - expect: {stock: {tea: 1}, within: §5m}\n", "期間"),
    ("  - expect: {stock: {tea: 1}, stays: §ずっと}\n", "期間"),
    ("  - §expect: {stock: {tea: 1}, never: PT1H, stays: PT1H}\n", "手順を分けてください"),
    (A + "  - expect: {orders: {A: {合計: §0円}}}\n", "未確定 のどれか"),
    (A + "  - expect: {orders: {A: {配送完了: §押せるか}}}\n", "「押せる」ではありませんか"),
    (A + "  - expect: {orders: {A: {marks: §一部出荷}}}\n", "リスト（"),
    (A + "  - expect: {orders: {A: {set_aside: §いいえ}}}\n", "true か false"),
)

KIND_MISTAKES = {
    kinds.Text: ("  - buyer_pays: §A B\n", "注文の呼び名"),
    kinds.Whole: ("  - shop_sells: {product: tea, quantity: §1e3}\n", "整数"),
    kinds.Flag: ("  - shop_removes_product: {product: tea, confirmed: §on}\n", "true か false"),
    kinds.Choice: ("  - network: §bck\n", "「back」ではありませんか"),
    kinds.Duration: ("  - wait: §P1Y\n", "期間"),
    kinds.BehaviourValue: (
        "  - amazon_behaves: {behaviour: feed_outcome, value: §stuk}\n",
        "「stuck」ではありませんか",
    ),
    kinds.Moment: (A.replace("}}", "}, placed_at: §2026-13-01}"), "日本時間の日時"),
    kinds.TimeOfDay: ("  - at: §9時\n    wait: PT1H\n", "日本時間の時刻（例: 09:05）"),
    kinds.ListOf: ("  - shop_finds: {text: 茶, asins: §{a: 1}}\n", "リスト（"),
    kinds.Table: ("  - expect: {stock: §[tea]}\n", "を項目名とする表"),
    kinds.Block: ("  - seller_central_edits: §TEA\n", "を項目とする表"),
    kinds.StepForm: ("  - §- wait: PT1H\n", "手順"),
    kinds.OneOf: ("  - expect: {calls: {getOrder: §一度}}\n", "または"),
}


@pytest.mark.parametrize(("steps", "told"), VERB_MISTAKES)
def test_a_verb(steps: str, told: str) -> None:
    check(case_text(steps), told)


@pytest.mark.parametrize(("steps", "told"), EXPECTED_MISTAKES)
def test_an_expectation(steps: str, told: str) -> None:
    check(case_text(steps), told)


@pytest.mark.parametrize(("steps", "told"), KIND_MISTAKES.values(), ids=lambda one: str(one)[:30])
def test_a_kind_of_value(steps: str, told: str) -> None:
    check(case_text(steps), told)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("shop:\n", "shop:\n  linked: §いいえ\n", "true か false"),
        ("shop:\n", "shop:\n  ready_after: §3h\n", "期間"),
        ("shop:\n", "shop:\n  consented_ago: §1年\n", "期間"),
        ("shop:\n", "shop:\n  contract: §試用\n", "本契約"),
        ("shop:\n", "shop:\n  reserve: §-1\n", "0から1000000までの整数"),
        ("shop:\n", "shop:\n  buyers: §1\n", "true か false"),
        ("shop:\n", "shop:\n  demo: §demo\n", "true か false"),
        ("shop:\n", "shop:\n  many: {count: §60000, stock: 1, price: 1}\n", "1から50000までの整数"),
        (
            "shop:\n",
            "amazon: {behaviours: {§feed: stuck}}\nshop:\n",
            "Amazonのふるまい「feed」はありません",
        ),
        ("shop:\n", "amazon: {listings: [§{sku: X}]}\nshop:\n", "「asin」がありません"),
        ("shop:\n", "include: §../tea.yaml\nshop:\n", "このファイルから見たファイル名"),
        ("shop:\n", "variables: §[1]\nshop:\n", "名前と値の表"),
        ("shop:\n", "examples: §{a: 1}\nshop:\n", "例の行のリスト"),
        ("title: 一つの注文", "title: §''", "文字数が0です"),
        ("id: a-case", "id: §A", "半角小文字"),
    ],
)
def test_the_beginning(old: str, new: str, told: str) -> None:
    assert old in HEAD
    check(HEAD.replace(old, new, 1) + "steps:\n  - wait: PT1H\n", told)


def test_no_verb_and_no_part_of_an_expectation_is_left_out() -> None:
    """Each has a mistake of its own, at a place within it."""
    told = [step.partition(HERE)[0].rpartition("\n")[2] for step, _ in VERB_MISTAKES]
    whole = [step.rstrip().rpartition("\n")[2] for step, _ in VERB_MISTAKES]
    assert {verb for verb in VERBS if not any(f"- {verb}: " in line for line in whole)} == set()
    assert all(told)
    parts = set(block_of(Expect).keys)
    spoken = "".join(step for step, _ in EXPECTED_MISTAKES)
    assert {part for part in parts if f"{part}: " not in spoken} == set()
    assert set(KIND_MISTAKES) == set(kinds.Kind.__args__)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("feed_outcome: §stuk", "「stuck」では"),
        ("feed_outcome: §7", "「7」は書けません。ここに書けるのは、"),
        ("authorisation_lives: §1年", "期間（例: PT20M"),
        ("authorisation_lives: §365", "期間（例: PT20M"),
        ("ship_by_days: §two", "0以上の整数"),
        ("ship_by_days: §-1", "0以上の整数"),
        ("feed_outcome: §[stuck]", "リストがあります。"),
    ],
)
def test_the_value_of_a_behaviour_is_what_the_fake_takes(given: str, told: str) -> None:
    name, _, value = given.partition(": ")
    check(HEAD.replace("shop:\n", f"amazon:\n  behaviours:\n    {given}\nshop:\n", 1) + WAIT, told)
    step = f"  - amazon_behaves:\n      behaviour: {name}\n      value: {value}\n"
    check(f"{HEAD}steps:\n{step}", told)


def test_a_wrong_value_of_a_behaviour_is_told_of_the_included_file_and_of_a_variable(
    tmp_path: Path,
) -> None:
    (tmp_path / "_shop.yaml").write_text(
        "amazon:\n  behaviours: {feed_outcome: stuk}\n", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(f"include: _shop.yaml\n{HEAD}{WAIT}", encoding="utf-8")
    with pytest.raises(WrongFile) as wrong:
        load_all(tmp_path / "a.yaml")
    (line,) = wrong.value.lines(str)
    assert line.startswith(f"{tmp_path / '_shop.yaml'}:2:30: 「stuk」は書けません。")
    check(
        f"variables: {{how: stuk}}\n{HEAD}steps:\n"
        '  - amazon_behaves: {behaviour: feed_outcome, value: §"${how}"}\n',
        "「stuck」では",
    )
