"""One line that tells a step from its neighbours, for lists where nothing stands below it."""

import pytest
from scenario_texts import case_text

from scenarios.language.expectations import Expect
from scenarios.language.loader import loads
from scenarios.library_files import library
from scenarios.play.brief import brief_of
from scenarios.said import say


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            "{within: PT5M, orders: {A: {決済ステータス: 注文完了, 処理可否: 未処理}}}",
            "5分以内に: A 注文完了 未処理",
        ),
        ("{stock: {tea: 9}, amazon: {listings: {TEA: 9}}}", "いま: tea 9、amazon TEA 9"),
        (
            "{stays: PT1H, orders: {A: {findings: [], ledger: {注文引当: -1}}}}",
            "1時間、ずっと: A findings [] ledger 注文引当 -1",
        ),
        (
            "{never: PT1H, orders: {A: {shown: false, 配送完了: UNPAID}}}",
            "1時間、一度もない: A shown false 配送完了 UNPAID",
        ),
        (
            "{within: PT1H, calls: {searchOrders: {at_most: 3}}}",
            "1時間以内に: calls searchOrders at_most 3",
        ),
    ],
)
def test_an_expectation_names_what_it_looks_at(step: str, told: str) -> None:
    orders = "  - buyer_orders: {order: A, items: {TEA: 1}}\n"
    case = loads(case_text(f"{orders}  - expect: {step}\n"), "case.yaml")
    assert str(brief_of(case.steps[-1].do)) == told


def test_an_act_keeps_its_title() -> None:
    case = loads(case_text("  - buyer_orders: {order: A, items: {TEA: 1}}\n"), "case.yaml")
    assert brief_of(case.steps[0].do).msgid.startswith("購入者が注文{order}を出す")
    crowd = "  - buyers_order: {group: F, orders: 300, over: PT1H, items: {TEA: 1}}\n"
    case = loads(case_text(crowd), "case.yaml")
    assert str(brief_of(case.steps[0].do)) == "購入者300人が注文する（F、TEA×1、1時間のあいだに）"


def test_two_expectations_of_the_library_that_differ_are_told_differently() -> None:
    for loaded in library():
        looks = [step.do for step in loaded.case.steps if isinstance(step.do, Expect)]
        lines = {brief_of(look) for look in looks}
        assert len(lines) == len(set(map(repr, looks))), loaded.path


def test_words_of_a_file_are_never_taken_for_the_names_of_values() -> None:
    case = loads(case_text('  - expect: {jobs: {注文取込: {result: "{what}"}}}\n'), "case.yaml")
    assert brief_of(case.steps[0].do) == say("いま: {what}", what="jobs 注文取込 result {what}")
