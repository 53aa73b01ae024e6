"""What a run leaves behind: JUnit XML, JSON, HTML, the matrix; which turns it takes."""

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from junit_schema import breaches
from scenario_texts import case_text

from scenarios.command import Files, run_paths

GOOD = case_text(
    "  - buyer_orders: {order: A, items: {TEA: 1}}\n"
    "  - expect: {within: PT10M, orders: {A: {shown: true}}}\n"
).replace("title: 一つ", "rules: [R18]\ntags: [基本]\ntitle: 一つ")
BAD = case_text("  - expect: {stock: {tea: 11}}\n  - wait: PT1H\n").replace("a-case", "bad")
HOSTILE = BAD.replace("bad", "hostile").replace("一つの注文", '"<script>&\\u0007[b]]]>"')


def run(*paths: Path, **options: object) -> tuple[int, str]:
    """Exit code and text."""
    out = io.StringIO()
    return run_paths(paths, out=out, **options), out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One case that passes and two that fail."""
    for name, text in (("good", GOOD), ("bad", BAD), ("hostile", HOSTILE)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_junit_holds_what_ci_servers_read(folder: Path, tmp_path: Path) -> None:
    run(folder, policy="safe", files=Files(junit=tmp_path / "r.xml"))
    root = ElementTree.parse(tmp_path / "r.xml").getroot()
    assert breaches(root) == []
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "2", "0")
    (failure,) = root.findall(".//testcase[@classname='bad']/failure")
    assert failure.get("message") == "tea の在庫数  期待: 11  実際: 10"
    assert "renkei run" in str(failure.text)
    assert [rule.get("value") for rule in root.iter("property")] == ["R18"]


def test_json_holds_every_check(folder: Path, tmp_path: Path) -> None:
    run(folder, policy="safe", files=Files(json=tmp_path / "r.json"))
    cases = {case["id"]: case for case in json.loads((tmp_path / "r.json").read_text())["cases"]}
    assert [case["verdict"] for case in cases.values()].count("passed") == 1
    (check,) = cases["bad"]["steps"][0]["checks"]
    assert (check["expected"], check["actual"], check["holds"]) == ("11", "10", False)
    assert cases["bad"]["steps_left"] == 1
    assert cases["bad"]["again"].endswith("bad.yaml --policy safe")


def test_the_page_needs_nothing_else_and_shows_both_lanes(folder: Path, tmp_path: Path) -> None:
    run(folder, policy="safe", files=Files(html=tmp_path / "r.html"))
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "注文A の時間の流れ" in page
    assert '<th class="lane">Amazon</th>' in page
    assert page.count('<summary class="failed">') == 2
    for outside in ("http:", "https:", "src=", "<script", "\x07"):
        assert outside not in page
    assert "&lt;script&gt;" in page


def test_several_processes_tell_the_same(folder: Path) -> None:
    assert run(folder, jobs=2) == run(folder)


def test_tags_and_rules_choose(folder: Path) -> None:
    assert run(folder, tags=["基本"], policy="safe")[1].endswith("成功 1件、失敗 0件\n")
    assert run(folder, rules=["R18"], policy="safe")[1].endswith("成功 1件、失敗 0件\n")
    assert run(folder, rules=["r18"], policy="safe")[0] == 0
    assert run(folder, rules=["R19"]) == (
        2,
        "規則「R19」を示すシナリオはありません。あるのは R18 です。\n",
    )
    assert run(folder, tags=["lonng"]) == (
        2,
        "タグ「lonng」はありません。「long」ではありませんか。\n",
    )


def test_long_cases_are_played_when_they_are_asked_for(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD.replace("[基本]", "[long]"), encoding="utf-8")
    (folder / "bad.yaml").write_text(GOOD.replace("a-case", "short"), encoding="utf-8")
    (folder / "hostile.yaml").unlink()
    assert run(folder, policy="safe")[1].endswith("成功 1件、失敗 0件\n")
    assert run(folder, policy="safe", tags=["long"])[1].startswith("a-case")
    assert run(folder / "good.yaml", policy="safe")[0] == 0


def test_a_path_that_is_none_is_told_with_what_stands_there(folder: Path) -> None:
    code, text = run(folder / "goood.yaml")
    assert code == 2
    assert f"「{folder / 'good.yaml'}」ではありませんか。" in text


def test_until_stops_after_a_step(folder: Path) -> None:
    code, text = run(folder / "good.yaml", policy="safe", until=1)
    assert code == 0
    assert "残りの1手順は実行していません。" in text


def test_the_journal_before_a_failure_speaks_of_the_orders_of_the_script(folder: Path) -> None:
    (folder / "late.yaml").write_text(
        GOOD.replace("a-case", "late") + "  - expect: {stock: {tea: 10}}\n", encoding="utf-8"
    )
    text = run(folder / "late.yaml", policy="safe")[1]
    _, journal = text.split("直前の記録:")
    assert "Amazon    A: 支払い確定、未出荷" in journal
    assert "makeshop  A: 在庫 -1（注文引当）TEA 残り9" in journal
    assert "{" not in journal


def test_a_failure_tells_amazons_number_of_an_order_beside_its_name(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "late.yaml").write_text(
        GOOD.replace("a-case", "late").replace("shown: true", "決済ステータス: 連携失敗"),
        encoding="utf-8",
    )
    files = Files(junit=tmp_path / "r.xml", json=tmp_path / "r.json", html=tmp_path / "r.html")
    text = run(folder / "late.yaml", policy="safe", files=files)[1]
    (case,) = json.loads((tmp_path / "r.json").read_text())["cases"]
    told = f"注文番号: A = {case['orders']['A']}\n"
    assert told in text
    assert told in (tmp_path / "r.xml").read_text(encoding="utf-8")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f"注文A の時間の流れ <small>{case['orders']['A']}</small>" in page


def test_the_world_of_a_failure_is_handed_over_as_it_stopped(folder: Path) -> None:
    seen = []

    def look(live: object, result: object) -> None:
        seen.append((live.state().now, result.turn.name, live.books_path.exists()))

    code, text = run(folder, policy="safe", on_break=look)
    assert code == 1
    assert [name for _, name, _ in seen] == ["bad (safe)", "hostile (safe)"]
    assert all(there for _, _, there in seen)
    assert "期待: 11" in text


def test_a_beginning_that_cannot_be_fails_without_a_world_to_show(tmp_path: Path) -> None:
    tea = next(line for line in GOOD.splitlines(keepends=True) if "code: tea" in line)
    text = GOOD.replace(tea, tea + tea.replace("tea", "tee").replace("TEA", "TEE"))
    (tmp_path / "twice.yaml").write_text(text, encoding="utf-8")
    code, text = run(tmp_path, policy="safe", on_break=lambda live, result: pytest.fail("shown"))
    assert code == 1
    assert "はじめの状態を用意できません" in text


def test_the_stopped_world_goes_back_by_the_steps_of_its_case(folder: Path) -> None:
    told: list[str] = []

    def look(live: object, result: object) -> None:
        told.extend(str(moment.before) for moment in live.moments().result())

    run(folder / "good.yaml", policy="safe", until=2, on_break=look)
    assert told[:2] == [
        "購入者が注文Aを出す（TEA×1、クレジットカード、10秒後に支払い）",
        "10分以内に: A",
    ]


def test_the_matrix_names_what_is_missing(folder: Path) -> None:
    code, text = run(folder, matrix=True)
    assert code == 0
    lines = text.splitlines()
    assert len(lines) == 46
    assert lines[17] == "R18  documented: 1 safe: 1  a-case"
    assert lines[27] == "R28  documented: 0 safe: 0  —"
    assert lines[-1].startswith("示す手順がない規則: R01, R02,")
