"""The chapters on scenarios are true: every verb and part is named, the first case does as told."""

import io
import re
from enum import StrEnum
from pathlib import Path

import pytest

from core.domain.labels import Handling, MoveReason, PaymentStatus, PushState
from scenarios.command import run_paths
from scenarios.language.definition import VERBS, Amazon, Case, Shop
from scenarios.language.expectations import (
    AmazonExpectation,
    Expect,
    LinkExpectation,
    OrderExpectation,
)
from scenarios.language.kinds import block_of
from scenarios.language.loader import loads_all
from scenarios.what_if_command import JOBS

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = ("scenarios.md", "scenarios.ja.md")
BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.M | re.S)


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def code_of(name: str) -> list[str]:
    return [match["code"] for match in BLOCK.finditer(text_of(name))]


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_verb_and_every_key_of_a_verb_is_named(name: str) -> None:
    text = text_of(name)
    for key, verb in VERBS.items():
        line = next((line for line in text.splitlines() if line.startswith(f"| `{key}` |")), "")
        assert key == "expect" or line, key
        missing = [part for part in block_of(verb).keys if part not in line and part != "refused"]
        assert key == "expect" or missing == [], key


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("part", [Case, Shop, Amazon, Expect])
def test_every_part_of_a_file_is_named(name: str, part: type) -> None:
    text = text_of(name)
    assert [key for key in block_of(part).keys if key not in text] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_settings_of_what_if_are_named(name: str) -> None:
    assert [job for job in JOBS if job not in text_of(name)] == []


def test_both_chapters_have_the_same_code() -> None:
    english, japanese = CHAPTERS
    assert code_of(english) == code_of(japanese)


def test_the_first_case_fails_as_told_and_holds_when_mended(tmp_path: Path) -> None:
    case, told = code_of("scenarios.md")[0], code_of("scenarios.md")[2]
    file = tmp_path / "paid-before-the-pull.yaml"
    file.write_text(case, encoding="utf-8")
    out = io.StringIO()
    assert run_paths([file], policy="safe", out=out) == 1
    written = out.getvalue().replace(f"{tmp_path}/", "")
    assert told in written
    file.write_text(case.replace("tea-100: 9", "tea-100: 8"), encoding="utf-8")
    assert run_paths([file], out=io.StringIO()) == 0


PARTS = [code for code in code_of("scenarios.md") if code.startswith(("steps:\n", "  - "))]


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_that_are_shown_read_well(part: str) -> None:
    head = code_of("scenarios.md")[0].partition("steps:")[0]
    orders = "".join(
        f"  - buyer_orders: {{order: {name}, items: {{TEA-100: 1}}}}\n" for name in "AB"
    )
    steps = part.removeprefix("steps:\n")
    group = (
        ""
        if "group:" in steps
        else "  - buyers_order: {group: F, orders: 1, items: {TEA-100: 1}}\n"
    )
    assert loads_all(f"{head}steps:\n{orders}{group}{steps}", "docs")


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("words", [PaymentStatus, Handling, PushState, MoveReason])
def test_every_word_of_a_state_is_named(name: str, words: type[StrEnum]) -> None:
    listed = [line for line in text_of(name).splitlines() if line.startswith("| ")]
    assert [word for word in words if not any(word in line for line in listed)] == []


def test_an_order_has_no_part_that_nobody_told() -> None:
    text = text_of("scenarios.md")
    known = [*block_of(OrderExpectation).keys, *block_of(LinkExpectation).keys]
    known += block_of(AmazonExpectation).keys
    untold = {key for key in known if key not in text}
    assert untold <= {"決済方法", "状態", "残り日数"}
