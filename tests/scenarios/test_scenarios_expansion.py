"""Variables, rows of examples, included beginnings, and what is wrong with them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from scenario_texts import HEAD, case_text

from scenarios.language.loader import load_all, loads, loads_all
from scenarios.language.mistakes import WrongFile

STEPS = "  - shop_sets_stock: {product: tea, quantity: '${n}'}\n"


def quantities(text: str) -> list[object]:
    """The quantity of the first step of every case."""
    return [getattr(case.steps[0].do, "quantity", None) for case in loads_all(text, "x.yaml")]


def mistakes(text: str) -> list[str]:
    """What is wrong, a line each."""
    with pytest.raises(WrongFile) as caught:
        loads_all(text, "x.yaml")
    return caught.value.lines()


def test_a_variable_stands_for_a_value() -> None:
    assert quantities(case_text(STEPS) + "variables: {n: 7}\n") == [7]


def test_a_variable_in_braces_wants_quotes() -> None:
    (told,) = mistakes(case_text(STEPS.replace("'", "")))
    assert told == "x.yaml:8:48: かっこの中の ${…} は引用符で囲んでください。"


def test_a_variable_may_stand_inside_a_text() -> None:
    text = case_text("  - wait: PT1H\n    note: 在庫は${n}個\n") + "variables: {n: 7}\n"
    assert loads(text, "x").steps[0].note == "在庫は7個"


def test_every_row_of_examples_is_a_case_with_a_name() -> None:
    text = case_text(STEPS) + "examples:\n  - {name: 少ない, n: 1}\n  - {n: 90}\n"
    cases = loads_all(text, "x")
    assert [case.id for case in cases] == ["a-case[少ない]", "a-case[2]"]
    assert [case.title for case in cases] == ["一つの注文（少ない）", "一つの注文（2）"]
    assert quantities(text) == [1, 90]


def test_a_row_wins_over_a_variable() -> None:
    text = case_text(STEPS) + "variables: {n: 5}\nexamples: [{n: 1}, {name: plain}]\n"
    assert quantities(text) == [1, 5]


def test_an_unknown_variable_is_told_once_with_its_place_and_the_nearest() -> None:
    text = case_text("  - shop_sets_stock: {product: tea, quantity: '${nn}'}\n")
    told = mistakes(text + "examples: [{number: 1}, {number: 2}]\n")
    assert len(told) == 1
    assert told[0].startswith("x.yaml:8:47: 変数「nn」はありません。")
    assert "number" in told[0]


def test_a_value_of_a_row_that_does_not_fit_is_told_at_its_use() -> None:
    told = mistakes(case_text(STEPS) + "examples: [{n: たくさん}]\n")
    assert told[0].startswith("x.yaml:8:47: 「たくさん」は書けません。")


@pytest.mark.parametrize(
    ("extra", "place"),
    [
        ("variables: [1]\n", "9:12"),
        ("variables: {n: [1]}\n", "9:16"),
        ("examples: {n: 1}\n", "9:11"),
        ("examples: []\n", "9:11"),
        ("examples: [1]\n", "9:12"),
        ("examples: [{name: a, n: 1}, {name: a, n: 2}]\n", "9:29"),
        ("variables: {n: 1}\ninclude: ../x.yaml\n", "10:10"),
        ("variables: {n: 1}\ninclude: /etc/passwd\n", "10:10"),
        ("variables: {n: 1}\ninclude: .hidden.yaml\n", "10:10"),
        ("variables: {n: 1}\ninclude: nobody.yaml\n", "10:10"),
        ("variables: {n: 1}\ninclude: [a.yaml]\n", "10:10"),
    ],
)
def test_what_cannot_stand_for_anything_is_told_with_its_place(extra: str, place: str) -> None:
    assert any(line.startswith(f"x.yaml:{place}: ") for line in mistakes(case_text(STEPS) + extra))


SHARED = """\
start: 2026-11-23 09:00
shop:
  reserve: 2
  products:
    - {code: tea, title: 煎茶, stock: 10, price: 1280}
"""
OWN = """\
id: own
title: 自分の分
include: shops/tea.yaml
shop:
  reserve: 3
  products:
    - {code: cup, title: 湯のみ, stock: 1, price: 900}
steps:
  - wait: PT1H
"""


def written(folder: Path, shared: str) -> Path:
    """Both files; gives the case's."""
    (folder / "shops").mkdir()
    (folder / "shops" / "tea.yaml").write_text(shared, encoding="utf-8")
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    return folder / "own.yaml"


def test_an_included_beginning_is_joined_and_the_case_wins(tmp_path: Path) -> None:
    (loaded,) = load_all(written(tmp_path, SHARED))
    case = loaded.case
    assert case.start == datetime(2026, 11, 23, tzinfo=UTC)
    assert case.shop.reserve == 3
    assert [product.code for product in case.shop.products] == ["tea", "cup"]


def test_a_mistake_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    file = written(tmp_path, SHARED.replace("stock: 10", "stock: ten"))
    with pytest.raises(WrongFile) as caught:
        load_all(file)
    assert caught.value.path.endswith("tea.yaml")
    assert ":5:37: 「ten」は書けません。" in caught.value.lines()[0]


def test_steps_cannot_be_included(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="steps"):
        load_all(written(tmp_path, SHARED + "steps: []\n"))


def test_a_head_without_its_start_is_told() -> None:
    text = "\n".join(line for line in HEAD.splitlines() if not line.startswith("start"))
    assert any("「start」がありません" in line for line in mistakes(f"{text}\nsteps: []\n"))
