"""A wrong scenario file says where, what stands there, what could, and the nearest name."""

import pytest
from scenario_mistakes import check, mistakes
from scenario_texts import HEAD, case_text

ORDER = "  - buyer_orders: {order: A, items: {TEA: 1}}\n"


def head(old: str, new: str) -> str:
    """The head with something else in one place."""
    assert old in HEAD
    return HEAD.replace(old, new) + "steps:\n  - wait: PT1H\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("§", "ファイルが空です"),
        ("§# やあ\n", "ファイルが空です"),
        ("§- 1\n", "リストがあります"),
        ("§シナリオ\n", "「シナリオ」は書けません"),
        (HEAD + "steps:\n§\t- wait: PT1H\n", "タブ"),
        (HEAD + "steps: [\n§", "閉じられていません"),
        (HEAD + "steps: §[a\n", "閉じられていません"),
        (HEAD + 'story: §"昨日\nsteps: []\n', "閉じられていません"),
        (HEAD + "steps:\n  - wait: PT1H\n§\u3000- wait: PT1H: PT2H\n", "全角の空白"),
        (HEAD + "§steps： []\n", "「：」は全角です"),
        (HEAD + "§title: 二度目\n", "「title」が二度書かれています（はじめは2行目）"),
        (HEAD + "§---\nid: b\n", "文書が二つ"),
        (HEAD + "steps: §&s []\n", "「&」"),
        (HEAD + "steps: §*s\n", "「*」"),
        (HEAD + "steps: §!!python/none []\n", "「!」"),
        (HEAD + "§<<: {}\n", "「<<」"),
        (HEAD + "? §[a]\n: 1\n", "項目名は文字で"),
        (HEAD + "steps: §[]\n", "手順が一つもありません"),
        ("§" + HEAD, "「steps」がありません。書くのは、リスト"),
        (HEAD + "§stepz: []\n", "「steps」ではありませんか"),
        (HEAD + "rules: [§R46]\n", "R01からR45"),
        (HEAD + "policy: §save\n", "「safe」ではありませんか"),
        (HEAD + "policy: §[]\nsteps: []\n", "ポリシーが一つもありません"),
        (HEAD + 'seed: §"7"\n', "0から2147483648までの整数"),
        (HEAD + "seed: §-1\n", "「-1」は書けません"),
        (HEAD + "seed: §1e3\n", "「1e3」は書けません"),
        (head("2026-11-23 09:00", "§2026-02-30"), "「2026-02-30」は書けません"),
        (head("2026-11-23 09:00", "§あした"), "日本時間の日時"),
        (head("2026-11-23 09:00", "§9999-12-31"), "日本時間の日時"),
        (head("stock: 10", "stock: §-3"), "0から1000000までの整数"),
        (head("{sku: TEA, asin: B0RENKEI01}", "§{sku: TEA}"), "「asin」がありません"),
        (head("B0RENKEI01", "§b0renkei01"), "半角英大文字"),
        (HEAD + "§tags:\nsteps:\n", "値がありません"),
    ],
)
def test_the_head_of_a_file(text: str, told: str) -> None:
    check(text, told)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("  - §wait\n", "「wait」は書けません"),
        ("  - §{}\n", "手順に動作がありません"),
        ("  - §after: PT5M\n", "手順に動作がありません"),
        ("  - wait: §5\n", "期間（例: PT20M"),
        ("  - wait: §-PT5M\n", "期間"),
        ("  - wait: §P3000D\n", "期間"),
        ("  - §wiat: PT5M\n", "「wait」ではありませんか"),
        ("  - wait: PT5M\n    §expect: {stock: {tea: 1}}\n", "動作が二つ"),
        ("  - at: §25:00\n    wait: PT1H\n", "日本時間の時刻（例: 09:05）"),
        ("  - at: §2026-11-22 09:00\n    wait: PT1H\n", "前の手順（2026-11-23 09:00:00 JST）"),
        ("  - at: 10:00\n    after: §PT5M\n    wait: PT1H\n", "「at」と「after」の両方"),
        ("  - under: §sfae\n    wait: PT1H\n", "「safe」ではありませんか"),
        ("  - buyer_orders: {order: A, items: {§TEE: 1}}\n", "「TEA」ではありませんか"),
        ("  - buyer_orders: {order: A, items: {TEA: §0}}\n", "1から100000までの整数"),
        ("  - buyer_orders: {order: A, items: {TEA: 1}, payment: §CASH}\n", "CREDIT_CARD, "),
        ("  - buyer_orders: {order: A, items: {TEA: 1}, pay_after: §later}\n", "never"),
        ("  - buyer_orders: {order: §A B, items: {TEA: 1}}\n", "注文の呼び名"),
        (ORDER + ORDER.replace("A", "§A", 1), "注文の呼び名「A」は二つ目です（はじめは8行目）"),
        ("  - buyer_pays: §A\n" + ORDER, "ここまでに一つもありません"),
        (ORDER + "  - buyer_pays: §a\n", "「A」ではありませんか"),
        (ORDER + "  - shop_ships: §{order: A}\n", "「tracking」がありません"),
        (ORDER + "  - shop_cancels: {order: A, reason: §在庫}\n", "「在庫切れ」ではありませんか"),
        (ORDER + "  - shop_ships: {order: A, tracking: 1, refused: §UNPAI}\n", "「UNPAID」"),
        ("  - shop_sets_stock: {product: §tae, quantity: 1}\n", "「tea」ではありませんか"),
        ("  - §expect: {}\n", "確かめることがありません"),
        ("  - §expect: {amazon: {}}\n", "確かめることがありません"),
        (ORDER + "  - expect: {orders: {A: {§処理: 未処理}}}\n", "「処理可否」ではありませんか"),
        (ORDER + "  - expect: {orders: {A: {決済ステータス: §完了}}}\n", "要確認, 注文完了"),
        (ORDER + "  - expect: {orders: {A: §注文完了}}\n", "を項目とする表"),
        (
            ORDER + "  - expect: {orders: {A: {findings: [§R3]}}}\n",
            "お知らせの種類「R3」はありません",
        ),
        ("  - expect: {calls: {§confirmShipmnt: 0}}\n", "「confirmShipment」ではありませんか"),
        ("  - expect: {jobs: {§注文取り込み: {backlog: 0}}}\n", "「注文取込」ではありませんか"),
        ("  - expect: {stock: {tea: §1.5}}\n", "「1.5」は書けません"),
    ],
)
def test_a_step(steps: str, told: str) -> None:
    check(case_text(steps), told)


