"""What somebody new gets wrong, and the one sentence that helps."""

from pathlib import Path

import pytest
from scenario_mistakes import check, mistakes
from scenario_texts import HEAD, case_text

from scenarios.gather import gather

ORDER = "  - buyer_orders: {order: A, items: {TEA: 1}}\n"


def told_of(path: Path) -> list[str]:
    """Every mistake under `path`, without its folder."""
    lines = [line for wrong in gather([path]).wrong for line in wrong.lines(str)]
    return [line.replace(f"{path}/", "") for line in lines]


def test_a_bracket_left_open_is_told_where_it_opens() -> None:
    check(
        HEAD + "steps:\n  - expect: §{within: PT1H, stock: {tea: 9}\n  - wait: PT1H\n",
        "閉じかっこが足りません",
    )


@pytest.mark.parametrize("key", ["within", "stock"])
def test_an_argument_beside_its_verb_wants_to_stand_deeper(key: str) -> None:
    steps = f"{ORDER}  - expect:\n      amazon: {{}}\n    §{key}: PT1H\n"
    check(case_text(steps), "「expect」の項目です。もう一段深く字下げしてください。")
    told = [said for *_, said in mistakes(case_text(steps).replace("§", ""))]
    assert not any("動作が二つ" in said for said in told), "it is one mistake"


def test_a_variable_that_is_none_is_one_mistake() -> None:
    steps = '  - buyer_orders: {order: A, items: {"${skuu}": 1}}\n'
    (told,) = mistakes(f"variables: {{sku: TEA}}\n{case_text(steps)}")
    assert "変数「skuu」はありません" in told[2]


def test_words_of_two_sorts_are_one_list() -> None:
    check(
        case_text(ORDER + "  - expect: {orders: {A: {送信状態: §送信まち}}}\n"),
        "拒否, 結果不明, 取り下げ, なし のどれかです。",
    )


def test_an_id_may_be_one_letter(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        case_text(ORDER).replace("id: a-case", "id: a"), encoding="utf-8"
    )
    assert told_of(tmp_path) == []


def test_a_shop_among_the_cases_is_told_how_to_be_named(tmp_path: Path) -> None:
    (tmp_path / "tea.yaml").write_text("start: 2026-11-23 09:00\nshop: {}\n", encoding="utf-8")
    assert told_of(tmp_path) == [
        "tea.yaml:1:1: 「id」も「steps」もありません。"
        "include で読むためのファイルなら、名前を「_」で始めてください。"
    ]


def test_a_file_that_is_not_there_is_the_only_mistake_and_the_nearest_is_named(
    tmp_path: Path,
) -> None:
    """Whatever rests on it would be wrong for no other reason."""
    (tmp_path / "_shops").mkdir()
    (tmp_path / "_shops" / "tea.yaml").write_text("shop: {}\n", encoding="utf-8")
    for named in ("_shops/tea.yml", "_shops/teas.yaml"):
        (tmp_path / "a.yaml").write_text(
            f"id: a\ntitle: x\ninclude: {named}\nsteps:\n{ORDER}", encoding="utf-8"
        )
        assert told_of(tmp_path) == [
            f"a.yaml:3:10: ファイル「{named}」がありません。「_shops/tea.yaml」ではありませんか。"
        ]


def test_a_number_in_quotes_is_told_so() -> None:
    check(
        case_text('  - shop_sets_stock: {product: tea, quantity: §"4"}\n'),
        "引用符を付けずに書いてください。",
    )


def test_what_is_wrong_in_an_included_file_is_told_of_that_file(tmp_path: Path) -> None:
    """Also what comes of a variable, and what two files say of the same product."""
    product = '- {code: tea, title: 煎茶, stock: "${stock}", price: 5}\n'
    (tmp_path / "_shop.yaml").write_text(
        f"start: 2026-11-23 09:00\nshop:\n  products:\n    {product}", encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(
        "id: a\ntitle: x\ninclude: _shop.yaml\nvariables: {stock: many}\n"
        f"shop:\n  products:\n    {product}steps:\n  - wait: PT1H\n",
        encoding="utf-8",
    )
    told = told_of(tmp_path)
    assert told[0].startswith("_shop.yaml:4:37: 「many」は書けません。")
    assert "a.yaml:7:14: ショップの商品コード「tea」は二つ目です" in told[1]
    assert "_shop.yaml:4行目" in told[1]
