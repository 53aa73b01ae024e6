"""pytest collects scenario files: selection, failures and JUnit are its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenario_texts import case_text

GOOD = case_text("  - expect: {stock: {tea: 10}}\n").replace(
    "title: 一つ", "rules: [R18]\ntitle: 一つ"
)
BAD = case_text("  - expect: {stock: {tea: 11}}\n").replace("a-case", "bad")

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "scenarios.pytest_plugin")


def pytest_in(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and text of a pytest of its own, in one process."""
    done = subprocess.run(
        [*PYTEST, "-n", "0", "--rootdir", str(folder), *options, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
    )
    return done.returncode, done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    (tmp_path / "_shared.yaml").write_text("id: none\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("name: no scenario\n", encoding="utf-8")
    return tmp_path


def test_cases_are_tests_and_failures_are_reports(folder: Path) -> None:
    code, text = pytest_in(folder)
    assert code == 1
    assert "2 failed, 2 passed" in text
    assert "期待: 11" in text
    assert "Traceback" not in text


def test_words_rules_and_policies_select(folder: Path) -> None:
    assert "1 passed, 3 deselected" in pytest_in(folder, "-k", "R18 and safe")[1]


def test_a_wrong_file_is_an_error_with_its_mistakes(folder: Path) -> None:
    (folder / "bad.yaml").write_text(BAD.replace("expect", "expekt"), encoding="utf-8")
    code, text = pytest_in(folder)
    assert code == 2
    assert "bad.yaml:8:5: 「expekt」という項目はありません。" in text