def test_a_step_for_a_policy_that_is_not_played() -> None:
    text = case_text("  - under: safe\n    wait: PT1H\n") + "policy: documented\n"
    assert mistakes(text) == [
        (8, 12, "このシナリオは safe では実行されません。実行されるのは documented です。")
    ]


def test_a_verb_that_is_none_is_one_mistake() -> None:
    """Who was to be introduced by it may be spoken of; of equally near names the beginning says."""
    steps = ORDER.replace("buyer_orders", "buyer_order") + "  - buyer_pays: A\n"
    (mistake,) = mistakes(case_text(steps))
    assert "「buyer_orders」ではありませんか。" in mistake[2]


def test_every_mistake_of_a_file_comes_at_once_and_in_order() -> None:
    text = HEAD.replace("id: a-case", "id: A Case").replace("price: 1280", "price: たかい")
    found = mistakes(f"{text}stepz:\n  - wait: 5\n")
    assert [(line, column) for line, column, _ in found] == [(1, 1), (1, 5), (6, 48), (7, 1)]


def test_one_line_a_mistake_even_for_hostile_text() -> None:
    told = mistakes(case_text('  - wait: "\\e[2J\\nrenkei: ok\\u202e"\n'))
    assert told == [
        (
            8,
            11,
            "「[2J renkei: ok」は書けません。"
            "ここに書けるのは、期間（例: PT20M, PT1H30M, P6D）です。",
        )
    ]


def test_long_text_is_quoted_in_part() -> None:
    ((_, _, told),) = mistakes(case_text(f"  - wait: {'x' * 5000}\n"))
    assert len(told) < 200
