"""The same buyers under two settings: what differs is what the settings make of them."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from scenario_texts import case_text

from core.domain.labels import Policy
from scenarios.language.definition import Case
from scenarios.language.loader import loads
from scenarios.library_files import library
from scenarios.what_if import Changes, Figures, what_if_now
from scenarios.what_if_command import run_what_if


def case_of(name: str) -> Case:
    return next(loaded.case for loaded in library() if loaded.case.id == name)


def both(name: str, changes: Changes) -> tuple[Figures, Figures]:
    return what_if_now(case_of(name), Policy.DOCUMENTED, changes)


def told(*settings: str, policy: str | None = None, reserve: int | None = None) -> tuple[int, str]:
    out = io.StringIO()
    path = Path("oversell-with-clean-feeds")
    code = run_what_if(path, policy=policy, reserve=reserve, settings=settings, out=out)
    return code, out.getvalue()


def test_nothing_changed_is_nothing_else() -> None:
    before, after = both("shop-cancel", Changes())
    assert before == after


def test_r35_the_safe_policy_leaves_no_failed_link() -> None:
    before, after = both("early-seller-central-shipment", Changes(policy=Policy.SAFE))
    assert (before.link_failed, after.link_failed) == (1, 0)


def test_r23_the_safe_policy_loses_no_stock() -> None:
    before, after = both("buyer-cancels-unpaid", Changes(policy=Policy.SAFE))
    assert before.lost > 0
    assert after.lost == 0


def test_r12_stock_that_goes_sooner_is_oversold_less() -> None:
    changes = Changes(periods={"push_listings": timedelta(minutes=5)})
    before, after = both("oversell-with-clean-feeds", changes)
    assert before.oversold > after.oversold
    assert before.out_of_step > after.out_of_step


def test_a_case_is_lived_to_its_end_though_an_expectation_fails() -> None:
    sale = "  - buyer_orders: {order: A, items: {TEA: 12}, oversell: true}\n  - wait: PT10M\n"
    case = loads(case_text(f"  - expect: {{stock: {{tea: 9}}}}\n{sale}"), "x")
    before, _after = what_if_now(case, Policy.DOCUMENTED, Changes())
    assert before.oversold == 2


def test_both_are_printed_side_by_side() -> None:
    code, text = told("jobs.listings=PT5M", policy="safe", reserve=2)
    assert code == 0
    lines = text.splitlines()
    assert lines[0].split("  ")[-1] == "safe, 安全在庫 2, jobs.listings=5分"
    assert lines[1].split() == ["売り越した個数", "1", "0"]
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (
            "jobs.listing=PT5M",
            "設定「jobs.listing」はありません。「jobs.listings」ではありませんか。",
        ),
        ("jobs.listings", "「jobs.listings」は NAME=VALUE の形ではありません。"),
        ("jobs.listings=soon", "PT30S から P7D までです"),
        ("jobs.listings=PT1S", "PT30S から P7D までです"),
        ("amazon.feed_outcom=done", "「amazon.feed_outcome」ではありませんか。"),
        ("amazon.feed_outcome=dne", "「done」ではありませんか。"),
        ("amazon.authorisation_lives=1", "期間"),
    ],
)
def test_a_wrong_setting_is_one_sentence(setting: str, sentence: str) -> None:
    code, text = told(setting)
    assert code == 2
    assert sentence in text
    assert text.count("\n") == 1


RESERVED = """
id: reserved
title: 一つの商品だけ安全在庫
policy: safe
start: 2026-11-23 09:00
shop:
  products:
    - {code: tea, title: 煎茶, stock: 10, price: 1280, link: {sku: TEA, asin: B0RENKEI01}}
amazon:
  listings:
    - {sku: TEA, asin: B0RENKEI01, quantity: 10, price: 1280}
steps:
  - shop_sets_reserve: {units: 4, product: tea}
  - wait: PT6H
"""


def test_r17_what_is_kept_back_of_one_product_is_not_out_of_step() -> None:
    case = loads(RESERVED, "reserved.yaml")
    before, _after = what_if_now(case, Policy.SAFE, Changes())
    assert before.out_of_step <= timedelta(hours=2)
