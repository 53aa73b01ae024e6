"""`renkei run`: exit codes and what is written."""

import io
from pathlib import Path

import pytest
from scenario_texts import case_text

from scenarios.command import run_paths

PASSES = case_text("  - expect: {stock: {tea: 10}}\n")
FAILS = case_text("  - expect: {stock: {tea: 11}}\n  - wait: PT1H\n")


def run(*paths: Path, **options: object) -> tuple[int, str]:
    """Exit code and text."""
    out = io.StringIO()
    code = run_paths(paths, out=out, **options)
    return code, out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One case that passes and one that fails."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "good.yaml").write_text(PASSES.replace("a-case", "good"), encoding="utf-8")
    (tmp_path / "deep" / "bad.yml").write_text(FAILS.replace("a-case", "bad"), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("not a case", encoding="utf-8")
    return tmp_path


def test_a_case_that_passes(folder: Path) -> None:
    code, text = run(folder / "good.yaml")
    assert code == 0
    assert text.startswith(
        "good (documented)\n  一つの注文\n  11-23 09:00:00  ✓  1 いま、こうである\n"
    )
    assert "tea の在庫数 = 10" in text
    assert text.endswith("成功 2件、失敗 0件\n")
    assert "\x1b" not in text


def test_a_case_that_fails_shows_both_sides_the_place_and_how_to_repeat_it(folder: Path) -> None:
    path = folder / "deep" / "bad.yml"
    code, text = run(path, policy="safe")
    assert code == 1
    assert "期待: 11\n" in text
    assert "実際: 10\n" in text
    assert f"{path}:8\n" in text
    assert "残りの1手順は実行していません。" in text
    assert f"もう一度: renkei run {path} --policy safe\n成功 0件、失敗 1件\n" in text


def test_a_folder_holds_every_case_below_it(folder: Path) -> None:
    code, text = run(folder)
    assert code == 1
    assert text.endswith("成功 2件、失敗 2件\n")


def test_a_keyword_and_a_policy_choose(folder: Path) -> None:
    assert run(folder, keyword="good", policy="safe")[1].endswith("成功 1件、失敗 0件\n")
    assert run(folder, keyword="not bad")[0] == 0
    assert run(folder, keyword="nobody") == (2, "条件に合うシナリオがありません。\n")
    assert run(folder, keyword="(good") == (2, "-k の式の「(」が閉じられていません。\n")


def test_wrong_files_are_all_told_and_nothing_is_played(folder: Path) -> None:
    (folder / "wrong.yaml").write_text(PASSES.replace("expect", "expekt"), encoding="utf-8")
    (folder / "twice.yaml").write_text(PASSES.replace("a-case", "good"), encoding="utf-8")
    code, text = run(folder)
    assert code == 2
    lines = text.splitlines()
    assert len(lines) == 2
    assert (
        lines[0]
        == f"{folder / 'twice.yaml'}:1:1: id「good」は {folder / 'good.yaml'} にもあります。"
    )
    assert lines[1].startswith(f"{folder / 'wrong.yaml'}:8:5: 「expekt」という項目はありません。")
    assert lines[1].endswith("「expect」ではありませんか。")


def test_a_path_that_is_not_there_and_a_folder_without_cases(tmp_path: Path) -> None:
    code, text = run(tmp_path / "hapy-path", tmp_path)
    assert code == 2
    assert "この名前のファイルはありません。「happy-path」ではありませんか。" in text
    assert "このフォルダーにシナリオ（.yaml）がありません。" in text


def test_a_case_of_the_library_by_its_name() -> None:
    code, text = run(Path("carrier-not-listed"), policy="documented")
    assert code == 0
    assert text.startswith("carrier-not-listed (documented) [R31]\n")


def test_a_beginning_that_cannot_be_is_told_and_counts_as_failed(folder: Path) -> None:
    twice = (
        "    - {code: tea2, title: 煎茶, stock: 1, price: 1, link: {sku: TEA2, asin: B0RENKEI01}}\n"
    )
    text = PASSES.replace("steps:\n", twice + "steps:\n")
    (folder / "good.yaml").write_text(text, encoding="utf-8")
    code, told = run(folder / "good.yaml", policy="safe")
    assert code == 1
    assert "はじめの状態を用意できません: B0RENKEI01: このASINは別の商品に連携済みです。" in told


def test_the_same_text_over_a_socket(folder: Path) -> None:
    assert run(folder / "good.yaml", http=True) == run(folder / "good.yaml")


def test_sentences_can_be_said_in_another_language(folder: Path) -> None:
    words = {"成功 {passed}件、失敗 {failed}件": "{passed} passed, {failed} failed"}
    text = run(folder / "good.yaml", translate=lambda said: words.get(said, said))[1]
    assert text.endswith("2 passed, 0 failed\n")
