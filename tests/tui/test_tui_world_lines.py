"""What is typed to a world: any text is an entry, and any entry a command or a reason."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.labels import Policy
from scenarios.language.definition import VERBS
from scenarios.language.mistakes import WrongFile
from scenarios.language.one_step import Around, read_step
from tui.world.commands import (
    WORDS,
    Back,
    Command,
    Do,
    Go,
    Help,
    Moments,
    Next,
    Pause,
    Play,
    Quit,
    Save,
    Show,
    Step,
    Subject,
    WrongCommand,
    read,
)
from tui.world.entries import Entries, Entry
from tui.world.keyboard import OFFERS, offer

NOW = Around(datetime(2026, 11, 23, tzinfo=UTC), Policy.SAFE, (("order", "A"), ("sku", "TEA")))

MARKS = ("A", "-", ":", ": ", "{", "}", "[", "#3", "×60", "PT1H", "9")
BITS = st.sampled_from([*WORDS, *VERBS, *MARKS])
LINES = st.one_of(st.text(max_size=60), st.lists(BITS, max_size=6).map(" ".join))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("step", Step()),
        ("step 12", Step(12)),
        ("next", Next()),
        ("next 3", Next(3)),
        ("next all", Next(None)),
        ("play", Play()),
        ("play ×60", Play(60.0)),
        ("play 0.5 PT2H", Play(0.5, timedelta(hours=2))),
        ("pause", Pause()),
        ("go 11/29 09:00", Go("11/29 09:00")),
        ("back", Back()),
        ("back 2", Back(2)),
        ("back #14", Back(number=14)),
        ("back -20m", Back(where="-20m")),
        ("moments", Moments()),
        ("orders", Show(Subject.ORDERS)),
        ("order A", Show(Subject.ORDER, "A")),
        ("calls 5", Show(Subject.CALLS, "5")),
        ("save a.yaml", Save(Path("a.yaml"))),
        ("save! a.yaml 題 です", Save(Path("a.yaml"), "題 です", overwrite=True)),
        ("help", Help()),
        ("quit", Quit()),
        ("buyer_pays: A", Do("buyer_pays: A")),
        ("- buyer_pays: A", Do("- buyer_pays: A")),
        ("{after: PT5M, buyer_pays: A}", Do("{after: PT5M, buyer_pays: A}")),
        ("expect:\n  stock: {tea: 1}", Do("expect:\n  stock: {tea: 1}")),
    ],
)
def test_a_text_is_a_command(text: str, command: Command) -> None:
    assert read(text) == command


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stepp", "「step」ではありませんか"),
        ("buyer_pay", "「buyer_pays」ではありませんか"),
        ("buyer_pays A", "「buyer_pays: …」と書いてください"),
        ("なにか", "help で一覧"),
        ("step 0", "1から10000までの整数"),
        ("step １", "1から10000までの整数"),
        ("play fast", "速さ（例: ×60）と期間（例: PT2H）"),
        ("play ×0", "速さ"),
        ("go", "時刻がありません"),
        ("back #x", "1から10000までの整数"),
        ("pause now", "何も書けません"),
        ("save", "ファイル名がありません"),
    ],
)
def test_a_wrong_text_says_what_could_stand_there(text: str, told: str) -> None:
    with pytest.raises(WrongCommand) as wrong:
        read(text)
    assert told in str(wrong.value.said)


@given(LINES)
def test_every_text_is_a_command_or_a_reason(text: str) -> None:
    told: object
    try:
        told = read(text)
    except WrongCommand as wrong:
        told = str(wrong.said)
    assert isinstance(told, Command) or (isinstance(told, str) and "\n" not in told)


@given(LINES)
def test_every_step_is_read_or_told_by_line_and_column(text: str) -> None:
    told = None
    try:
        read_step(text, NOW, "x")
    except WrongFile as wrong:
        told = wrong.lines()
    assert told != []
    assert all(line.startswith("x:") and "\n" not in line for line in told or ())


@given(st.lists(LINES.map(lambda text: " ".join(text.split("\n"))), max_size=12))
def test_every_line_is_in_one_entry_and_in_order(lines: list[str]) -> None:
    entries = Entries()
    found = [entry for line in lines for entry in entries.feed(line)] + [*entries.end()]
    wanted = [line.rstrip() for line in lines]
    told = [line for entry in found for line in entry.text.split("\n")]
    assert [line for line in wanted if line and not line.lstrip().startswith("#")] == [
        line for line in told if line and not line.lstrip().startswith("#")
    ]
    assert [entry.line for entry in found] == sorted({entry.line for entry in found})


def test_a_step_may_go_over_several_lines() -> None:
    entries = Entries()
    text = "# 朝\n- at: 09:12\n  buyer_pays: A\nexpect:\n  stock:\n    tea: 1\n\nstep"
    found = [entry for line in text.split("\n") for entry in entries.feed(line)]
    assert found == [
        Entry(2, "- at: 09:12\n  buyer_pays: A"),
        Entry(4, "expect:\n  stock:\n    tea: 1"),
        Entry(8, "step"),
    ]


def test_a_name_that_is_there_already_is_not_given_again() -> None:
    with pytest.raises(WrongFile) as wrong:
        read_step("buyer_orders: {order: A, items: {TEE: 1}}", NOW, "入力")
    assert wrong.value.lines() == [
        "入力:1:23: 注文の呼び名「A」はもうあります。別の名前を付けてください。",
        "入力:1:34: SKU「TEE」はありません。ここまでにあるのは TEA です。「TEA」ではありませんか。",
    ]


def test_completion_offers_commands_and_verbs() -> None:
    assert [offer("shop_ships", number) for number in range(3)] == [
        "shop_ships: ",
        "shop_ships_all: ",
        None,
    ]
    assert {f"{word} " for word in WORDS} <= set(OFFERS)
