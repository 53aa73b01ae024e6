"""Playing a case: what a step's result says, and when it says it."""

import asyncio

import pytest
from scenario_texts import case_text

from core.domain.instants import jst
from core.domain.labels import Policy
from scenarios.language.loader import loads
from scenarios.runner import Outcome, StepResult, play, setup_of
from scenarios.world import World

ORDER = "  - at: 09:06\n    buyer_orders: {order: A, items: {TEA: 1}}\n"
UNPAID = (
    "  - at: 09:06\n    buyer_orders: {order: A, items: {TEA: 1},"
    " payment: CONVENIENCE_STORE, pay_after: never}\n"
)


def results(steps: str, policy: Policy = Policy.DOCUMENTED) -> list[StepResult]:
    """What comes of these steps."""

    async def run() -> list[StepResult]:
        case = loads(case_text(steps), "x.yaml")
        world = await World.open(setup_of(case, policy))
        try:
            return [result async for result in play(case, policy, world)]
        finally:
            await world.close()

    return asyncio.run(run())


def test_steps_are_told_with_number_line_time_and_words() -> None:
    order, wait, expect = results(
        ORDER + "  - wait: PT10M\n  - note: もう見える\n    expect: {orders: {A: {shown: true}}}\n"
    )
    assert (order.number, order.line, order.outcome) == (1, 8, Outcome.DONE)
    assert f"{jst(order.at):%H:%M:%S}" == "09:06:00"
    assert str(order.title) == "購入者が注文Aを出す（TEA×1、クレジットカード、10秒後に支払い）"
    assert (str(wait.title), f"{jst(wait.at):%H:%M}") == ("10分待つ", "09:16")
    assert (expect.outcome, expect.note) == (Outcome.PASSED, "もう見える")
    assert [str(check.actual) for check in expect.checks] == ["注文一覧にある"]


def test_a_failed_expectation_shows_both_sides_and_ends_the_case() -> None:
    *_, failed = results(
        ORDER + "  - at: 09:10\n    expect:\n"
        "      orders: {A: {決済ステータス: 要確認, 処理可否: 未処理}}\n      stock: {tea: 10}\n"
        "  - wait: PT1H\n"
    )
    assert (failed.number, failed.outcome) == (2, Outcome.FAILED)
    assert failed.expected == "注文A の決済ステータス: 要確認\ntea の在庫数: 10"
    assert failed.actual == "注文A の決済ステータス: 注文完了\ntea の在庫数: 9"
    assert [check.holds for check in failed.checks] == [False, True, False]


def test_expectations_see_what_the_engine_did_at_that_instant() -> None:
    """The simulator, then the script, then the engine; then a person looks."""
    *_, seen = results(ORDER + "  - at: 09:10\n    expect: {orders: {A: {shown: true}}}\n")
    assert seen.outcome is Outcome.PASSED


def test_the_script_acts_before_the_engine_at_one_instant() -> None:
    """R32: pressed at the very moment of the push, it goes with that push."""
    *_, seen = results(
        ORDER + "  - at: 09:20\n    shop_ships: {order: A, tracking: 1111}\n"
        "  - expect: {orders: {A: {送信状態: 受理}}, calls: {confirmShipment: 1}}\n"
    )
    assert seen.outcome is Outcome.PASSED, seen.actual
    assert f"{jst(seen.at):%H:%M:%S}" == "09:20:00"


def test_within_ends_as_soon_as_it_is_true() -> None:
    *_, seen = results(ORDER + "  - expect: {within: PT3H, stock: {tea: 9}}\n")
    assert (seen.outcome, f"{jst(seen.at):%H:%M}") == (Outcome.PASSED, "09:10")


def test_within_fails_at_its_end_with_what_was_seen_last() -> None:
    *_, seen = results(UNPAID + "  - expect: {within: PT1H, stock: {tea: 8}}\n")
    assert (seen.outcome, f"{jst(seen.at):%H:%M}") == (Outcome.FAILED, "10:06")
    assert (seen.expected, seen.actual) == ("tea の在庫数: 8", "tea の在庫数: 9")


def test_r18_an_order_that_is_not_pulled_yet_says_when_it_will_be() -> None:
    steps = (
        "  - buyer_orders: {order: A, items: {TEA: 1}}\n  - expect: {orders: {A: {shown: true}}}\n"
    )
    *_, result = results(steps)
    (check,) = result.checks
    assert str(check.actual).startswith("注文一覧にない（次の注文取込は09:")


def test_stays_fails_at_the_moment_it_is_no_longer_true() -> None:
    *_, seen = results(
        UNPAID.replace("never", "PT30M") + "  - at: 09:10\n"
        "    expect: {stays: PT2H, orders: {A: {決済ステータス: 要確認}}}\n"
    )
    assert (seen.outcome, f"{jst(seen.at):%H:%M}") == (Outcome.FAILED, "09:40")


def test_a_refusal_that_nobody_expected_fails_the_step() -> None:
    *_, seen = results(
        UNPAID + "  - at: 09:10\n    wait: PT1S\n  - shop_ships: {order: A, tracking: 1}\n"
    )
    assert seen.outcome is Outcome.FAILED
    assert (seen.expected, "UNPAID" in seen.actual) == ("makeshopでの操作: できる", True)


def test_a_refusal_that_does_not_come_fails_the_step() -> None:
    *_, seen = results(
        ORDER + "  - wait: PT10M\n  - shop_ships: {order: A, tracking: 1, refused: UNPAID}\n"
    )
    assert seen.outcome is Outcome.FAILED
    assert seen.actual == "makeshopでの操作: できる"


def test_a_refusal_at_amazon() -> None:
    *_, passed = results(
        UNPAID + "  - seller_central_ships: {order: A, tracking: 1, refused: true}\n"
    )
    assert passed.outcome is Outcome.PASSED
    *_, failed = results(UNPAID + "  - seller_central_ships: {order: A, tracking: 1}\n")
    assert (failed.outcome, failed.expected) == (Outcome.FAILED, "Amazonでの操作: できる")


@pytest.mark.parametrize("policy", list(Policy))
def test_a_step_for_one_policy_is_left_out_under_the_other(policy: Policy) -> None:
    played = results("  - under: safe\n    wait: PT1H\n  - wait: PT2H\n", policy)
    assert [result.number for result in played] == ([2] if policy is Policy.DOCUMENTED else [1, 2])


def test_a_time_that_a_long_wait_has_overtaken_fails_and_does_not_turn_back() -> None:
    *_, seen = results(
        ORDER + "  - expect: {within: PT3H, stock: {tea: 9}}\n"
        "  - at: 2026-11-23 09:08\n    wait: PT1H\n"
    )
    assert seen.outcome is Outcome.FAILED
    assert seen.actual == "手順の時刻: 時計はもう 2026-11-23 09:10:00"


def test_a_clock_time_is_the_next_one() -> None:
    first, second = results("  - at: 10:00\n    wait: PT0S\n  - at: 09:00\n    wait: PT0S\n")
    assert [f"{jst(result.at):%d %H:%M}" for result in (first, second)] == ["23 10:00", "24 09:00"]


def test_a_payment_at_the_very_moment_of_the_order_is_no_standstill() -> None:
    *_, seen = results(
        "  - at: 09:06\n    buyer_orders: {order: A, items: {TEA: 1}, pay_after: PT0S}\n"
        "  - expect: {within: PT10M, amazon: {orders: {A: UNSHIPPED}}}\n"
    )
    assert seen.outcome is Outcome.PASSED
