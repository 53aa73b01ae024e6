"""What may be written in a scenario, and what is read from it."""

import json
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import jsonschema
import pytest
from ruamel.yaml import YAML
from scenario_texts import HEAD, case_text

from core.domain.labels import CancelReason, MoveReason, PaymentStatus, Policy, PushState
from core.domain.refusals import Refusal
from scenarios.coverage import DIFFERING, RULES
from scenarios.language.definition import VERBS, Action, Case, Step
from scenarios.language.expectations import Expect
from scenarios.language.kinds import block_of
from scenarios.language.loader import loads
from scenarios.language.schema import FILE_NAME, schema, schema_text
from scenarios.language.verbs import BuyerOrders, BuyerPays, ShopCancels, Wait
from scenarios.language.words import ClockTime
from scenarios.library_files import library, library_file, library_names

ORDER = "  - buyer_orders: {order: A, items: {TEA: 1}}\n"


def read(steps: str) -> Case:
    """The case with these steps."""
    return loads(case_text(steps), "x.yaml")


def test_a_case_is_played_under_both_policies_unless_it_says() -> None:
    assert read("  - wait: PT1H\n").policies == (Policy.DOCUMENTED, Policy.SAFE)
    text = case_text("  - wait: PT1H\n")
    assert loads(text + "policy: safe\n", "x").policies == (Policy.SAFE,)
    assert loads(text + "policy: [safe]\n", "x").policies == (Policy.SAFE,)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-23", datetime(2026, 11, 22, 15, tzinfo=UTC)),
        ("2026-11-23 09:00", datetime(2026, 11, 23, 0, tzinfo=UTC)),
        ("2026-11-23 09:00:30 JST", datetime(2026, 11, 23, 0, 0, 30, tzinfo=UTC)),
        ("2026-11-23T09:00:00+09:00", datetime(2026, 11, 23, 0, tzinfo=UTC)),
        ("2026-11-23T00:00:00Z", datetime(2026, 11, 23, 0, tzinfo=UTC)),
    ],
)
def test_times_are_japans_unless_an_offset_says_otherwise(written: str, meant: datetime) -> None:
    text = case_text("  - wait: PT1H\n").replace("2026-11-23 09:00", written)
    assert loads(text, "x").start == meant


def test_a_step_has_a_clock_time_an_instant_or_a_distance() -> None:
    clock, instant, distance, none = read(
        "  - at: 9:05\n    wait: PT0S\n"
        "  - at: 2026-11-24 00:00\n    wait: PT0S\n"
        "  - after: P1DT2H\n    wait: PT0S\n"
        "  - wait: PT0S\n"
    ).steps
    assert clock.at == ClockTime(9, 5, 0)
    assert instant.at == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert distance.after == timedelta(days=1, hours=2)
    assert (none.at, none.after) == (None, None)


def test_one_argument_may_stand_for_the_whole() -> None:
    short, long = read(ORDER + "  - buyer_pays: A\n  - buyer_pays: {order: A}\n").steps[1:]
    assert short.do == long.do == BuyerPays(order="A")
    assert read("  - wait: PT1H\n").steps[0].do == Wait(duration=timedelta(hours=1))


def test_an_order_that_is_never_paid() -> None:
    text = "  - buyer_orders: {order: A, items: {TEA: 2}, pay_after: never}\n"
    assert read(text).steps[0].do == BuyerOrders(order="A", items={"TEA": 2}, pay_after="never")


def test_labels_stand_as_on_screen_and_refusals_by_name() -> None:
    cancel, expect = read(
        ORDER + "  - shop_cancels: {order: A, reason: 配送先不備, refused: FBA}\n"
        "  - expect: {orders: {A: {決済ステータス: 要確認, 送信状態: 送信待ち, 配送完了: UNPAID,"
        " 注文キャンセル: 押せる, ledger: {注文引当: -1}}}}\n"
    ).steps[1:]
    assert cancel.do == ShopCancels(order="A", reason=CancelReason.ADDRESS, refused=Refusal.FBA)
    assert isinstance(expect.do, Expect)
    order = expect.do.orders["A"]
    assert order.payment_status is PaymentStatus.NEEDS_CHECK
    assert order.push_state is PushState.WAITING
    assert (order.ship, order.cancel) == (Refusal.UNPAID, "押せる")
    assert order.ledger == {MoveReason.ORDERED: -1}


def test_a_number_is_text_where_text_is_wanted() -> None:
    step = read(ORDER + "  - shop_ships: {order: A, tracking: 123456789012}\n").steps[1]
    assert step.do.tracking == "123456789012"


def test_a_step_knows_its_line() -> None:
    assert [step.line for step in read(ORDER + "  - wait: PT1H\n").steps] == [8, 9]


def test_every_class_of_the_definition_has_a_form() -> None:
    for cls in (Case, Step, *VERBS.values()):
        assert block_of(cls).entries


def test_every_verb_has_a_key_and_a_label_of_its_own() -> None:
    assert len({verb.label for verb in VERBS.values()}) == len(VERBS) == len(Action.__args__)
    assert all(key == verb.key for key, verb in VERBS.items())


def test_the_committed_schema_is_the_definitions() -> None:
    """Stale? `python -m scenarios.language.schema` writes it anew."""
    committed = (files("scenarios") / FILE_NAME).read_text(encoding="utf-8")
    assert committed == schema_text()


def test_the_schema_accepts_the_library_and_refuses_what_the_reader_refuses() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors.pop("tag:yaml.org,2002:timestamp", None)
    for name in library_names():
        file = library_file(name)
        assert file is not None
        case = yaml.load(file.read_text(encoding="utf-8"))
        case["start"] = str(case.get("start", "2026-11-23"))
        assert [error.message for error in validator.iter_errors(_texts(case))] == []
    wrong = yaml.load(HEAD + "steps:\n  - wiat: PT1H\n")
    assert list(validator.iter_errors(_texts(wrong)))


def _texts(value: object) -> object:
    """As JSON has it: what YAML takes for a date is text."""
    return json.loads(json.dumps(value, default=str))


def test_every_case_of_the_library_reads_and_is_named_after_its_file() -> None:
    loaded = library()
    names = dict.fromkeys(each.case.id.partition("[")[0] for each in loaded)
    assert list(names) == list(library_names())
    assert len({each.case.title for each in loaded}) == len(loaded)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_case(rule: str) -> None:
    shown = {
        policy for each in library() if rule in each.case.rules for policy in each.case.policies
    }
    assert shown == set(Policy) if rule in DIFFERING else shown
