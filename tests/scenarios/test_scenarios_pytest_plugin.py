"""pytest collects scenario files: selection, failures and JUnit are its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenario_texts import case_text

pytestmark = pytest.mark.long

GOOD = case_text("  - expect: {stock: {tea: 10}}\n").replace(
    "title: 一つ", "rules: [R18]\ntitle: 一つ"
)
BAD = case_text("  - expect: {stock: {tea: 11}}\n").replace("a-case", "bad")

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:renkei", "-p", "renkei_pytest")
"""As the entry point does it, installed or not."""


def pytest_in(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and text of a pytest of its own, in one process."""
    done = subprocess.run(
        [*PYTEST, "-n", "0", "--rootdir", str(folder), *options, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": "", "COLUMNS": "200"},
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
    code, text = pytest_in(folder, "--renkei")
    assert code == 1
    assert "2 failed, 2 passed" in text
    assert "tea の在庫数  期待: 11  実際: 10" in text
    assert "bad-safe - tea" in text
    assert "Traceback" not in text


def test_words_rules_and_policies_select(folder: Path) -> None:
    assert "1 passed, 3 deselected" in pytest_in(folder, "--renkei", "-k", "R18 and safe")[1]


def test_a_wrong_file_is_an_error_with_its_mistakes(folder: Path) -> None:
    (folder / "bad.yaml").write_text(BAD.replace("expect", "expekt"), encoding="utf-8")
    code, text = pytest_in(folder, "--renkei")
    assert code == 2
    assert "bad.yaml:8:5: 「expekt」という項目はありません。" in text


def test_unasked_only_files_named_so_are_taken(folder: Path) -> None:
    """In every other project's run nothing of theirs is read."""
    code, text = pytest_in(folder)
    assert (code, "no tests ran" in text) == (5, True)
    (folder / "good.yaml").rename(folder / "good.renkei.yaml")
    assert "2 passed" in pytest_in(folder)[1]


def test_a_project_says_which_files_are_scenarios(folder: Path) -> None:
    settings = "[pytest]\naddopts = --strict-config --strict-markers\nrenkei_files = go*.yaml\n"
    (folder / "pytest.ini").write_text(settings, encoding="utf-8")
    assert "2 passed" in pytest_in(folder)[1]


def test_a_projects_own_folder_of_that_name_is_no_harm(tmp_path: Path) -> None:
    """`python -m pytest` finds their `scenarios` before ours."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "__init__.py").touch()
    (tmp_path / "test_theirs.py").write_text("def test_theirs(): pass\n", encoding="utf-8")
    done = subprocess.run(
        [*PYTEST, "-p", "no:xdist"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": "", "COLUMNS": "200"},
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_the_way_in_loads_nothing_of_ours() -> None:
    code = (
        "import sys, renkei_pytest;"
        "print([n for n in sys.modules if n.split('.')[0] in ('core', 'simulator', 'tui')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
